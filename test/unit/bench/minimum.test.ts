import assert from "node:assert/strict";

import { Figures } from "../../../bench/report/figures";
import { bucketSeconds, minimumOf } from "../../../bench/report/minimum";
import type { Sample } from "../../../bench/sample";

/** Figures with one sample of a variant without a rate limit. */
function figuresWith(seconds: number, overrides: Partial<Sample> = {}): Figures {
  const sample: Sample = {
    variant: "unlimited",
    n: 300,
    round: 1,
    step: "up",
    seconds,
    calls: { CreateRoomMembership: 300 },
    throttled: 0,
    lead: 2,
    tail: 1,
    mismatches: 0,
    failed: false,
    stateBytes: null,
    peakMegabytes: null,
    emulatorSeconds: 0,
    backendSeconds: null,
    ...overrides,
  };
  return new Figures([sample]);
}

describe("The minimum time with a rate limit", () => {
  it("is the time that the bucket takes to refill for all calls after the burst", () => {
    assert.equal(bucketSeconds(300, { callsPerSecond: 10, burst: 10 }), 29);
    assert.equal(bucketSeconds(5, { callsPerSecond: 10, burst: 10 }), 0);
  });

  const configured = { variant: "configured", n: 300, step: "up" } as const;

  it("includes the engine's time before the first call and after the last one", () => {
    assert.deepEqual(minimumOf(figuresWith(12), configured), { seconds: 32, calls: 300 });
  });

  it("is the engine's time if that is longer", () => {
    assert.deepEqual(minimumOf(figuresWith(60), configured), { seconds: 60, calls: 300 });
  });

  it("is that of the slowest published rate, and each rate counts only its own operations", () => {
    const minimumFor = (calls: Record<string, number>): unknown =>
      minimumOf(figuresWith(12, { variant: "channelUnlimited", calls }), {
        ...configured,
        variant: "channelPublished",
      });
    const creates = { CreateChannelMembership: 300, DescribeChannelMembership: 300 };
    assert.deepEqual(minimumFor(creates), { seconds: 32, calls: 600 });
    assert.deepEqual(minimumFor({ DeleteChannelMembership: 105 }), { seconds: 23, calls: 105 });
    assert.deepEqual(minimumFor({ BatchCreateChannelMembership: 21 }), { seconds: 23, calls: 21 });
    assert.deepEqual(minimumFor({ ListChannelMemberships: 1000 }), { seconds: 12, calls: 1000 });
  });
});
