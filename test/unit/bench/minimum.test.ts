import assert from "node:assert/strict";

import { Figures } from "../../../bench/report/figures";
import { bucketSeconds, minimumOf } from "../../../bench/report/minimum";
import type { Sample } from "../../../bench/sample";

function unlimited(seconds: number, other: Partial<Sample> = {}): Figures {
  const sample: Sample = {
    variant: "unlimited",
    n: 300,
    round: 1,
    step: "up",
    seconds,
    calls: { CreateRoomMembership: 300 },
    refused: 0,
    lead: 2,
    tail: 1,
    mismatches: 0,
    failed: false,
    stateBytes: null,
    peakMegabytes: null,
    ...other,
  };
  return new Figures([sample]);
}

describe("The minimum time with a rate limit", () => {
  it("is that of the bucket for all calls after the burst", () => {
    assert.equal(bucketSeconds(300, { callsPerSecond: 10, burst: 10 }), 29);
    assert.equal(bucketSeconds(5, { callsPerSecond: 10, burst: 10 }), 0);
  });

  const configured = { variant: "configured", n: 300, step: "up" } as const;

  it("includes the time of the engine before the first call and after the last", () => {
    assert.deepEqual(minimumOf(unlimited(12), configured), { seconds: 32, calls: 300 });
  });

  it("is the time of the engine if that is longer", () => {
    assert.deepEqual(minimumOf(unlimited(60), configured), { seconds: 60, calls: 300 });
  });

  it("is that of the slowest published rate, each with its own calls", () => {
    const leastWith = (calls: Record<string, number>): unknown =>
      minimumOf(unlimited(12, { variant: "channelUnlimited", calls }), {
        ...configured,
        variant: "channelPublished",
      });
    const creates = { CreateChannelMembership: 300, DescribeChannelMembership: 300 };
    assert.deepEqual(leastWith(creates), { seconds: 32, calls: 600 });
    assert.deepEqual(leastWith({ DeleteChannelMembership: 105 }), { seconds: 23, calls: 105 });
    assert.deepEqual(leastWith({ BatchCreateChannelMembership: 21 }), { seconds: 23, calls: 21 });
    assert.deepEqual(leastWith({ ListChannelMemberships: 1000 }), { seconds: 12, calls: 1000 });
  });
});
