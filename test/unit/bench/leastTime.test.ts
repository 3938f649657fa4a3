import assert from "node:assert/strict";

import { Figures } from "../../../bench/report/figures";
import { bucketSeconds, leastOf } from "../../../bench/report/leastTime";
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
    amiss: 0,
    failed: false,
    stateBytes: null,
    peakMegabytes: null,
    ...other,
  };
  return new Figures([sample]);
}

describe("The least time with a limited service", () => {
  it("is that of the bucket for all calls but those of the burst", () => {
    assert.equal(bucketSeconds(300, { callsPerSecond: 10, burst: 10 }), 29);
    assert.equal(bucketSeconds(5, { callsPerSecond: 10, burst: 10 }), 0);
  });

  const told = { variant: "told", n: 300, step: "up" } as const;

  it("adds to the bucket's what the engine takes before the first call and after the last", () => {
    assert.deepEqual(leastOf(unlimited(12), told), { seconds: 32, calls: 300 });
  });

  it("is the engine's own where that is slower than the bucket", () => {
    assert.deepEqual(leastOf(unlimited(60), told), { seconds: 60, calls: 300 });
  });

  it("is that of the slowest of the published rates, each for its own calls", () => {
    const leastWith = (calls: Record<string, number>): unknown =>
      leastOf(unlimited(12, { variant: "channelUnlimited", calls }), {
        ...told,
        variant: "channelPublished",
      });
    const creates = { CreateChannelMembership: 300, DescribeChannelMembership: 300 };
    assert.deepEqual(leastWith(creates), { seconds: 32, calls: 600 });
    assert.deepEqual(leastWith({ DeleteChannelMembership: 105 }), { seconds: 23, calls: 105 });
    assert.deepEqual(leastWith({ BatchCreateChannelMembership: 21 }), { seconds: 23, calls: 21 });
    assert.deepEqual(leastWith({ ListChannelMemberships: 1000 }), { seconds: 12, calls: 1000 });
  });
});
