import assert from "node:assert/strict";

import { forEachConcurrently } from "../../../provider/aws/call/forEachConcurrently";

describe("forEachConcurrently", () => {
  it("begins with 8 items, and adds one at a time for each that ends, up to 32", async () => {
    const ends: (() => void)[] = [];
    const counts: number[] = [];
    let running = 0;
    const all = forEachConcurrently(Array.from({ length: 200 }), async () => {
      running += 1;
      await new Promise<void>((resolve) => ends.push(resolve));
      running -= 1;
    });
    for (let ended = 0; ended < 200; ended += 1) {
      await new Promise(setImmediate);
      counts.push(running);
      ends.shift()?.();
    }
    await all;
    assert.deepEqual(counts.slice(0, 3), [8, 9, 10]);
    assert.equal(Math.max(...counts), 32);
    assert.equal(running, 0);
  });

  it("fails with the first error, and begins no other item", async () => {
    const begun: number[] = [];
    const work = (item: number): Promise<void> => {
      begun.push(item);
      return item === 3 ? Promise.reject(new Error("the third")) : new Promise(() => undefined);
    };
    const items = Array.from({ length: 20 }, (_, index) => index + 1);
    await assert.rejects(forEachConcurrently(items, work), { message: "the third" });
    assert.deepEqual(begun, [1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
