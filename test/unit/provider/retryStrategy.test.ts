import assert from "node:assert/strict";

import FakeTimers from "@sinonjs/fake-timers";
import type { RetryErrorInfo, SdkError } from "@smithy/types";

import { BoundedRetryStrategy } from "../../../provider/aws/call/retryStrategy";

const OUTAGE = failure("TRANSIENT", new Error("503"));
const THROTTLING = failure("THROTTLING", new Error("429"));
const CLIENT_ERROR = failure("CLIENT_ERROR", new Error("400"));
const TRUNCATED_REPLY = failure(
  "CLIENT_ERROR",
  Object.assign(new SyntaxError("cut"), { $metadata: { httpStatusCode: 201, requestId: "id" } }),
);

/** Nothing listens at an address. */
function refused(address: string): RetryErrorInfo {
  return failure("TRANSIENT", Object.assign(new Error("refused"), { code: "ECONNREFUSED", address }));
}

function failure(errorType: RetryErrorInfo["errorType"], error: Error): RetryErrorInfo {
  return { errorType, error: error as SdkError };
}

describe("BoundedRetryStrategy", () => {
  let clock: ReturnType<typeof FakeTimers.install>;
  beforeEach(() => {
    clock = FakeTimers.install({ now: 1_000_000, loopLimit: 1_000_000 });
    // Node.js rounds a wait of less than a millisecond up. Fake timers round it down, and the wait never ends.
    const fakeSetTimeout = globalThis.setTimeout;
    globalThis.setTimeout = ((done: () => void, delay: number) =>
      fakeSetTimeout(done, Math.ceil(delay))) as typeof setTimeout;
  });
  afterEach(() => {
    clock.uninstall();
  });

  const strategy = (bounds = {}): BoundedRetryStrategy =>
    new BoundedRetryStrategy({ maxAttempts: 25, maxSeconds: 180, ...bounds });

  /** Retries a call while `failing` returns a failure. Returns the number of attempts and when the last one started. */
  async function callWhile(
    failing: (seconds: number) => RetryErrorInfo | undefined,
    retryStrategy: BoundedRetryStrategy,
  ): Promise<{ attempts: number; seconds: number; gaveUp: boolean }> {
    const start = Date.now();
    const seconds = (): number => (Date.now() - start) / 1000;
    let token = await retryStrategy.acquireInitialRetryToken("");
    for (let attempts = 1; ; attempts++) {
      const failure = failing(seconds());
      if (!failure) {
        retryStrategy.recordSuccess(token);
        return { attempts, seconds: seconds(), gaveUp: false };
      }
      try {
        token = await retryStrategy.refreshRetryTokenForRetry(token, failure);
      } catch {
        return { attempts, seconds: seconds(), gaveUp: true };
      }
    }
  }

  async function inVirtualTime<T>(work: Promise<T>): Promise<T> {
    void clock.runAllAsync();
    return work;
  }

  for (const [name, failure] of Object.entries({ "an outage": OUTAGE, "a throttling storm": THROTTLING })) {
    it(`retries 32 concurrent calls through ${name} of one minute`, async () => {
      const shared = strategy();
      const calls = Array.from({ length: 32 }, () =>
        callWhile((seconds) => (seconds < 60 ? failure : undefined), shared),
      );
      const outcomes = await inVirtualTime(Promise.all(calls));
      assert.deepEqual(
        outcomes.filter(({ gaveUp }) => gaveUp),
        [],
      );
    });
  }

  it("stops after the maximum number of attempts", async () => {
    const { attempts, gaveUp } = await inVirtualTime(callWhile(() => OUTAGE, strategy({ maxAttempts: 4 })));
    assert.deepEqual({ attempts, gaveUp }, { attempts: 4, gaveUp: true });
  });

  it("stops at its time limit, even if attempts are left", async () => {
    const { seconds, gaveUp } = await inVirtualTime(
      callWhile(() => THROTTLING, strategy({ maxAttempts: 101, maxSeconds: 30 })),
    );
    assert.equal(gaveUp, true);
    assert.ok(seconds <= 30, `the last attempt began after ${seconds} s`);
  });

  it("retries a connection that this machine refuses for ten seconds, and others until the time limit", async () => {
    for (const [address, limit] of [
      ["127.0.0.1", 10],
      ["::1", 10],
      ["10.0.0.1", 180],
    ] as const) {
      const { seconds } = await inVirtualTime(
        callWhile(() => refused(address), strategy({ maxAttempts: 101 })),
      );
      assert.ok(Math.abs(seconds - limit) < 0.01, `${address}: ${seconds} s`);
    }
  });

  it("counts these ten seconds from the first refusal in a row", async () => {
    const { seconds } = await inVirtualTime(
      callWhile((at) => (at < 60 ? OUTAGE : refused("127.0.0.1")), strategy({ maxAttempts: 101 })),
    );
    assert.ok(seconds > 70, `${seconds} s`);
  });

  it("stops waiting when the deployment is cancelled", async () => {
    const cancellation = new AbortController();
    setTimeout(() => {
      cancellation.abort();
    }, 30_000);
    const { seconds, gaveUp } = await inVirtualTime(
      callWhile(() => OUTAGE, strategy({ signal: cancellation.signal })),
    );
    assert.deepEqual({ seconds, gaveUp }, { seconds: 30, gaveUp: true });
  });

  it("does not retry a client error", async () => {
    const { attempts } = await inVirtualTime(callWhile(() => CLIENT_ERROR, strategy()));
    assert.equal(attempts, 1);
  });

  it("retries a call whose reply was truncated", async () => {
    const replies = [TRUNCATED_REPLY, TRUNCATED_REPLY];
    const { attempts, gaveUp } = await inVirtualTime(callWhile(() => replies.pop(), strategy()));
    assert.deepEqual({ attempts, gaveUp }, { attempts: 3, gaveUp: false });
  });

  it("waits as long as the service asks it to", async () => {
    const start = Date.now();
    const retryAfterHint = new Date(start + 4_000);
    const replies: RetryErrorInfo[] = [{ ...OUTAGE, retryAfterHint }];
    const { seconds } = await inVirtualTime(callWhile(() => replies.pop(), strategy()));
    assert.ok(seconds >= 4, `it waited only ${seconds} s`);
  });
});
