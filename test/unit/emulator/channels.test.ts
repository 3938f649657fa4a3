import assert from "node:assert/strict";
import {
  CreateChannelCommand,
  DeleteChannelCommand,
  DescribeChannelCommand,
  ListChannelsCommand,
  UpdateChannelCommand,
  type CreateChannelCommandInput,
  type UpdateChannelCommandInput,
} from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, inChannelWorld, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

async function create(
  { messaging, appInstanceArn: AppInstanceArn, users }: ChannelWorld,
  input: Partial<CreateChannelCommandInput> = {},
): Promise<string> {
  const command = { AppInstanceArn, ChimeBearer: users[0], Name: "New", ...input };
  return (await messaging.send(new CreateChannelCommand(command))).ChannelArn!;
}

async function describeChannel({ messaging, admin }: ChannelWorld, ChannelArn: string) {
  const reply = await messaging.send(new DescribeChannelCommand({ ChannelArn, ChimeBearer: admin }));
  return reply.Channel!;
}

describe("CreateChannel", () => {
  const world = channelWorldPerTest();

  it("creates a public, unrestricted channel with the bearer as moderator and member", async () => {
    const { chime, appInstanceArn, users, messaging } = world();
    const arn = await create(world());
    assert.ok(arn.startsWith(`${appInstanceArn}/channel/`));
    assert.deepEqual(chime.state.channels(appInstanceArn)[1], {
      channelArn: arn,
      name: "New",
      mode: "UNRESTRICTED",
      privacy: "PUBLIC",
    });
    assert.deepEqual(chime.state.channelMembers(arn), [{ memberArn: users[0], type: "DEFAULT" }]);
    await messaging.send(new UpdateChannelCommand({ ChannelArn: arn, ChimeBearer: users[0], Name: "Mine" }));
  });

  it("can make the bearer a moderator only", () =>
    inChannelWorld({ channelCreator: "moderator" }, async (open) => {
      const arn = await create(open);
      assert.deepEqual(open.chime.state.channelMembers(arn), []);
      await open.messaging.send(new DeleteChannelCommand({ ChannelArn: arn, ChimeBearer: open.users[0] }));
    }));

  it("accepts an id, members and moderators, who do not become members", async () => {
    const { chime, appInstanceArn, users, messaging } = world();
    const arn = await create(world(), {
      ChannelId: "my:channel",
      MemberArns: [users[1]],
      ModeratorArns: [users[2]],
      Privacy: "PRIVATE",
      Mode: "RESTRICTED",
      Metadata: "{}",
      ExpirationSettings: { ExpirationDays: 3, ExpirationCriterion: "LAST_MESSAGE_TIMESTAMP" },
    });
    assert.equal(arn, `${appInstanceArn}/channel/my:channel`);
    assert.deepEqual(
      chime.state.channelMembers(arn).map(({ memberArn }) => memberArn),
      [users[0], users[1]],
    );
    const { Privacy, Mode, Metadata, ExpirationSettings } = await describeChannel(world(), arn);
    assert.deepEqual(
      [Privacy, Mode, Metadata, ExpirationSettings],
      ["PRIVATE", "RESTRICTED", "{}", { ExpirationDays: 3, ExpirationCriterion: "LAST_MESSAGE_TIMESTAMP" }],
    );
    const mine = { ChannelArn: arn, ChimeBearer: users[2] };
    await messaging.send(new UpdateChannelCommand({ ...mine, Name: "Mine" }));
  });

  it("creates one channel for two calls with the same token, unless they differ", async () => {
    const { chime, appInstanceArn, users } = world();
    const ClientRequestToken = "token-1";
    const arn = await create(world(), { ClientRequestToken });
    assert.equal(await create(world(), { ClientRequestToken }), arn);
    assert.deepEqual(
      chime.journal.calls().map(({ written }) => written),
      [true, false],
    );
    await refused(create(world(), { ClientRequestToken, Name: "Other" }), "ConflictException", 409);
    const Tags = [{ Key: "team", Value: "red" }];
    await refused(create(world(), { ClientRequestToken, Tags }), "ConflictException", 409);
    const others = await create(world(), { ClientRequestToken, ChimeBearer: users[1] });
    assert.notEqual(others, arn);
    assert.equal(chime.state.channels(appInstanceArn).length, 3);
  });

  it("returns a conflict if a channel has the id", async () => {
    await refused(create(world(), { ChannelId: "channel-1" }), "ConflictException", 409);
  });

  it("refuses members and moderators that do not exist, and creates no channel", async () => {
    const { chime, appInstanceArn } = world();
    const nobody = [`${appInstanceArn}/user/nobody`];
    await refused(create(world(), { MemberArns: nobody }), "BadRequestException", 400);
    await refused(create(world(), { ModeratorArns: nobody }), "BadRequestException", 400);
    assert.equal(chime.state.channels(appInstanceArn).length, 1);
  });
});

