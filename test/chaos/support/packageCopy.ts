import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const REPOSITORY = resolve(__dirname, "../../..");

/**
 * A copy of the built package in a project of its own, so that a build in the meantime changes nothing, and so that
 * the copy can be changed. It lies inside `node_modules`, where the package's dependencies are found.
 */
export class PackageCopy {
  private constructor(
    /** The folder of the project. */
    public readonly project: string,
  ) {}

  public static async make(): Promise<PackageCopy> {
    const cache = join(REPOSITORY, "node_modules", ".cache");
    await mkdir(cache, { recursive: true });
    const copy = new PackageCopy(await mkdtemp(join(cache, "pulumi-chime-")));
    await cp(join(REPOSITORY, "dist"), join(copy.package, "dist"), { recursive: true });
    await cp(join(REPOSITORY, "package.json"), join(copy.package, "package.json"));
    return copy;
  }

  /**
   * Replaces a text in one of its files.
   *
   * @throws Error where the text is not there exactly once.
   */
  public async change(file: string, text: string, replacement: string): Promise<void> {
    const path = join(this.package, "dist", file);
    const parts = (await readFile(path, "utf8")).split(text);
    if (parts.length !== 2) {
      throw new Error(`dist/${file} has ${parts.length - 1} times, instead of once: ${text}`);
    }
    await writeFile(path, parts.join(replacement));
  }

  public async remove(): Promise<void> {
    await rm(this.project, { recursive: true, force: true });
  }

  private get package(): string {
    return join(this.project, "node_modules", "pulumi-chime");
  }
}
