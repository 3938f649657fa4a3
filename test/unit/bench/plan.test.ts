import assert from "node:assert/strict";

import { orderOf, planOf } from "../../../bench/plan";
import { VARIANT, VARIANTS } from "../../../bench/variants";

describe("The plan of the benchmark", () => {
  it("has only the requested variants", () => {
    const { series, coldStarts } = planOf({ quick: true, only: ["floor"] });
    assert.deepEqual([...new Set(series.flatMap(({ variants }) => variants))], ["floor"]);
    assert.equal(coldStarts, 0);
  });

  it("has the requested number of rounds for each series", () => {
    const { series } = planOf({ quick: false, rounds: 7 });
    assert.ok(series.every(({ rounds }) => rounds === 7));
  });

  it("measures every size of a bound", () => {
    for (const quick of [true, false]) {
      const { series, sizes } = planOf({ quick });
      const measured = new Set(series.map(({ n }) => n));
      for (const size of Object.values<number>({ ...sizes })) assert.ok(measured.has(size), `size ${size}`);
    }
  });

  it("measures each variant together with its floor", () => {
    for (const quick of [true, false]) {
      const { series } = planOf({ quick });
      for (const name of VARIANTS) {
        const own = series.filter(({ variants }) => variants.includes(name));
        assert.ok(own.length > 0, name);
        const { floor } = VARIANT[name];
        assert.ok(
          own.some(({ variants }) => variants.includes(floor)),
          `${name} beside ${floor}`,
        );
      }
    }
  });

  it("starts each round with another variant, and includes all", () => {
    assert.deepEqual(orderOf(["a", "b", "c"], 1), ["a", "b", "c"]);
    assert.deepEqual(orderOf(["a", "b", "c"], 3), ["c", "a", "b"]);
    assert.deepEqual(orderOf(["a", "b", "c"], 4), ["a", "b", "c"]);
  });
});
