import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { command } from "./command";

const REPOSITORY = resolve(__dirname, "../..");

/** The packages of this repository: the main one and that of the emulator. */
export const PACKAGE_FOLDERS = [".", "packages/emulator"] as const;

/** A file of a package, as npm publishes it. */
export interface PackedFile {
  path: string;
  /** Bytes. */
  size: number;
}

interface PackReport {
  filename: string;
  /** Bytes of the tarball. */
  size: number;
  /** Bytes of all files in it. */
  unpackedSize: number;
  files: PackedFile[];
}

/** What `npm publish` would publish of the build that is there, in a file. */
export class Tarball {
  private constructor(
    private readonly folder: string,
    private readonly report: PackReport,
  ) {}

  /** Packs a package of this repository. Default: the main one. */
  public static async pack(packageFolder = "."): Promise<Tarball> {
    const folder = await mkdtemp(join(tmpdir(), "packed-"));
    try {
      // Without its scripts: a build would take away what other tests run at this moment.
      const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
      const cwd = resolve(REPOSITORY, packageFolder);
      return new Tarball(folder, onlyReport(await command("npm", args, { cwd, env: process.env })));
    } catch (error) {
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  /** The files in it, by path. */
  public get files(): readonly PackedFile[] {
    return this.report.files;
  }

  /** Bytes of all files in it. */
  public get unpackedSize(): number {
    return this.report.unpackedSize;
  }

  /** Where it is. */
  public get path(): string {
    return join(this.folder, this.name);
  }

  /** Its file name. */
  public get name(): string {
    return this.report.filename;
  }

  /** Copies it into a folder. */
  public async copyTo(folder: string): Promise<void> {
    await cp(this.path, join(folder, this.name));
  }

  /** Removes it. */
  public async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

// Older releases of npm answer with a list, newer ones with an object by package.
function onlyReport(answer: string): PackReport {
  const [report] = Object.values(JSON.parse(answer) as PackReport[] | Record<string, PackReport>);
  if (report === undefined) throw new Error(`npm pack reported no package: ${answer}`);
  return report;
}
