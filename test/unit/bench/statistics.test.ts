import assert from "node:assert/strict";

import { median, ratio } from "../../../bench/report/statistics";

describe("The statistics of the benchmark", () => {
  it("take the middle one of an odd number of values, however they are ordered", () => {
    assert.equal(median([30, 2, 10]), 10);
  });

  it("take the mean of the two middle ones of an even number of values", () => {
    assert.equal(median([4, 1, 100, 2]), 3);
  });

  it("have no median of nothing", () => {
    assert.equal(median([]), undefined);
  });

  it("have no ratio to nothing, and none of what was not measured", () => {
    assert.equal(ratio(3, 2), 1.5);
    assert.equal(ratio(3, 0), undefined);
    assert.equal(ratio(undefined, 2), undefined);
  });
});
