import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { retryUntilFound } from "../../../provider/reconcile/retryUntilFound";

describe("Looking for what a list may not show yet", () => {
  it("looks once more after a look that took longer than the whole patience", async () => {
    let looks = 0;
    const found = await retryUntilFound(async () => {
      looks += 1;
      await sleep(40);
      return { found: looks === 2 ? "it" : undefined };
    }, 0.02);
    assert.equal(found, "it");
    assert.equal(looks, 2);
  });

  it("looks once where there is no patience", async () => {
    let looks = 0;
    const found = await retryUntilFound(
      () => Promise.resolve({ found: (looks += 1) > 1 ? "it" : undefined }),
      0,
    );
    assert.equal(found, undefined);
    assert.equal(looks, 1);
  });
});
