import assert from "node:assert/strict";

import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../../provider/schema/channels/channelMembershipSchema";
import { ChannelMembershipType } from "../../../provider/schema/channels/channelMembershipType";
import type { ChannelRosterMemberState } from "../../../provider/resources/channelRoster";
import { memberList } from "../../../provider/resources/rosterMembers";

describe("memberList", () => {
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

  it("sorts members by id, including those with an unknown outcome", () => {
    assert.deepEqual(list({ c: "HIDDEN", a: "DEFAULT", b: "Unconfirmed" }), [
      { memberArn: "a", type: "DEFAULT" },
      { memberArn: "b", type: "Unconfirmed" },
      { memberArn: "c", type: "HIDDEN" },
    ]);
  });

  it("returns the list of the program if no plugin has normalized it", () => {
    assert.deepEqual(list([{ memberArn: "b", type: "HIDDEN" }, { memberArn: "a" }, { memberArn: "a" }]), [
      { memberArn: "b", type: "HIDDEN" },
      { memberArn: "a", type: "DEFAULT" },
      { memberArn: "a", type: "DEFAULT" },
    ]);
    assert.deepEqual(list(undefined), []);
  });

  for (const members of [{ a: "Owner" }, { a: ["DEFAULT"] }, [null], ["a"], [{ memberArn: 1 }]]) {
    it(`refuses ${JSON.stringify(members)}, which no roster contains`, () => {
      assert.throws(() => list(members), /an entry that was not written by pulumi-chime: \{/);
    });
  }
});
