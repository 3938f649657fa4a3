import assert from "node:assert/strict";

import { formatNumber, table } from "../../../bench/report/table";

describe("A table of the benchmark", () => {
  it("is Markdown with right-aligned figures", () => {
    assert.equal(table(["figure", "s"], [["up", "1.50"]]), "| figure | s |\n| --- | --: |\n| up | 1.50 |");
  });

  it("shows a dash for a value that was not measured", () => {
    assert.equal(formatNumber(undefined), "–");
    assert.equal(formatNumber(1.257, 2), "1.26");
  });
});
