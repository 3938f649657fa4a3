import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { RECOVERY } from "./recovery";

describe("The guide to what to do after a crash", () => {
  const guide = readFileSync(resolve(__dirname, "../../../docs/guides/crashes.md"), "utf8");
  const lines = [RECOVERY.again, RECOVERY.recover, RECOVERY.clear].flatMap((by) => Object.values(by));

  for (const line of new Set([RECOVERY.unlock, ...lines].filter((one) => one !== undefined))) {
    it(`says what the sweep does: ${line}`, () => {
      assert.ok(guide.includes(`\`${line}\``) || guide.includes(`\n${line}\n`));
    });
  }
});
