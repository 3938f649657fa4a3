import assert from "node:assert/strict";

import { install } from "@sinonjs/fake-timers";

import { CallReporter } from "../../../provider/reporting/callReporter";

describe("CallReporter", () => {
  it("shows at most every 5 seconds that calls are retried, and one of several as an example", () => {
    const clock = install();
    try {
      const shown: string[] = [];
      const ignore = (): void => undefined;
      const reporter = new CallReporter(
        { status: (text) => shown.push(text), info: ignore, warn: ignore },
        false,
      );
      const calls = ["ana", "ben", "cem"].map((who) => ({
        operation: "CreateRoomMembership",
        purpose: `add ${who}`,
      }));
      for (let attempt = 1; attempt <= 24; attempt += 1) {
        for (const call of calls)
          reporter.attemptFailed(call, { name: "ECONNREFUSED", attempt, maxAttempts: 25, seconds: 0.1 });
        clock.tick(500);
      }
      assert.equal(shown.length, 2);
      assert.match(
        shown[0]!,
        /^No connection for 3 s, retrying 3 calls, such as: add \w+\. 6 attempts failed/,
      );
      assert.match(shown[1]!, /^No connection for 8 s, /);
      for (const call of calls) reporter.ended(call, { name: "success", seconds: 12 });
      assert.deepEqual(shown.slice(2), [""]);
    } finally {
      clock.uninstall();
    }
  });
});
