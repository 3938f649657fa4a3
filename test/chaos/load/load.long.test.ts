import assert from "node:assert/strict";

import { PackageCopy } from "../support/packageCopy";
import type { SourceChange } from "../support/sourceChange";
import type { Check } from "./evaluate";
import { runLoad } from "./runLoad";

/** These checks need a longer run: memory is constant only after minutes, and the fault rate needs many calls. */
const NEEDS_TIME = /heap|resident|timers|with a fault/;

describe("The plugin under load, with faults in a fifth of its calls,", function () {
  this.timeout(300_000);

  // Standard, because the adaptive mode would keep its low rate after the throttling faults.
  const config = { "chime:retryMode": "standard", "chime:maxRetrySeconds": "5" };

  const failedChecks = (checks: readonly Check[]): string[] =>
    checks.filter(({ name, passed }) => !passed && !NEEDS_TIME.test(name)).map(({ name }) => name);

  it("ends all of 32 parallel hooks in time, and leaves no member behind", async () => {
    const { checks, counts } = await runLoad({ seconds: 3, hooks: 32, sampleSeconds: 1, config });
    assert.deepEqual(failedChecks(checks), []);
    assert.ok(counts["settled"]! > 32 && counts["calls with a fault"]! > 0, JSON.stringify(counts));
  });

  it("fails the evaluation if a delete reports success and does nothing", async () => {
    const copy = await PackageCopy.make();
    try {
      await copy.change(DELETE_DOES_NOTHING);
      const { checks } = await runLoad({
        seconds: 1,
        hooks: 2,
        sampleSeconds: 1,
        config,
        project: copy.project,
      });
      assert.deepEqual(failedChecks(checks), ["members that were not removed"]);
    } finally {
      await copy.remove();
    }
  });
});

const DELETE_DOES_NOTHING: SourceChange = {
  file: "reconcile/membership/membershipProvider.ts",
  text: 'await this.ownership.remove(id, { kind: "membership", what, remove, find }, replacement);',
  replacement: "return;",
};
