import assert from "node:assert/strict";

import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../../provider/schema/channels/channelMembershipSchema";
import { decodeMembership, encodeMembership } from "../../../provider/schema/membershipCodec";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../../provider/schema/rooms/roomMembershipSchema";

describe("The properties of a membership", () => {
  it("are those of its service, and decode to what was encoded", () => {
    const room = {
      parent: { accountId: "account", roomId: "room" },
      memberId: "ana",
      role: "Administrator",
    };
    const ofRoom = { accountId: "account", roomId: "room", memberId: "ana", role: "Administrator" };
    assert.deepEqual(encodeMembership(ROOM_MEMBERSHIP_SCHEMA, room), ofRoom);
    assert.deepEqual(decodeMembership(ROOM_MEMBERSHIP_SCHEMA, ofRoom), room);

    const channel = {
      parent: { channelArn: "channel", chimeBearer: "bearer" },
      memberId: "ana",
      role: "HIDDEN",
    };
    const ofChannel = { channelArn: "channel", chimeBearer: "bearer", memberArn: "ana", type: "HIDDEN" };
    assert.deepEqual(encodeMembership(CHANNEL_MEMBERSHIP_SCHEMA, channel), ofChannel);
    assert.deepEqual(decodeMembership(CHANNEL_MEMBERSHIP_SCHEMA, ofChannel), channel);
  });

  it("are refused without the member, the role or the bearer, by their names", () => {
    const complete = { channelArn: "channel", chimeBearer: "bearer", memberArn: "ana", type: "HIDDEN" };
    for (const missing of ["chimeBearer", "memberArn", "type"]) {
      const incomplete = { ...complete, [missing]: undefined };
      assert.throws(() => decodeMembership(CHANNEL_MEMBERSHIP_SCHEMA, incomplete), {
        message: new RegExp(`^${missing} is undefined in the Pulumi state`),
      });
    }
  });
});
