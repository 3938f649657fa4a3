import assert from "node:assert/strict";

import { evaluate, type LoadMeasurements } from "./evaluate";

describe("The evaluation of a load run", () => {
  const sample = (megabytes: number): LoadMeasurements["samples"][number] => ({
    rss: 2 * megabytes * 1e6,
    heapUsed: megabytes * 1e6,
    resources: 10,
  });
  const measurements = (
    samples: LoadMeasurements["samples"],
    overrides: Partial<LoadMeasurements> = {},
  ): LoadMeasurements => ({
    ...{ samples, created: samples.map(() => 0), started: 9, settled: 9, longest: 1, maxSeconds: 2 },
    ...{ faultRate: 0.2, remaining: 0 },
    ...overrides,
  });
  const constant = Array.from({ length: 40 }, () => sample(50));
  const failedChecks = (given: LoadMeasurements): string[] =>
    evaluate(given).flatMap(({ name, passed }) => (passed ? [] : [name.split(",")[0] ?? ""]));

  it("passes with constant memory", () => {
    assert.deepEqual(failedChecks(measurements(constant)), []);
  });

  it("fails if memory grows by a tenth in each quarter of the run", () => {
    const growing = constant.map((_, index) => sample(50 * (1 + index / 100)));
    assert.deepEqual(failedChecks(measurements(growing)), ["heap after garbage collection"]);
  });

  it("allows the memory that a plugin process needs for the memberships that it created", () => {
    const growing = constant.map((_, index) => sample(50 + index / 3));
    const created = constant.map(() => 1_000);
    assert.deepEqual(failedChecks(measurements(growing, { created })), []);
  });

  it("fails if a hook did not end or took too long, if there were too few faults, or if a member is left", () => {
    for (const overrides of [{ settled: 8 }, { longest: 3 }, { faultRate: 0.1 }, { remaining: 1 }]) {
      assert.equal(failedChecks(measurements(constant, overrides)).length, 1);
    }
  });
});
