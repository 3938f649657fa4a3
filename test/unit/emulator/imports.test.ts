import assert from "node:assert/strict";
import { basename, resolve } from "node:path";
import { circleIn, filesIn, importsIn } from "../../support/importGraph";

const EMULATOR = resolve(__dirname, "../../../emulator");

/** The folders of the emulator. Each may import the ones after it; the top folder may import all. */
const LAYERS = [
  "(top)",
  "command",
  "admin",
  "requests",
  "operations",
  "faults",
  "throttling",
  "journal",
  "auth",
  "state",
  "store",
  "configuration",
  "model",
  "http",
] as const;

describe("The imports of the emulator", () => {
  const imports = importsIn(EMULATOR);

  it("are found", () => {
    assert.ok(imports.length > 200, `There are ${imports.length}.`);
    assert.deepEqual([...new Set(filesIn(EMULATOR).map(layerOf))].sort(), [...LAYERS].sort());
  });

  it("go from each folder only to folders below it", () => {
    const upwards = imports.filter(({ from, to }) => rankOf(from) > rankOf(to));
    assert.deepEqual(upwards, []);
  });

  it("have no circles", () => {
    assert.deepEqual(circleIn(imports), []);
  });
});

describe("The files of the emulator", () => {
  it("have unique names, except for the index of a folder", () => {
    const names = filesIn(EMULATOR)
      .map((file) => basename(file))
      .filter((name) => name !== "index.ts");
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    );
  });
});

function layerOf(file: string): string {
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : "(top)";
}

function rankOf(file: string): number {
  return (LAYERS as readonly string[]).indexOf(layerOf(file));
}
