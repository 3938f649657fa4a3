import assert from "node:assert/strict";
import { basename, resolve } from "node:path";

import { circleIn, filesIn, importsIn } from "../support/importGraph";

interface Component {
  readonly folder: string;
  /** Its folders, the highest layer first. A file imports from its own layer and from those below it. */
  readonly layers: readonly (readonly string[])[];
}

/** The name of the layer of the files that are in no folder. */
const TOP = "(top)";

const COMPONENTS: readonly Component[] = [
  {
    folder: "provider",
    layers: [
      [TOP],
      ["native"],
      ["resources", "lookups", "cli", "plugin"],
      ["reconcile"],
      ["ownership", "aws", "reporting"],
      ["settings"],
      ["schema"],
    ],
  },
  {
    folder: "emulator",
    layers: [
      [TOP],
      ["command"],
      ["admin"],
      ["requests"],
      ["operations"],
      ["faults"],
      ["throttling"],
      ["journal"],
      ["auth"],
      ["state"],
      ["store"],
      ["configuration"],
      ["model"],
      ["http"],
    ],
  },
  { folder: "bench", layers: [] },
];

for (const { folder, layers } of COMPONENTS) {
  describe(`The imports of ${folder}/`, () => {
    const path = resolve(__dirname, "../..", folder);
    const imports = importsIn(path);
    const rankOf = (file: string): number => layers.findIndex((layer) => layer.includes(layerOf(file)));

    it("are found", () => {
      assert.ok(imports.length > 30, `There are ${imports.length}.`);
    });

    it("have no circles", () => {
      assert.deepEqual(circleIn(imports), []);
    });

    if (layers.length === 0) return;

    it("go from each layer only to itself and to layers below it", () => {
      assert.deepEqual([...new Set(filesIn(path).map(layerOf))].sort(), layers.flat().sort());
      const upwards = imports.filter(({ from, to }) => rankOf(from) > rankOf(to));
      assert.deepEqual(upwards, []);
    });

    it("need no two files of the same name, except for the index of a folder", () => {
      const names = filesIn(path)
        .map((file) => basename(file))
        .filter((name) => name !== "index.ts");
      assert.deepEqual(
        names.filter((name, index) => names.indexOf(name) !== index),
        [],
      );
    });
  });
}

function layerOf(file: string): string {
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : TOP;
}
