import assert from "node:assert/strict";

import { CHANNEL_BAN_SCHEMA } from "../../../provider/schema/channels/channelBanSchema";
import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../../provider/schema/channels/channelMembershipSchema";
import { decodeMembership, encodeMembership } from "../../../provider/schema/membershipCodec";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../../provider/schema/rooms/roomMembershipSchema";

describe("encodeMembership and decodeMembership", () => {
  it("use the property names of the service, and are inverse to each other", () => {
    const room = {
      parent: { accountId: "account", roomId: "room" },
      memberId: "ana",
      role: "Administrator",
    };
    const roomProperties = { accountId: "account", roomId: "room", memberId: "ana", role: "Administrator" };
    assert.deepEqual(encodeMembership(ROOM_MEMBERSHIP_SCHEMA, room), roomProperties);
    assert.deepEqual(decodeMembership(ROOM_MEMBERSHIP_SCHEMA, roomProperties), room);

    const channel = {
      parent: { channelArn: "channel", chimeBearer: "bearer" },
      memberId: "ana",
      role: "HIDDEN",
    };
    const channelProperties = {
      channelArn: "channel",
      chimeBearer: "bearer",
      memberArn: "ana",
      type: "HIDDEN",
    };
    assert.deepEqual(encodeMembership(CHANNEL_MEMBERSHIP_SCHEMA, channel), channelProperties);
    assert.deepEqual(decodeMembership(CHANNEL_MEMBERSHIP_SCHEMA, channelProperties), channel);
  });

  it("know nothing of a role if the kind has none", () => {
    const ban = { parent: { channelArn: "channel", chimeBearer: "bearer" }, memberId: "ana", role: "" };
    const properties = { channelArn: "channel", chimeBearer: "bearer", memberArn: "ana" };
    assert.deepEqual(encodeMembership(CHANNEL_BAN_SCHEMA, ban), properties);
    assert.deepEqual(decodeMembership(CHANNEL_BAN_SCHEMA, properties), ban);
  });

  it("name the property that is missing: the bearer, whose default is a setting, the member or the role", () => {
    const complete = { channelArn: "channel", chimeBearer: "bearer", memberArn: "ana", type: "HIDDEN" };
    const messages = {
      chimeBearer: /^There is no chimeBearer, .*`pulumi config set chime:appInstanceUserArn ARN`/,
      memberArn: /^memberArn is undefined, where a string/,
      type: /^type is undefined, where a string/,
    };
    for (const [missing, message] of Object.entries(messages)) {
      const incomplete = { ...complete, [missing]: undefined };
      assert.throws(() => decodeMembership(CHANNEL_MEMBERSHIP_SCHEMA, incomplete), { message });
    }
  });
});
