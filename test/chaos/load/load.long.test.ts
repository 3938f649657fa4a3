import assert from "node:assert/strict";

import { PackageCopy } from "../support/packageCopy";
import type { SourceChange } from "../support/sourceChange";
import type { Check } from "./evaluate";
import { runLoad } from "./runLoad";

/** What some seconds cannot show: memory is flat after minutes only, and a share needs many calls. */
const NEEDS_TIME = /heap|resident|timers|met a fault/;

describe("The plugin under load, a fifth of its calls struck by a fault,", function () {
  this.timeout(300_000);

  // Otherwise the last of them wait for long at the rate that was found while half of them were throttled.
  const config = { "chime:retryMode": "standard", "chime:maxRetrySeconds": "5" };

  const failing = (verdicts: readonly Check[]): string[] =>
    verdicts.filter(({ name, passed }) => !passed && !NEEDS_TIME.test(name)).map(({ name }) => name);

  it("settles all hooks of 32 at a time, in time, and leaves nobody behind", async () => {
    const { checks, counts } = await runLoad({ seconds: 3, hooks: 32, sampleSeconds: 1, config });
    assert.deepEqual(failing(checks), []);
    assert.ok(counts["settled"]! > 32 && counts["of them met a fault"]! > 0, JSON.stringify(counts));
  });

  it("is found out where a delete says that it is done and is not", async () => {
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
      assert.deepEqual(failing(checks), ["memberships left in the end that had to go"]);
    } finally {
      await copy.remove();
    }
  });
});

const DELETE_DOES_NOTHING: SourceChange = {
  file: "reconcile/membership/membershipProvider.ts",
  text: "await this.ownership.remove(id, { what, remove, find }, replacement);",
  replacement: "return;",
};
