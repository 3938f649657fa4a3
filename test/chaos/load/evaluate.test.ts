import assert from "node:assert/strict";

import { evaluate, type LoadMeasurements } from "./evaluate";

describe("The judge of a load run", () => {
  const sample = (megabytes: number): LoadMeasurements["samples"][number] => ({
    rss: 2 * megabytes * 1e6,
    heapUsed: megabytes * 1e6,
    resources: 10,
  });
  const facts = (
    samples: LoadMeasurements["samples"],
    more: Partial<LoadMeasurements> = {},
  ): LoadMeasurements => ({
    ...{ samples, created: samples.map(() => 0), started: 9, settled: 9, longest: 1, maxSeconds: 2 },
    ...{ faultRate: 0.2, remaining: 0 },
    ...more,
  });
  const flat = Array.from({ length: 40 }, () => sample(50));
  const failing = (given: LoadMeasurements): string[] =>
    evaluate(given).flatMap(({ name, passed }) => (passed ? [] : [name.split(",")[0] ?? ""]));

  it("finds nothing in flat memory", () => {
    assert.deepEqual(failing(facts(flat)), []);
  });

  it("sees memory that grows by a tenth in each quarter of the run", () => {
    const growing = flat.map((_, index) => sample(50 * (1 + index / 100)));
    assert.deepEqual(failing(facts(growing)), ["heap after garbage collection"]);
  });

  it("allows what a deployment remembers of the memberships that it made", () => {
    const growing = flat.map((_, index) => sample(50 + index / 3));
    assert.deepEqual(failing(facts(growing, { created: flat.map(() => 1_000) })), []);
  });

  it("sees hooks that did not settle, took too long, met too few faults, or left somebody", () => {
    for (const more of [{ settled: 8 }, { longest: 3 }, { faultRate: 0.1 }, { left: 1 }]) {
      assert.equal(failing(facts(flat, more)).length, 1);
    }
  });
});
