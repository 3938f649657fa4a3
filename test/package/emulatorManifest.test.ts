import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, resolve } from "node:path";

import emulatorManifest from "../../packages/emulator/package.json";
import manifest from "../../package.json";
import { command } from "../../tools/package/command";
import { Tarball } from "../../tools/package/tarball";

const SOURCES = resolve(__dirname, "../../emulator");

describe("The package.json of the emulator package", function () {
  this.timeout(60_000);

  it("lists as dependencies exactly the packages that the emulator imports", () => {
    assert.deepEqual(Object.keys(emulatorManifest.dependencies).sort(), importedPackages());
  });

  it("has the same version ranges as the main package, which the tests use", () => {
    const rangesOfMainPackage: Record<string, string> = {
      ...manifest.devDependencies,
      ...manifest.dependencies,
    };
    for (const [name, range] of Object.entries(emulatorManifest.dependencies)) {
      assert.equal(range, rangesOfMainPackage[name], name);
    }
  });

  it("has the same version, license and Node.js versions as the main package", () => {
    for (const property of ["version", "license", "engines"] as const) {
      assert.deepEqual(emulatorManifest[property], manifest[property]);
    }
  });

  it("is published with the repository of the main package, and the folder in it", async () => {
    const { repository } = manifest as { repository?: object };
    const tarball = await Tarball.pack("packages/emulator");
    try {
      const args = ["-xzOf", tarball.path, "package/package.json"];
      const packed = JSON.parse(await command("tar", args, { cwd: ".", env: process.env })) as object;
      const expected = repository ? { repository: { ...repository, directory: "packages/emulator" } } : {};
      assert.deepEqual(packed, { ...emulatorManifest, ...expected });
    } finally {
      await tarball.remove();
    }
  });
});

/** The packages that the sources import. Type-only imports count, because the published declarations need them. */
function importedPackages(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const specifiers = files.flatMap((file) => {
    const text = readFileSync(join(SOURCES, file), "utf8");
    return [...text.matchAll(/(?:\bfrom|\bimport|\brequire\()\s*"([^".][^"]*)"/g)].map(
      ([, specifier]) => specifier!,
    );
  });
  const names = specifiers
    .filter((specifier) => !specifier.startsWith("node:") && !builtinModules.includes(specifier))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0]);
  return [...new Set(names)].sort();
}
