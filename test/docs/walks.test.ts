import assert from "node:assert/strict";

import { pagesWithSteps } from "./snippets";
import { SAMPLE, testWalkthroughs } from "./walk/suite";

describe("The steps of a page", function () {
  this.timeout(300_000);

  before(() => {
    assert.ok(pagesWithSteps().includes(SAMPLE), `${SAMPLE} contains no commands.`);
  });

  testWalkthroughs([SAMPLE]);
});
