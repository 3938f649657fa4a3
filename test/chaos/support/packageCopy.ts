import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { applyChange, compile, PROVIDER, type SourceChange } from "./sourceChange";

const REPOSITORY = resolve(__dirname, "../../..");

/**
 * A copy of the built package in a separate project. It can be changed, and a build does not affect it. It is inside
 * `node_modules`, so that the package finds its dependencies.
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
    await cp(PROVIDER, copy.sources, { recursive: true });
    await cp(join(REPOSITORY, "package.json"), join(copy.package, "package.json"));
    return copy;
  }

  /**
   * Changes a source file of the copy, and compiles it.
   *
   * @throws Error if the file does not contain the text exactly once, or the result does not compile.
   */
  public async change(change: SourceChange): Promise<void> {
    const { file } = change;
    const source = applyChange(await readFile(join(this.sources, file), "utf8"), change);
    await writeFile(join(this.package, "dist", file.replace(/\.ts$/, ".js")), compile(file, source));
    // A second change of the same file then includes this one.
    await writeFile(join(this.sources, file), source);
  }

  public async remove(): Promise<void> {
    await rm(this.project, { recursive: true, force: true });
  }

  private get sources(): string {
    return join(this.project, "provider");
  }

  private get package(): string {
    return join(this.project, "node_modules", "pulumi-chime");
  }
}
