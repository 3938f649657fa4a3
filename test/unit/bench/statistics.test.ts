import assert from "node:assert/strict";

import { median, ratio } from "../../../bench/report/statistics";

describe("The statistics of the benchmark", () => {
  it("take the middle value as the median of an odd number of values, in any order", () => {
    assert.equal(median([30, 2, 10]), 10);
  });

  it("take the mean of the two middle values as the median of an even number of values", () => {
    assert.equal(median([4, 1, 100, 2]), 3);
  });

  it("have no median if there are no values", () => {
    assert.equal(median([]), undefined);
  });

  it("have no ratio if the divisor is 0 or a value was not measured", () => {
    assert.equal(ratio(3, 2), 1.5);
    assert.equal(ratio(3, 0), undefined);
    assert.equal(ratio(undefined, 2), undefined);
  });
});
