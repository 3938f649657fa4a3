import assert from "node:assert/strict";

import { COMBINATIONS, VALUES, type Combination } from "./combinations";

type Property = keyof Combination;

const PROPERTIES = Object.keys(VALUES) as Property[];

describe("The combinations of the package tests", () => {
  const pairs = PROPERTIES.flatMap((one, index) =>
    PROPERTIES.slice(index + 1).map((other): [Property, Property] => [one, other]),
  );

  for (const [one, other] of pairs) {
    it(`have every ${one} with every ${other}`, () => {
      const wanted = VALUES[one].flatMap((left) => VALUES[other].map((right) => `${left} with ${right}`));
      const tested = COMBINATIONS.map((combination) => `${combination[one]} with ${combination[other]}`);
      assert.deepEqual(
        wanted.filter((pair) => !tested.includes(pair)),
        [],
      );
    });
  }
});
