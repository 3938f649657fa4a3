import assert from "node:assert/strict";
import { resolve } from "node:path";

import { circleIn, importsIn } from "../../support/importGraph";

describe("The imports of the benchmark", () => {
  it("have no cycles", () => {
    const imports = importsIn(resolve(__dirname, "../../../bench"));
    assert.ok(imports.length > 30, `only ${imports.length} files were found`);
    assert.deepEqual(circleIn(imports), []);
  });
});
