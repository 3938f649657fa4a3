import assert from "node:assert/strict";

import FakeTimers from "@sinonjs/fake-timers";
import type { RetryErrorInfo, SdkError } from "@smithy/types";

import { BoundedRetryStrategy } from "../../../provider/aws/call/retryStrategy";

const OUTAGE = failure("TRANSIENT", new Error("503"));
const THROTTLING = failure("THROTTLING", new Error("429"));
const MISTAKE = failure("CLIENT_ERROR", new Error("400"));
const CUT_REPLY = failure(
  "CLIENT_ERROR",
  Object.assign(new SyntaxError("cut"), { $metadata: { httpStatusCode: 201, requestId: "id" } }),
);

function failure(errorType: RetryErrorInfo["errorType"], error: Error): RetryErrorInfo {
  return { errorType, error: error as SdkError };
}

describe("The retries of a call", () => {
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => {
    clock = FakeTimers.install({ now: 1_000_000, loopLimit: 1_000_000 });
    // Node.js rounds a wait below a millisecond up; fake timers round it down, to a wait that never ends.
    const fakeSetTimeout = globalThis.setTimeout;
    globalThis.setTimeout = ((done: () => void, delay: number) =>
      fakeSetTimeout(done, Math.ceil(delay))) as typeof setTimeout;
  });
  afterEach(() => {
    clock.uninstall();
  });

  const strategy = (bounds = {}): BoundedRetryStrategy =>
    new BoundedRetryStrategy({ maxAttempts: 25, maxSeconds: 180, ...bounds });

  /** Retries for as long as the service fails; says how many attempts it took and when the last one began. */
  async function callDuring(
    failing: (seconds: number) => RetryErrorInfo | undefined,
    retries: BoundedRetryStrategy,
  ): Promise<{ attempts: number; seconds: number; gaveUp: boolean }> {
    const start = Date.now();
    const seconds = (): number => (Date.now() - start) / 1000;
    let token = await retries.acquireInitialRetryToken("");
    for (let attempts = 1; ; attempts++) {
      const failure = failing(seconds());
      if (!failure) {
        retries.recordSuccess(token);
        return { attempts, seconds: seconds(), gaveUp: false };
      }
      try {
        token = await retries.refreshRetryTokenForRetry(token, failure);
      } catch {
        return { attempts, seconds: seconds(), gaveUp: true };
      }
    }
  }

  async function inVirtualTime<T>(work: Promise<T>): Promise<T> {
    void clock.runAllAsync();
    return work;
  }

  for (const [name, failure] of Object.entries({ outage: OUTAGE, "throttling storm": THROTTLING })) {
    it(`outlast an ${name} of a minute, for 32 calls at once on one client`, async () => {
      const retries = strategy();
      const calls = Array.from({ length: 32 }, () =>
        callDuring((seconds) => (seconds < 60 ? failure : undefined), retries),
      );
      const outcomes = await inVirtualTime(Promise.all(calls));
      assert.deepEqual(
        outcomes.filter(({ gaveUp }) => gaveUp),
        [],
      );
    });
  }

  it("end after the most attempts", async () => {
    const { attempts, gaveUp } = await inVirtualTime(callDuring(() => OUTAGE, strategy({ maxAttempts: 4 })));
    assert.deepEqual({ attempts, gaveUp }, { attempts: 4, gaveUp: true });
  });

  it("end when their time is over, though attempts are left", async () => {
    const { seconds, gaveUp } = await inVirtualTime(
      callDuring(() => THROTTLING, strategy({ maxAttempts: 101, maxSeconds: 30 })),
    );
    assert.equal(gaveUp, true);
    assert.ok(seconds <= 30, `the last attempt began after ${seconds} s`);
  });

  it("are none for a mistake of the caller", async () => {
    const { attempts } = await inVirtualTime(callDuring(() => MISTAKE, strategy()));
    assert.equal(attempts, 1);
  });

  it("are made for a reply that was cut on its way", async () => {
    const replies = [CUT_REPLY, CUT_REPLY];
    const { attempts, gaveUp } = await inVirtualTime(callDuring(() => replies.pop(), strategy()));
    assert.deepEqual({ attempts, gaveUp }, { attempts: 3, gaveUp: false });
  });

  it("wait as long as the service asks for", async () => {
    const start = Date.now();
    const retryAfterHint = new Date(start + 4_000);
    const replies: RetryErrorInfo[] = [{ ...OUTAGE, retryAfterHint }];
    const { seconds } = await inVirtualTime(callDuring(() => replies.pop(), strategy()));
    assert.ok(seconds >= 4, `it waited only ${seconds} s`);
  });
});
