import { cp, mkdtemp, rm } from "node:fs/promises";
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
      const cwd = resolve(REPOSITORY, packageFolder);
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

// Older releases of npm print an array, newer ones an object by package.
function onlyReport(output: string): PackReport {
  const [report] = Object.values(JSON.parse(output) as PackReport[] | Record<string, PackReport>);
  if (report === undefined) throw new Error(`npm pack reported no package: ${output}`);
  return report;
}
