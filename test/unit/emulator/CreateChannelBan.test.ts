import assert from "node:assert/strict";
import {
  BatchCreateChannelMembershipCommand,
  CreateChannelBanCommand,
  CreateChannelMembershipCommand,
  DeleteChannelBanCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { EmulatorOptions } from "../../../emulator";
import { channelWorldPerTest, inChannelWorld, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

type BannedRule = NonNullable<EmulatorOptions["bannedMember"]>;

const BANNED: readonly (readonly [BannedRule | undefined, string, number])[] = [
  [undefined, "Forbidden", 403],
  ["forbidden", "Forbidden", 403],
  ["conflict", "Conflict", 409],
  ["badRequest", "BadRequest", 400],
];

describe("CreateChannelBan", () => {
  const world = channelWorldPerTest();

  function ban({ messaging, channel }: ChannelWorld, MemberArn: string) {
    return messaging.send(new CreateChannelBanCommand({ ...channel, MemberArn }));
  }

  function add({ messaging, channel }: ChannelWorld, MemberArn: string, ChimeBearer = channel.ChimeBearer) {
    const input = { ...channel, ChimeBearer, MemberArn, Type: "DEFAULT" } as const;
    return messaging.send(new CreateChannelMembershipCommand(input));
  }

  it("removes the membership, and no other", async () => {
    const { chime, appInstanceArn, channelArn, users } = world();
    const other = chime.state.addChannel({ appInstanceArn });
    for (const memberArn of users.slice(0, 2)) chime.state.addChannelMember({ channelArn, memberArn });
    chime.state.addChannelMember({ channelArn: other, memberArn: users[0] });
    await ban(world(), users[0]);
    assert.deepEqual(chime.state.channelMembers(channelArn), [{ memberArn: users[1], type: "DEFAULT" }]);
    assert.deepEqual(chime.state.channelMembers(other), [{ memberArn: users[0], type: "DEFAULT" }]);
  });

  for (const [bannedMember, code, status] of BANNED) {
    it(`keeps the member out, with status ${status} if the rule is ${bannedMember ?? "not set"}`, () =>
      inChannelWorld(bannedMember === undefined ? {} : { bannedMember }, async (open) => {
        const { messaging, channel, chime, channelArn, users } = open;
        await ban(open, users[0]);
        await refused(add(open, users[0]), `${code}Exception`, status);
        const { Errors, BatchChannelMemberships: added } = await messaging.send(
          new BatchCreateChannelMembershipCommand({ ...channel, MemberArns: [users[0], users[1]] }),
        );
        assert.deepEqual(
          Errors!.map(({ MemberArn, ErrorCode }) => [MemberArn, ErrorCode]),
          [[users[0], code]],
        );
        assert.deepEqual(
          added!.Members!.map(({ Arn }) => Arn),
          [users[1]],
        );
        assert.deepEqual(chime.state.channelMembers(channelArn), [{ memberArn: users[1], type: "DEFAULT" }]);
      }));
  }

  it("also keeps out a user who joins without help", async () => {
    const { users } = world();
    await ban(world(), users[0]);
    await refused(add(world(), users[0], users[0]), "ForbiddenException", 403);
  });

  it("ends with DeleteChannelBan, which restores no membership", async () => {
    const { messaging, channel, chime, channelArn, users } = world();
    chime.state.addChannelMember({ channelArn, memberArn: users[0] });
    await ban(world(), users[0]);
    await messaging.send(new DeleteChannelBanCommand({ ...channel, MemberArn: users[0] }));
    assert.deepEqual(chime.state.channelMembers(channelArn), []);
    await add(world(), users[0]);
  });

  it("refuses administrators of the app instance and moderators of the channel", async () => {
    const { chime, appInstanceArn, channelArn, users, admin } = world();
    chime.state.addChannelModerator({ channelArn, moderatorArn: users[0] });
    for (const member of [admin, users[0]]) await refused(ban(world(), member), "ForbiddenException", 403);
    const moderatorElsewhere = users[1];
    const other = chime.state.addChannel({ appInstanceArn });
    chime.state.addChannelModerator({ channelArn: other, moderatorArn: moderatorElsewhere });
    await ban(world(), moderatorElsewhere);
    assert.deepEqual(chime.state.channelBans(channelArn), [moderatorElsewhere]);
  });
});
