import assert from "node:assert/strict";

import { walkedPages } from "./snippets";
import { SAMPLE, testWalks } from "./walk/suite";

describe("A reader who does what a page says", function () {
  this.timeout(300_000);

  before(() => {
    assert.ok(walkedPages().includes(SAMPLE), `${SAMPLE} has nothing to run any more.`);
  });

  testWalks([SAMPLE]);
});