describe("UpdateChannel", () => {
  const world = channelWorldPerTest();

  function update({ messaging, channel }: ChannelWorld, input: Partial<UpdateChannelCommandInput>) {
    return messaging.send(new UpdateChannelCommand({ ...channel, ...input }));
  }

  it("changes only the given properties", async () => {
    const { chime, channelArn, appInstanceArn } = world();
    const { ChannelArn } = await update(world(), { Name: "New name", Metadata: "{}" });
    assert.equal(ChannelArn, channelArn);
    await update(world(), { Mode: "RESTRICTED" });
    assert.deepEqual(chime.state.channels(appInstanceArn), [
      { channelArn, name: "New name", mode: "RESTRICTED", privacy: "PUBLIC", metadata: "{}" },
    ]);
    await update(world(), { Metadata: "" });
    assert.equal(chime.state.channels(appInstanceArn)[0]!.metadata, "");
  });

  it("writes nothing without properties", async () => {
    const { chime, channelArn } = world();
    const before = await describeChannel(world(), channelArn);
    await update(world(), {});
    assert.equal(chime.journal.calls({ operation: "UpdateChannel" })[0]!.written, false);
    assert.deepEqual(await describeChannel(world(), channelArn), before);
  });
});

describe("DeleteChannel", () => {
  const world = channelWorldPerTest();

  it("removes a channel with its members, and no other channel", async () => {
    const { chime, appInstanceArn, channelArn, users, messaging, channel } = world();
    const other = chime.state.addChannel({ appInstanceArn });
    for (const memberArn of users) chime.state.addChannelMember({ channelArn, memberArn });
    const { $metadata } = await messaging.send(new DeleteChannelCommand(channel));
    assert.equal($metadata.httpStatusCode, 204);
    assert.deepEqual(
      chime.state.channels(appInstanceArn).map((one) => one.channelArn),
      [other],
    );
    assert.throws(() => chime.state.channelMembers(channelArn), /channel-1 does not exist/);
  });
});

describe("DescribeChannel", () => {
  it("can return a private channel to its members, and to no other user", () =>
    inChannelWorld({ privateChannelDetails: "members" }, async ({ chime, messaging, users, ...open }) => {
      const ChannelArn = chime.state.addChannel({
        appInstanceArn: open.appInstanceArn,
        privacy: "PRIVATE",
      });
      chime.state.addChannelMember({ channelArn: ChannelArn, memberArn: users[0] });
      chime.state.addChannelModerator({ channelArn: ChannelArn, moderatorArn: users[1] });
      const show = (ChimeBearer: string) =>
        messaging.send(new DescribeChannelCommand({ ChannelArn, ChimeBearer }));
      await show(users[0]);
      await show(users[1]);
      await refused(show(users[2]), "ForbiddenException", 403);
    }));
});

describe("ListChannels", () => {
  const world = channelWorldPerTest();

  it("returns the channels of the requested privacy, by default public ones, in pages", async () => {
    const { chime, appInstanceArn, channelArn, admin, messaging } = world();
    const hidden = chime.state.addChannel({ appInstanceArn, privacy: "PRIVATE" });
    const other = chime.state.addChannel({ appInstanceArn, channelId: "channel-2" });
    const list = async (input: object) => {
      const command = { AppInstanceArn: appInstanceArn, ChimeBearer: admin, ...input };
      return messaging.send(new ListChannelsCommand(command));
    };
    const first = await list({ MaxResults: 1 });
    assert.deepEqual(first.Channels, [
      { Name: "Channel", ChannelArn: channelArn, Mode: "UNRESTRICTED", Privacy: "PUBLIC" },
    ]);
    const second = await list({ MaxResults: 1, NextToken: first.NextToken });
    assert.deepEqual([second.Channels![0]!.ChannelArn, second.NextToken], [other, undefined]);
    const { Channels } = await list({ Privacy: "PRIVATE" });
    assert.deepEqual(
      Channels!.map((one) => one.ChannelArn),
      [hidden],
    );
  });
});
