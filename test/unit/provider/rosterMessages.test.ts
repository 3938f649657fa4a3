import assert from "node:assert/strict";

import { changesMessage, removalsMessage } from "../../../provider/reconcile/roster/rosterMessages";

const NOBODY = { added: [], removed: [], changed: [], before: 1, after: 1 };
const ROOM = { parent: "room r", noun: "member" };
const CHANNEL = { parent: "channel c", noun: "moderator" };

describe("The messages of rosters", () => {
  it("name the members whose role changes", () => {
    const changed = [{ memberId: "ana", from: "Member", to: "Administrator" }];
    assert.equal(
      changesMessage(ROOM, { ...NOBODY, changed }, "role", 0),
      "~1, from 1 to 1 member, in the roster of room r. Change the role of: ana (Member to Administrator).",
    );
  });

  it("name the moderators whose creation an update confirms, because they have no role that could change", () => {
    const changed = [{ memberId: "ana", from: "Unconfirmed", to: "" }];
    assert.equal(
      changesMessage(CHANNEL, { ...NOBODY, added: ["ben"], changed, after: 2 }, undefined, 0),
      "+1 ~1, from 1 to 2 moderators, in the roster of channel c. Add: ben. Confirm: ana.",
    );
  });

  it("say what an exclusive roster of moderators removes, which are no members", () => {
    assert.equal(
      removalsMessage(CHANNEL, ["ana", "ben"]),
      "`pulumi up` removes 2 moderators (ana, ben) from channel c: not in the exclusive roster. To keep a " +
        "moderator, add the id to ignoreMembers.",
    );
  });
});
