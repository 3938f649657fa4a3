import assert from "node:assert/strict";
import * as fc from "fast-check";

import { SortedMap } from "../../../emulator/store/sortedMap";

describe("SortedMap", () => {
  const key = fc.string({ maxLength: 2, unit: fc.constantFrom("a", "b", "é", "\u{10000}") });
  const step = fc.oneof(
    fc.record({ kind: fc.constant("set" as const), key, value: fc.integer() }),
    fc.record({ kind: fc.constant("delete" as const), key }),
    fc.record({ kind: fc.constant("read" as const), key: fc.option(key, { nil: undefined }) }),
  );

  it("returns the values after a key in the order of their keys, whatever was set and deleted before", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const map = new SortedMap<number>();
        const expected = new Map<string, number>();
        for (const one of steps) {
          if (one.kind === "set") {
            map.set(one.key, one.value);
            expected.set(one.key, one.value);
          } else if (one.kind === "delete") {
            map.delete(one.key);
            expected.delete(one.key);
          } else {
            const { key: after } = one;
            const keys = [...expected.keys()].sort().filter((other) => after === undefined || other > after);
            assert.deepEqual(
              [...map.after(after)],
              keys.map((other) => expected.get(other)),
            );
          }
        }
        for (const [one, value] of expected) assert.equal(map.get(one), value);
      }),
    );
  });
});
