import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { preProcessFile } from "typescript";

import manifest from "../../package.json";
import { Tarball } from "../../tools/package/tarball";

const REPOSITORY = resolve(__dirname, "../..");

/** The files that npm always adds, the changelog, and the schema that the native plugin serves. */
const OTHER_FILES = ["CHANGELOG.md", "LICENSE", "README.md", "dist/native/schema.json", "package.json"];

/**
 * In bytes, without the docs. The package has 1.0 MB. More than 1.2 MB would mean that it contains something other than
 * compiled code, such as source maps or a bundled dependency. For comparison: the AWS SDK, which users install with it, has
 * 10.5 MB. The package schema of the native plugin, with an example in each language, is a tenth of it.
 */
const MAX_UNPACKED_BYTES = 1_300_000;

// Packs the current build. `npm test` builds it first.
describe("The package that npm would publish", function () {
  this.timeout(60_000);

  let tarball: Tarball;
  before(async () => {
    tarball = await Tarball.pack();
  });
  after(async () => {
    await tarball.remove();
  });

  const paths = (): string[] => tarball.files.map(({ path }) => path).sort();

  it("contains the compiled files and types of provider/ and the docs, and no other files", () => {
    const sources = readdirSync(join(REPOSITORY, "provider"), { recursive: true, encoding: "utf8" });
    const compiled = sources
      .filter((path) => path.endsWith(".ts"))
      .flatMap((path) =>
        (isInternal(path) ? [".js"] : [".js", ".d.ts"]).map((ending) => path.replace(/\.ts$/, ending)),
      )
      .map((path) => join("dist", path));
    // All of them: errors refer to a guide, and guides to each other.
    const docs = readdirSync(join(REPOSITORY, "docs"), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".md"))
      .map((path) => join("docs", path));
    assert.deepEqual(paths(), [...compiled, ...docs, ...OTHER_FILES].sort());
  });

  it("contains every declaration file that the types of a program need", () => {
    const needed = declarationsFrom(["dist/index.d.ts", "dist/plugin/host.d.ts"]);
    assert.ok(needed.length > 20, needed.join());
    const contained = paths();
    assert.deepEqual(
      needed.filter((path) => !contained.includes(path)),
      [],
    );
  });

  it(`has at most ${MAX_UNPACKED_BYTES} bytes without the docs`, () => {
    const files = tarball.files.filter(({ path }) => !path.startsWith("docs/"));
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    assert.ok(bytes <= MAX_UNPACKED_BYTES, `It has ${bytes} bytes.`);
  });

  it("contains every file that its package.json refers to", () => {
    const { main, types, bin, exports } = manifest;
    const targets = [main, types, ...Object.values(bin), ...Object.values(exports).flatMap(targetsOf)];
    const missing = targets
      .map((path) => path.replace(/^\.\//, ""))
      .filter((path) => !paths().includes(path));
    assert.deepEqual(missing, []);
  });
});

function targetsOf(target: string | Record<string, string>): string[] {
  return typeof target === "string" ? [target] : Object.values(target);
}

/** Whether no program can import a file, so that nobody needs its types. */
function isInternal(path: string): boolean {
  return manifest.files.includes(`!dist/${path.split("/")[0]}/**/*.d.ts`);
}

/** Declaration files, and those that they import, directly or indirectly. */
function declarationsFrom(entries: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    const { importedFiles } = preProcessFile(readFileSync(join(REPOSITORY, path), "utf8"));
    for (const { fileName } of importedFiles)
      if (fileName.startsWith(".")) visit(`${join(dirname(path), fileName)}.d.ts`);
  };
  entries.forEach(visit);
  return [...found];
}
