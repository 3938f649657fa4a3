import assert from "node:assert/strict";

import { Figures } from "../../../bench/report/figures";
import { bucketSeconds, leastOf } from "../../../bench/report/leastTime";
import type { Sample } from "../../../bench/sample";

function unlimited(seconds: number): Figures {
  const sample: Sample = {
    variant: "unlimited",
    n: 300,
    round: 1,
    step: "up",
    seconds,
    calls: { CreateRoomMembership: 300 },
    lead: 2,
    tail: 1,
    amiss: 0,
    failed: false,
    stateBytes: null,
    peakMegabytes: null,
  };
  return new Figures([sample]);
}

describe("The least time with a limited service", () => {
  it("is that of the bucket for all calls but those of the burst", () => {
    assert.equal(bucketSeconds(300, { callsPerSecond: 10, burst: 10 }), 29);
    assert.equal(bucketSeconds(5, { callsPerSecond: 10, burst: 10 }), 0);
  });

  it("adds to the bucket's what the engine takes before the first call and after the last", () => {
    assert.deepEqual(leastOf(unlimited(12), 300, "up"), { seconds: 32, calls: 300 });
  });

  it("is the engine's own where that is slower than the bucket", () => {
    assert.deepEqual(leastOf(unlimited(60), 300, "up"), { seconds: 60, calls: 300 });
  });
});
