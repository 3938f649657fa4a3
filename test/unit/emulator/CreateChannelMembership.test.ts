import assert from "node:assert/strict";
import {
  CreateChannelMembershipCommand,
  type ChannelMembershipType,
} from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, inChannelWorld, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

describe("CreateChannelMembership", () => {
  const world = channelWorldPerTest();

  function create(
    { messaging, channel }: ChannelWorld,
    MemberArn: string,
    Type: ChannelMembershipType = "DEFAULT",
  ) {
    return messaging.send(new CreateChannelMembershipCommand({ ...channel, MemberArn, Type }));
  }

  for (const type of ["DEFAULT", "HIDDEN"] as const) {
    it(`adds a ${type} member and returns it with 201`, async () => {
      const { chime, channelArn, users } = world();
      const { $metadata, ChannelArn, Member } = await create(world(), users[0], type);
      assert.deepEqual(
        [$metadata.httpStatusCode, ChannelArn, Member],
        [201, channelArn, { Arn: users[0], Name: "User a" }],
      );
      assert.deepEqual(chime.state.channelMembers(channelArn), [{ memberArn: users[0], type }]);
    });
  }

  it("adds a bot", async () => {
    const { chime, channelArn, bot } = world();
    await create(world(), bot);
    assert.deepEqual(chime.state.channelMembers(channelArn), [{ memberArn: bot, type: "DEFAULT" }]);
  });

  it("returns 404 for a user that does not exist, and for one of another app instance", async () => {
    const { chime, appInstanceArn, channelArn } = world();
    const other = chime.state.addAppInstance();
    const stranger = chime.state.addAppInstanceUser({ appInstanceArn: other });
    for (const arn of [`${appInstanceArn}/user/nobody`, stranger, channelArn]) {
      await refused(create(world(), arn), "NotFoundException", 404);
    }
    assert.deepEqual(chime.state.channelMembers(channelArn), []);
  });

  it("returns a conflict for an existing membership of any type, and does not change it", async () => {
    const { chime, channelArn, users } = world();
    chime.state.addChannelMember({ channelArn, memberArn: users[0], type: "HIDDEN" });
    await refused(create(world(), users[0], "HIDDEN"), "ConflictException", 409);
    await refused(create(world(), users[0], "DEFAULT"), "ConflictException", 409);
    assert.deepEqual(chime.state.channelMembers(channelArn), [{ memberArn: users[0], type: "HIDDEN" }]);
  });

  it("can accept an existing membership, and does not change its type", () =>
    inChannelWorld({ existingChannelMember: "created" }, async (open) => {
      const { chime, channelArn, users } = open;
      chime.state.addChannelMember({ channelArn, memberArn: users[0], type: "HIDDEN" });
      const { $metadata } = await create(open, users[0], "DEFAULT");
      assert.deepEqual([$metadata.httpStatusCode, chime.journal.calls()[0]!.written], [201, false]);
      assert.deepEqual(chime.state.channelMembers(channelArn), [{ memberArn: users[0], type: "HIDDEN" }]);
    }));

  it("adds members up to the quota, which includes hidden members", () =>
    inChannelWorld({ quotas: { membershipsPerChannel: 2 } }, async (open) => {
      await create(open, open.users[0], "HIDDEN");
      await create(open, open.users[1]);
      await refused(create(open, open.users[2]), "ResourceLimitExceededException", 400);
      assert.equal(open.chime.state.channelMembers(open.channelArn).length, 2);
    }));
});
