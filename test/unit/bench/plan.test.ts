import assert from "node:assert/strict";

import { orderOf, planOf } from "../../../bench/plan";
import { VARIANT, VARIANTS } from "../../../bench/variants";

describe("The plan of the benchmark", () => {
  it("leaves out what is not asked for", () => {
    const { series, coldStarts } = planOf({ quick: true, only: ["floor"] });
    assert.deepEqual([...new Set(series.flatMap(({ variants }) => variants))], ["floor"]);
    assert.equal(coldStarts, 0);
  });

  it("has as many rounds as it is told, of everything", () => {
    const { series } = planOf({ quick: false, rounds: 7 });
    assert.ok(series.every(({ rounds }) => rounds === 7));
  });

  it("measures every size that a bound is about", () => {
    for (const quick of [true, false]) {
      const { series, sizes } = planOf({ quick });
      const measured = new Set(series.map(({ n }) => n));
      for (const size of Object.values<number>({ ...sizes })) assert.ok(measured.has(size), `size ${size}`);
    }
  });

  it("measures every variant, each beside what it is compared with", () => {
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

  it("begins each round with another variant, and forgets none", () => {
    assert.deepEqual(orderOf(["a", "b", "c"], 1), ["a", "b", "c"]);
    assert.deepEqual(orderOf(["a", "b", "c"], 3), ["c", "a", "b"]);
    assert.deepEqual(orderOf(["a", "b", "c"], 4), ["a", "b", "c"]);
  });
});
