import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { command } from "./command";

const REPOSITORY = resolve(__dirname, "../..");

/** The folders of the main package and the package of the emulator. */
export const PACKAGE_FOLDERS = [".", "packages/emulator"] as const;

/** A file in a tarball. */
export interface PackedFile {
  path: string;
  /** Bytes. */
  size: number;
}

interface PackReport {
  filename: string;
  /** Bytes of the tarball. */
  size: number;
  /** Bytes of all files in the tarball. */
  unpackedSize: number;
  files: PackedFile[];
}

/** The tarball that `npm publish` would upload for the current build. */
export class Tarball {
  private constructor(
    private readonly folder: string,
    private readonly report: PackReport,
  ) {}

  /** Packs a package of this repository. Default: the main one. */
  public static async pack(packageFolder = "."): Promise<Tarball> {
    const folder = await mkdtemp(join(tmpdir(), "packed-"));
    try {
      // `prepack` would rebuild files that other tests are using.
      const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
      const cwd = await withRepository(packageFolder, join(folder, "staged"));
      return new Tarball(folder, onlyReport(await command("npm", args, { cwd, env: process.env })));
    } catch (error) {
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  /** The files in the tarball. */
  public get files(): readonly PackedFile[] {
    return this.report.files;
  }

  /** Bytes of all files in the tarball. */
  public get unpackedSize(): number {
    return this.report.unpackedSize;
  }

  /** The path of the tarball. */
  public get path(): string {
    return join(this.folder, this.name);
  }

  /** The file name of the tarball. */
  public get name(): string {
    return this.report.filename;
  }

  /** Copies the tarball to a folder. */
  public async copyTo(folder: string): Promise<void> {
    await cp(this.path, join(folder, this.name));
  }

  /** Removes the tarball. */
  public async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The properties of package.json that say where the sources are. Only the main package has them in this repository. */
const SOURCES = ["repository", "homepage", "bugs"] as const;

/**
 * The folder to pack: of a package in a subfolder, a copy whose package.json also has the main package's repository. npm
 * requires it for provenance.
 */
async function withRepository(packageFolder: string, staged: string): Promise<string> {
  const source = resolve(REPOSITORY, packageFolder);
  if (source === REPOSITORY) return source;
  await cp(source, staged, { recursive: true, filter: (path) => !path.includes("node_modules") });
  const main = await manifestIn(REPOSITORY);
  const manifest = await manifestIn(staged);
  for (const name of SOURCES) if (name in main) manifest[name] = main[name];
  if (typeof manifest["repository"] === "object")
    manifest["repository"] = { ...manifest["repository"], directory: packageFolder };
  await writeFile(join(staged, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return staged;
}

async function manifestIn(folder: string): Promise<Record<string, unknown>> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
}

// Older releases of npm print an array, newer ones an object by package.
function onlyReport(output: string): PackReport {
  const [report] = Object.values(JSON.parse(output) as PackReport[] | Record<string, PackReport>);
  if (report === undefined) throw new Error(`npm pack reported no package: ${output}`);
  return report;
}
