import assert from "node:assert/strict";

import { shown, table } from "../../../bench/report/table";

describe("A table of the benchmark", () => {
  it("is Markdown with right-aligned figures", () => {
    assert.equal(table(["what", "s"], [["up", "1.50"]]), "| what | s |\n| --- | --: |\n| up | 1.50 |");
  });

  it("has a dash for a value that was not measured", () => {
    assert.equal(shown(undefined), "–");
    assert.equal(shown(1.257, 2), "1.26");
  });
});
