import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

import manifest from "../../package.json";
import { Tarball } from "../../tools/package/tarball";

const REPOSITORY = resolve(__dirname, "../..");

/** The files that npm always adds, and the changelog. */
const OTHER_FILES = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];

/**
 * Bytes. A fresh installation has 9.9 MB of AWS SDK (@aws-sdk and @smithy), which users download with this package. The
 * package takes 0.73 MB, and up to a tenth of the SDK nobody notices. More would mean that something else than compiled
 * code is in it, such as source maps, or a bundled dependency.
 */
const MAX_UNPACKED_BYTES = 1_000_000;

// Packs the current build, which `npm test` makes first.
describe("What npm would publish", function () {
  this.timeout(60_000);

  let tarball: Tarball;
  before(async () => {
    tarball = await Tarball.pack();
  });
  after(async () => {
    await tarball.remove();
  });

  const paths = (): string[] => tarball.files.map(({ path }) => path).sort();

  it("has each file of provider/ compiled, with its types, and no other files of the repository", () => {
    const sources = readdirSync(join(REPOSITORY, "provider"), { recursive: true, encoding: "utf8" });
    const compiled = sources
      .filter((path) => path.endsWith(".ts"))
      .flatMap((path) => [".js", ".d.ts"].map((ending) => join("dist", path).replace(/\.ts$/, ending)));
    assert.deepEqual(paths(), [...compiled, ...OTHER_FILES].sort());
  });

  it(`takes at most ${MAX_UNPACKED_BYTES} bytes on disk`, () => {
    assert.ok(tarball.unpackedSize <= MAX_UNPACKED_BYTES, `It takes ${tarball.unpackedSize} bytes.`);
  });

  it("has every file that its package.json refers to", () => {
    const { main, types, bin, exports } = manifest;
    const named = [main, types, ...Object.values(bin), ...Object.values(exports).flatMap(targetsOf)];
    const missing = named.map((path) => path.replace(/^\.\//, "")).filter((path) => !paths().includes(path));
    assert.deepEqual(missing, []);
  });
});

function targetsOf(target: string | Record<string, string>): string[] {
  return typeof target === "string" ? [target] : Object.values(target);
}
