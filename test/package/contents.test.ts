import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

import manifest from "../../package.json";
import { Tarball } from "../../tools/package/tarball";

const REPOSITORY = resolve(__dirname, "../..");

/** What npm adds by itself, and what is worth reading without the repository. */
const BESIDE_THE_CODE = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];

/** Bytes: noticed where it grows by a tenth. The AWS SDK beside it takes a hundred times that. */
const MOST_UNPACKED = 750_000;

// What is packed is the build that is there: `npm test` makes it first.
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

  it("is each file of provider/ compiled, with its types, and nothing else of the repository", () => {
    const sources = readdirSync(join(REPOSITORY, "provider"), { recursive: true, encoding: "utf8" });
    const compiled = sources
      .filter((path) => path.endsWith(".ts"))
      .flatMap((path) => [".js", ".d.ts"].map((ending) => join("dist", path).replace(/\.ts$/, ending)));
    assert.deepEqual(paths(), [...compiled, ...BESIDE_THE_CODE].sort());
  });

  it(`takes at most ${MOST_UNPACKED} bytes on disk`, () => {
    assert.ok(tarball.unpackedSize <= MOST_UNPACKED, `It takes ${tarball.unpackedSize} bytes.`);
  });

  it("holds every file that its package.json refers to", () => {
    const { main, types, bin, exports } = manifest;
    const named = [main, types, ...Object.values(bin), ...Object.values(exports).flatMap(targetsOf)];
    const missing = named.map((path) => path.replace(/^\.\//, "")).filter((path) => !paths().includes(path));
    assert.deepEqual(missing, []);
  });
});

function targetsOf(target: string | Record<string, string>): string[] {
  return typeof target === "string" ? [target] : Object.values(target);
}
