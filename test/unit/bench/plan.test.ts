import assert from "node:assert/strict";

import { orderOf, planOf } from "../../../bench/plan";
import { VARIANT, VARIANTS } from "../../../bench/variants";

describe("The plan of the benchmark", () => {
  it("includes only the requested variants", () => {
    const { series, coldStarts } = planOf({ quick: true, only: ["floor"] });
    assert.deepEqual([...new Set(series.flatMap(({ variants }) => variants))], ["floor"]);
    assert.equal(coldStarts, 0);
  });

  it("uses the requested number of rounds for each series", () => {
    const { series } = planOf({ quick: false, rounds: 7 });
    assert.ok(series.every(({ rounds }) => rounds === 7));
  });

  it("measures every size that a bound applies to", () => {
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
        const ownSeries = series.filter(({ variants }) => variants.includes(name));
        assert.ok(ownSeries.length > 0, name);
        const { floor } = VARIANT[name];
        assert.ok(
          ownSeries.some(({ variants }) => variants.includes(floor)),
          `${name} without ${floor}`,
        );
      }
    }
  });

  it("starts each round with a different variant, and includes all variants", () => {
    assert.deepEqual(orderOf(["a", "b", "c"], 1), ["a", "b", "c"]);
    assert.deepEqual(orderOf(["a", "b", "c"], 3), ["c", "a", "b"]);
    assert.deepEqual(orderOf(["a", "b", "c"], 4), ["a", "b", "c"]);
  });
});
