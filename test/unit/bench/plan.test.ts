import assert from "node:assert/strict";

import { orderOf, planOf } from "../../../bench/plan";
import { VARIANT, VARIANTS } from "../../../bench/variants";

describe("The plan of the benchmark", () => {
  it("includes only the requested variants", () => {
    const { series, coldStarts } = planOf({ quick: true, only: ["floor"] });
    assert.deepEqual([...new Set(series.flatMap(({ variants }) => variants))], ["floor"]);
    assert.equal(coldStarts, 0);
  });

  it("includes only the requested sizes", () => {
    const { series } = planOf({ quick: false, sizes: [1000, 2000] });
    assert.deepEqual([...new Set(series.map(({ n }) => n))].sort(), [1000, 2000]);
  });

  it("uses the requested number of rounds for each series", () => {
    const { series } = planOf({ quick: false, rounds: 7 });
    assert.ok(series.every(({ rounds }) => rounds === 7));
  });

  it("measures every size that a bound applies to", () => {
    const { series, sizes } = planOf({ quick: false });
    const measured = new Set(series.map(({ n }) => n));
    for (const size of Object.values<number>({ ...sizes })) assert.ok(measured.has(size), `size ${size}`);
  });

  it("measures every variant in a full run", () => {
    const { series } = planOf({ quick: false });
    const measured = new Set(series.flatMap(({ variants }) => variants));
    assert.deepEqual(
      [...VARIANTS].filter((name) => !measured.has(name)),
      [],
    );
  });

  it("measures each variant together with its floor", () => {
    for (const quick of [true, false]) {
      const { series } = planOf({ quick });
      for (const name of series.flatMap(({ variants }) => variants)) {
        const { floor } = VARIANT[name];
        const hasBoth = series.some(({ variants }) => [name, floor].every((one) => variants.includes(one)));
        assert.ok(hasBoth, `${name} without ${floor}`);
      }
    }
  });

  it("compares variants only with a floor that has the same backend and the same parallelism", () => {
    for (const { name, floor, backend, parallel } of Object.values(VARIANT)) {
      assert.deepEqual([VARIANT[floor].backend, VARIANT[floor].parallel], [backend, parallel], name);
    }
  });

  it("starts each round with a different variant, and includes all variants", () => {
    assert.deepEqual(orderOf(["a", "b", "c"], 1), ["a", "b", "c"]);
    assert.deepEqual(orderOf(["a", "b", "c"], 3), ["c", "a", "b"]);
    assert.deepEqual(orderOf(["a", "b", "c"], 4), ["a", "b", "c"]);
  });
});
