import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import type { Combination, Manager } from "../combinations";
import { command } from "../../../tools/package/command";

/** The npm packages of the package managers, except npm itself, which is installed. */
const MANAGERS = { pnpm: "pnpm@12", yarn: "@yarnpkg/cli-dist@4" } as const;

/** Versions of Node.js and package managers, installed from the npm registry on first use. */
export class Toolchain {
  private readonly installed = new Map<string, Promise<string>>();

  private constructor(private readonly folder: string) {}

  public static async open(): Promise<Toolchain> {
    return new Toolchain(await mkdtemp(join(tmpdir(), "toolchain-")));
  }

  /** A PATH on which `node` and the package manager are those of the combination. */
  public async path({ node, manager }: Pick<Combination, "node" | "manager">): Promise<string> {
    const folders = [await this.nodeFolder(node), await this.managerFolder(manager), process.env["PATH"]];
    return folders.filter((folder) => folder !== undefined).join(delimiter);
  }

  /** Removes the installed tools. */
  public async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  private async nodeFolder(major: Combination["node"]): Promise<string | undefined> {
    if (process.versions.node.startsWith(`${major}.`)) return undefined;
    // The package `node` only has an install script that downloads this package.
    const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
    return join(await this.install(`${name}@${major}`), "node_modules", name, "bin");
  }

  private async managerFolder(manager: Manager): Promise<string | undefined> {
    if (manager === "npm") return undefined;
    return join(await this.install(MANAGERS[manager]), "node_modules/.bin");
  }

  private install(spec: string): Promise<string> {
    const installation =
      this.installed.get(spec) ?? this.installInto(join(this.folder, folderNameOf(spec)), spec);
    this.installed.set(spec, installation);
    return installation;
  }

  private async installInto(folder: string, spec: string): Promise<string> {
    await mkdir(folder);
    await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
    await command("npm", ["install", "--no-save", "--no-audit", spec], { cwd: folder, env: process.env });
    return folder;
  }
}

function folderNameOf(spec: string): string {
  return spec.replace(/[^a-z0-9@.-]/g, "-");
}
