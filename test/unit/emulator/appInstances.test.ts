import assert from "node:assert/strict";
import {
  CreateAppInstanceCommand,
  CreateAppInstanceUserCommand,
  DeleteAppInstanceCommand,
  DeleteAppInstanceUserCommand,
  DescribeAppInstanceUserCommand,
  ListAppInstancesCommand,
  ListAppInstanceUsersCommand,
  UpdateAppInstanceUserCommand,
  type CreateAppInstanceUserCommandInput,
} from "@aws-sdk/client-chime-sdk-identity";
import { DeleteChannelCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

describe("app instances", () => {
  const world = channelWorldPerTest();

  async function create({ identity }: ChannelWorld, Name: string, ClientRequestToken: string) {
    return (await identity.send(new CreateAppInstanceCommand({ Name, ClientRequestToken }))).AppInstanceArn!;
  }

  it("created twice with one token are one, unless they differ", async () => {
    const { chime } = world();
    const arn = await create(world(), "New", "token-1");
    assert.equal(await create(world(), "New", "token-1"), arn);
    assert.deepEqual(
      chime.journal.calls().map(({ written }) => written),
      [true, false],
    );
    await refused(create(world(), "Other", "token-1"), "ConflictException", 409);
    const tagged = new CreateAppInstanceCommand({
      ...{ Name: "New", ClientRequestToken: "token-1" },
      Tags: [{ Key: "team", Value: "red" }],
    });
    await refused(world().identity.send(tagged), "ConflictException", 409);
    assert.notEqual(await create(world(), "New", "token-2"), arn);
    assert.equal(chime.state.appInstances().length, 3);
  });

  it("are listed in pages, only those of the region", async () => {
    const { chime, identity, appInstanceArn } = world();
    const second = chime.state.addAppInstance({ appInstanceId: "instance-2" });
    chime.state.addAppInstance({ region: "eu-central-1" });
    const first = await identity.send(new ListAppInstancesCommand({ MaxResults: 1 }));
    const rest = await identity.send(new ListAppInstancesCommand({ NextToken: first.NextToken }));
    assert.deepEqual(
      [first, rest].flatMap(({ AppInstances }) => AppInstances!.map((one) => one.AppInstanceArn)),
      [appInstanceArn, second],
    );
    assert.equal(rest.NextToken, undefined);
  });

  it("are deleted with everything in them", async () => {
    const { chime, identity, appInstanceArn, channelArn, users, channel } = world();
    chime.state.addChannelMember({ channelArn, memberArn: users[0] });
    await identity.send(new DeleteAppInstanceCommand({ AppInstanceArn: appInstanceArn }));
    assert.deepEqual(chime.state.appInstances(), []);
    assert.throws(() => chime.state.channelMembers(channel.ChannelArn), /does not exist/);
    await refused(
      identity.send(new DescribeAppInstanceUserCommand({ AppInstanceUserArn: users[0] })),
      "ForbiddenException",
      403,
    );
  });
});

describe("app instance users", () => {
  const world = channelWorldPerTest();

  async function create(
    { identity, appInstanceArn }: ChannelWorld,
    input: Partial<CreateAppInstanceUserCommandInput> = {},
  ) {
    const command = { AppInstanceArn: appInstanceArn, AppInstanceUserId: "new", Name: "New", ...input };
    return (await identity.send(new CreateAppInstanceUserCommand(command))).AppInstanceUserArn!;
  }

  it("have the id of the request, and can be created again only with the same properties", async () => {
    const { chime, appInstanceArn, identity } = world();
    const ExpirationSettings = { ExpirationDays: 1, ExpirationCriterion: "CREATED_TIMESTAMP" } as const;
    const arn = await create(world(), { Metadata: "{}", ExpirationSettings });
    assert.equal(arn, `${appInstanceArn}/user/new`);
    assert.equal(await create(world(), { Metadata: "{}", ExpirationSettings }), arn);
    assert.deepEqual(
      chime.journal.calls().map(({ written, memberArn }) => [written, memberArn]),
      [
        [true, arn],
        [false, arn],
      ],
    );
    for (const other of [{ Name: "Other" }, { Metadata: "" }, { ExpirationSettings: undefined }]) {
      const again = create(world(), { Metadata: "{}", ExpirationSettings, ...other });
      await refused(again, "ConflictException", 409);
    }
    const { AppInstanceUser: user } = await identity.send(
      new DescribeAppInstanceUserCommand({ AppInstanceUserArn: arn }),
    );
    assert.deepEqual(
      [user!.Name, user!.Metadata, user!.ExpirationSettings],
      ["New", "{}", ExpirationSettings],
    );
  });

  it("are compared with the first call that had the token", async () => {
    const { chime, identity, appInstanceArn } = world();
    const ClientRequestToken = "token-1";
    const arn = await create(world(), { ClientRequestToken });
    await identity.send(
      new UpdateAppInstanceUserCommand({ AppInstanceUserArn: arn, Name: "Later", Metadata: "" }),
    );
    assert.equal(await create(world(), { ClientRequestToken }), arn);
    for (const other of [{ AppInstanceUserId: "other" }, { Name: "Later", Metadata: "" }]) {
      await refused(create(world(), { ClientRequestToken, ...other }), "ConflictException", 409);
    }
    assert.equal(
      chime.state.appInstanceUsers(appInstanceArn).find((user) => user.arn === arn)?.name,
      "Later",
    );
  });

  it("can be renamed, also in the replies for channels", async () => {
    const { chime, identity, users, appInstanceArn } = world();
    const input = { AppInstanceUserArn: users[0], Name: "Ada", Metadata: "{}" };
    await identity.send(new UpdateAppInstanceUserCommand(input));
    assert.deepEqual(
      chime.state.appInstanceUsers(appInstanceArn).find(({ arn }) => arn === users[0]),
      { arn: users[0], name: "Ada", metadata: "{}" },
    );
  });

  it("lose their memberships and rights when they are deleted", async () => {
    const { chime, identity, appInstanceArn, channelArn, users } = world();
    chime.state.addAppInstanceAdmin({ adminArn: users[0] });
    chime.state.addChannelModerator({ channelArn, moderatorArn: users[0] });
    for (const memberArn of users) chime.state.addChannelMember({ channelArn, memberArn });
    await identity.send(new DeleteAppInstanceUserCommand({ AppInstanceUserArn: users[0] }));
    assert.deepEqual(
      chime.state.channelMembers(channelArn).map(({ memberArn }) => memberArn),
      users.slice(1),
    );
    const again = chime.state.addAppInstanceUser({ appInstanceArn, userId: "user-a" });
    await refused(deleteChannel(world(), again), "ForbiddenException", 403);
  });

  it("are listed in pages, without the bots", async () => {
    const { identity, appInstanceArn: AppInstanceArn, users, admin } = world();
    const first = await identity.send(new ListAppInstanceUsersCommand({ AppInstanceArn, MaxResults: 4 }));
    const { NextToken } = first;
    const rest = await identity.send(new ListAppInstanceUsersCommand({ AppInstanceArn, NextToken }));
    assert.deepEqual(
      [first, rest].flatMap(({ AppInstanceUsers }) => AppInstanceUsers!.map((one) => one.AppInstanceUserArn)),
      [...users.slice(0, 1), admin, ...users.slice(1)].sort(),
    );
    assert.deepEqual([first.AppInstanceArn, rest.NextToken], [AppInstanceArn, undefined]);
  });
});

function deleteChannel({ messaging, channelArn: ChannelArn }: ChannelWorld, ChimeBearer: string) {
  return messaging.send(new DeleteChannelCommand({ ChannelArn, ChimeBearer }));
}
