import assert from "node:assert/strict";

import { install, type Clock } from "@sinonjs/fake-timers";

import { acquireAll, RateLimiter } from "../../../provider/aws/call/rateLimiter";

describe("The pace of calls", () => {
  let clock: Clock;
  beforeEach(() => {
    clock = install();
  });
  afterEach(() => {
    clock.uninstall();
  });

  it("is as fast as they come where no rate is known", async () => {
    const pacer = new RateLimiter(undefined);
    await Promise.all(Array.from({ length: 100 }, () => acquireAll([pacer])));
    assert.equal(clock.countTimers(), 0);
  });

  it("is even, in the order of asking, where a rate is known", async () => {
    const pacer = new RateLimiter(10);
    const turns: string[] = [];
    const all = Array.from({ length: 5 }, (_, index) =>
      acquireAll([pacer]).then(() => turns.push(`${index} at ${performance.now()}`)),
    );
    await clock.tickAsync(1_000);
    await Promise.all(all);
    assert.deepEqual(turns, ["0 at 0", "1 at 100", "2 at 200", "3 at 300", "4 at 400"]);
  });

  it("is kept to by those whose turns have come while the machine stood still", async () => {
    const pacer = new RateLimiter(10);
    const turns: number[] = [];
    const all = Array.from({ length: 4 }, () =>
      acquireAll([pacer]).then(() => turns.push(performance.now())),
    );
    await clock.tickAsync(0);
    clock.jump(1_000);
    await clock.tickAsync(1_000);
    await Promise.all(all);
    const gaps = turns.slice(1).map((time, index) => time - turns[index]!);
    assert.ok(
      gaps.every((gap) => gap >= 99),
      gaps.join(),
    );
  });

  it("does not make up for a time in which nothing was called", async () => {
    const pacer = new RateLimiter(10);
    await acquireAll([pacer]);
    await clock.tickAsync(10_000);
    await acquireAll([pacer]);
    let second = false;
    void acquireAll([pacer]).then(() => (second = true));
    await clock.tickAsync(99);
    assert.equal(second, false);
    await clock.tickAsync(1);
    assert.equal(second, true);
  });
});
