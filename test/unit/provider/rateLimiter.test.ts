import assert from "node:assert/strict";

import { install, type Clock } from "@sinonjs/fake-timers";

import { acquireAll, RateLimiter } from "../../../provider/aws/call/rateLimiter";

describe("acquireAll", () => {
  let clock: Clock;
  beforeEach(() => {
    clock = install();
  });
  afterEach(() => {
    clock.uninstall();
  });

  it("does not wait if there is no rate", async () => {
    const rateLimiter = new RateLimiter(undefined);
    await Promise.all(Array.from({ length: 100 }, () => acquireAll([rateLimiter])));
    assert.equal(clock.countTimers(), 0);
  });

  it("spaces calls evenly, in the order of the requests", async () => {
    const rateLimiter = new RateLimiter(10);
    const acquired: string[] = [];
    const all = Array.from({ length: 5 }, (_, index) =>
      acquireAll([rateLimiter]).then(() => acquired.push(`${index} at ${performance.now()}`)),
    );
    await clock.tickAsync(1_000);
    await Promise.all(all);
    assert.deepEqual(acquired, ["0 at 0", "1 at 100", "2 at 200", "3 at 300", "4 at 400"]);
  });

  it("spaces calls that became due while the machine was suspended", async () => {
    const rateLimiter = new RateLimiter(10);
    const acquired: number[] = [];
    const all = Array.from({ length: 4 }, () =>
      acquireAll([rateLimiter]).then(() => acquired.push(performance.now())),
    );
    await clock.tickAsync(0);
    clock.jump(1_000);
    await clock.tickAsync(1_000);
    await Promise.all(all);
    const gaps = acquired.slice(1).map((time, index) => time - acquired[index]!);
    assert.ok(
      gaps.every((gap) => gap >= 99),
      gaps.join(),
    );
  });

  it("does not catch up after a time without calls", async () => {
    const rateLimiter = new RateLimiter(10);
    await acquireAll([rateLimiter]);
    await clock.tickAsync(10_000);
    await acquireAll([rateLimiter]);
    let second = false;
    void acquireAll([rateLimiter]).then(() => (second = true));
    await clock.tickAsync(99);
    assert.equal(second, false);
    await clock.tickAsync(1);
    assert.equal(second, true);
  });
});
