import assert from "node:assert/strict";

import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../../provider/schema/channels/channelMembershipSchema";
import { ChannelMembershipType } from "../../../provider/schema/channels/channelMembershipType";
import type { ChannelRosterMemberState } from "../../../provider/resources/channelRoster";
import { memberList } from "../../../provider/resources/rosterMembers";

describe("The list of a roster's members", () => {
  const list = (members: unknown): ChannelRosterMemberState[] =>
    memberList(
      CHANNEL_MEMBERSHIP_SCHEMA,
      members,
      Object.values(ChannelMembershipType),
      (memberArn, type) => ({
        memberArn,
        type,
      }),
    );

  it("is in the order of their ids, and has those too of whom nobody knows", () => {
    assert.deepEqual(list({ c: "HIDDEN", a: "DEFAULT", b: "Unconfirmed" }), [
      { memberArn: "a", type: "DEFAULT" },
      { memberArn: "b", type: "Unconfirmed" },
      { memberArn: "c", type: "HIDDEN" },
    ]);
  });

  it("is that of the program where no plugin has made a map of it", () => {
    assert.deepEqual(list([{ memberArn: "b", type: "HIDDEN" }, { memberArn: "a" }, { memberArn: "a" }]), [
      { memberArn: "b", type: "HIDDEN" },
      { memberArn: "a", type: "DEFAULT" },
      { memberArn: "a", type: "DEFAULT" },
    ]);
    assert.deepEqual(list(undefined), []);
  });

  for (const members of [{ a: "Owner" }, { a: ["DEFAULT"] }, [null], ["a"], [{ memberArn: 1 }]]) {
    it(`is refused with ${JSON.stringify(members)}, which is of no roster`, () => {
      assert.throws(() => list(members), /an entry that was not written by pulumi-chime: \{/);
    });
  }
});
