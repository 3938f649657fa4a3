import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";

import { retryUntilFound } from "../../../provider/reconcile/retryUntilFound";

describe("retryUntilFound", () => {
  it("reads once more after a read that took longer than the consistency timeout", async () => {
    let reads = 0;
    const found = await retryUntilFound(async () => {
      reads += 1;
      await sleep(40);
      return { found: reads === 2 ? "it" : undefined };
    }, 0.02);
    assert.equal(found, "it");
    assert.equal(reads, 2);
  });

  it("reads once if there is no consistency timeout", async () => {
    let reads = 0;
    const found = await retryUntilFound(
      () => Promise.resolve({ found: (reads += 1) > 1 ? "it" : undefined }),
      0,
    );
    assert.equal(found, undefined);
    assert.equal(reads, 1);
  });
});
