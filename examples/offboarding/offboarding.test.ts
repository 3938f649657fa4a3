import assert from "node:assert/strict";

import { offboard, type Access } from "./offboarding";

const ACCESS: Access = {
  administrators: ["ben"],
  channels: { launch: { members: ["ben"], moderators: ["ben"] }, landing: { members: [], moderators: [] } },
  banFrom: ["ideas", "launch"],
};
const NOWHERE = { isAdministrator: false, memberOf: [], moderates: [] };

describe("Somebody who left", () => {
  it("is banned where the program says so, also after everything else is removed", () => {
    assert.deepEqual(offboard("ben", NOWHERE, ACCESS), {
      report: "ben left, and is nowhere.",
      warnings: [],
      bans: ["ideas", "launch"],
    });
  });

  it("is reported wherever the look-ups found the person, whoever added it", () => {
    const found = { isAdministrator: true, memberOf: ["ideas", "landing"], moderates: ["launch"] };
    assert.equal(
      offboard("ben", found, ACCESS).report,
      "ben left, and is an administrator; a moderator of launch; a member of ideas, landing.",
    );
  });

  it("is banned from a channel only when nothing but a membership is left there", () => {
    const moderator = offboard("ben", { ...NOWHERE, moderates: ["launch"] }, ACCESS);
    assert.deepEqual(moderator.bans, ["ideas"]);
    assert.match(
      moderator.warnings.join(),
      /^ben is not banned from launch while an administrator or moderator/,
    );
    assert.deepEqual(offboard("ben", { ...NOWHERE, isAdministrator: true }, ACCESS).bans, []);
  });

  it("is in a warning where the program can remove nothing", () => {
    const found = { isAdministrator: true, memberOf: ["secret"], moderates: ["landing", "secret"] };
    assert.deepEqual(
      offboard("eve", found, { ...ACCESS, banFrom: [] }).warnings.map((text) => text.replace(/:.*/, "")),
      [
        "eve stays in secret, which this program does not declare",
        "eve stays a moderator of landing",
        "eve stays a moderator of secret",
        "eve stays an administrator",
      ],
    );
  });
});
