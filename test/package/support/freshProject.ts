import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Emulator } from "../../../emulator";
import { isolatedIn, makeIsolated } from "../../../tools/project/isolation";
import type { Combination } from "../combinations";
import { command } from "../../../tools/package/command";
import { MANAGERS } from "./managers";
import { PROGRAMS } from "./programs";
import type { Tarball } from "../../../tools/package/tarball";

/** The folders of a project, relative to its root. */
const FOLDERS: Record<Combination["layout"], { pulumi: string; program: string; install: string }> = {
  "one folder": { pulumi: ".", program: ".", install: "." },
  "main folder": { pulumi: ".", program: "deploy", install: "deploy" },
  workspace: { pulumi: "infra", program: "infra", install: "." },
};

const NAME = "fresh-project";

/** The options of a new project. */
export interface FreshProjectOptions {
  combination: Combination;
  /** The package under test. */
  tarball: Tarball;
  /** A PATH with the Pulumi CLI, Node.js and the package manager. */
  path: string;
  /** The version or range of @pulumi/pulumi to install. */
  pulumi: string;
  /** The emulator that the program uses. */
  chime: Pick<Emulator, "env">;
}

/** A new project of a user who installs the package with npm. It does not use this repository. */
export class FreshProject {
  private constructor(
    private readonly base: string,
    private readonly options: FreshProjectOptions,
  ) {}

  /** Creates the project without installing dependencies. */
  public static async open(options: FreshProjectOptions): Promise<FreshProject> {
    const base = await mkdtemp(join(tmpdir(), `${NAME}-`));
    const project = new FreshProject(base, options);
    try {
      await makeIsolated(base);
      for (const folder of Object.values(project.folders)) await mkdir(folder, { recursive: true });
      await project.writeFiles();
    } catch (error) {
      await project.close();
      throw error;
    }
    return project;
  }

  /** Installs the dependencies. */
  public async install(): Promise<void> {
    await this.runManager(MANAGERS[this.options.combination.manager].install);
  }

  /** Installs again from the lockfile, as in continuous integration. */
  public async installFromLockfile(): Promise<void> {
    await rm(join(this.folders.install, "node_modules"), { recursive: true });
    await this.runManager(MANAGERS[this.options.combination.manager].installLocked);
  }

  /** Checks the types of a TypeScript program. */
  public async checkTypes(): Promise<void> {
    if (!this.options.combination.language.startsWith("typescript")) return;
    const tsc = this.require.resolve("typescript/bin/tsc");
    await this.run("node", [tsc, "--project", this.folders.program], this.folders.program);
  }

  /** Writes the members that the program declares. */
  public async declare(room: { accountId: string; roomId: string; team: object }): Promise<void> {
    await this.write("program", "team.json", JSON.stringify(room));
  }

  /** Runs the Pulumi CLI in the folder of Pulumi.yaml, and returns its output. */
  public async pulumi(...args: string[]): Promise<string> {
    return this.run("pulumi", [...args, "--non-interactive"], this.folders.pulumi);
  }

  /** The installed version of a package. */
  public async versionOf(name: string): Promise<string> {
    const manifest = await readFile(this.require.resolve(`${name}/package.json`), "utf8");
    return (JSON.parse(manifest) as { version: string }).version;
  }

  /** Removes the project. */
  public async close(): Promise<void> {
    await rm(this.base, { recursive: true, force: true, maxRetries: 5 });
  }

  private get folders(): { pulumi: string; program: string; install: string } {
    const { pulumi, program, install } = FOLDERS[this.options.combination.layout];
    const root = join(this.base, "project");
    return { pulumi: join(root, pulumi), program: join(root, program), install: join(root, install) };
  }

  private get require(): NodeJS.Require {
    return createRequire(join(this.folders.program, "package.json"));
  }

  private async writeFiles(): Promise<void> {
    const { combination, tarball } = this.options;
    await tarball.copyTo(this.folders.program);
    await this.write("program", "package.json", JSON.stringify(this.manifest()));
    for (const [file, text] of Object.entries(PROGRAMS[combination.language].files)) {
      await this.write("program", file, text);
    }
    const main = combination.layout === "main folder" ? { main: FOLDERS[combination.layout].program } : {};
    await this.write("pulumi", "Pulumi.yaml", JSON.stringify({ name: NAME, runtime: "nodejs", ...main }));
    await this.writeInstallationFiles();
  }

  private async writeInstallationFiles(): Promise<void> {
    const { layout, manager } = this.options.combination;
    const packages = layout === "workspace" ? [FOLDERS[layout].program] : [];
    if (packages.length > 0) {
      const root = { name: "workspace", private: true, workspaces: packages };
      await this.write("install", "package.json", JSON.stringify(root));
    }
    for (const [file, text] of Object.entries(MANAGERS[manager].files(packages))) {
      await this.write("install", file, text);
    }
  }

  private manifest(): object {
    const { combination, tarball, pulumi } = this.options;
    const { main, manifest, devDependencies } = PROGRAMS[combination.language];
    const dependencies = { "@pulumi/pulumi": pulumi, "pulumi-chime": `file:./${tarball.name}` };
    return { name: NAME, private: true, main, ...manifest, dependencies, devDependencies };
  }

  private async runManager(args: readonly string[]): Promise<void> {
    await this.run(this.options.combination.manager, args, this.folders.install);
  }

  private async run(file: string, args: readonly string[], cwd: string): Promise<string> {
    const { path, chime } = this.options;
    const env = { ...process.env, ...chime.env, ...isolatedIn(this.base), PATH: path };
    return command(file, args, { cwd, env });
  }

  private async write(part: "pulumi" | "program" | "install", file: string, text: string): Promise<void> {
    await writeFile(join(this.folders[part], file), text);
  }
}
