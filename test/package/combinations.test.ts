import assert from "node:assert/strict";

import { COMBINATIONS, VALUES, type Combination } from "./combinations";

type Property = keyof Combination;

const PROPERTIES = Object.keys(VALUES) as Property[];

describe("The combinations of the package tests", () => {
  const pairs = PROPERTIES.flatMap((first, index) =>
    PROPERTIES.slice(index + 1).map((second): [Property, Property] => [first, second]),
  );

  for (const [first, second] of pairs) {
    it(`include every ${first} with every ${second}`, () => {
      const expected = VALUES[first].flatMap((a) => VALUES[second].map((b) => `${a} with ${b}`));
      const tested = COMBINATIONS.map((combination) => `${combination[first]} with ${combination[second]}`);
      assert.deepEqual(
        expected.filter((pair) => !tested.includes(pair)),
        [],
      );
    });
  }
});
