import assert from "node:assert/strict";

import { median, ratio } from "../../../bench/report/statistics";

describe("The statistics of the benchmark", () => {
  it("have the middle value of an odd number of values as the median, in any order", () => {
    assert.equal(median([30, 2, 10]), 10);
  });

  it("have the mean of the two middle values of an even number of values as the median", () => {
    assert.equal(median([4, 1, 100, 2]), 3);
  });

  it("have no median without values", () => {
    assert.equal(median([]), undefined);
  });

  it("have no ratio to 0, and none of values that were not measured", () => {
    assert.equal(ratio(3, 2), 1.5);
    assert.equal(ratio(3, 0), undefined);
    assert.equal(ratio(undefined, 2), undefined);
  });
});
