import assert from "node:assert/strict";
import { resolve } from "node:path";

import { circleIn, importsIn } from "../../support/importGraph";

describe("The imports of the benchmark", () => {
  it("have no circles", () => {
    const imports = importsIn(resolve(__dirname, "../../../bench"));
    assert.ok(imports.length > 30, `There are ${imports.length}.`);
    assert.deepEqual(circleIn(imports), []);
  });
});
