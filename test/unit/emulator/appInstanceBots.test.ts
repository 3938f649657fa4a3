import assert from "node:assert/strict";
import {
  CreateAppInstanceBotCommand,
  DeleteAppInstanceBotCommand,
  DescribeAppInstanceBotCommand,
  ListAppInstanceBotsCommand,
  UpdateAppInstanceBotCommand,
  type CreateAppInstanceBotCommandInput,
} from "@aws-sdk/client-chime-sdk-identity";
import { CreateChannelMembershipCommand } from "@aws-sdk/client-chime-sdk-messaging";
import { channelWorldPerTest, type ChannelWorld } from "./channelWorld";
import { refused } from "./world";

const ALIAS = "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST";
const CONFIGURATION = { Lex: { LexBotAliasArn: ALIAS, LocaleId: "en_US" } };

describe("app instance bots", () => {
  const world = channelWorldPerTest();

  async function create(
    { identity, appInstanceArn: AppInstanceArn }: ChannelWorld,
    input: Partial<CreateAppInstanceBotCommandInput> = {},
  ) {
    const command = { AppInstanceArn, Name: "New", Configuration: CONFIGURATION, ...input };
    return (await identity.send(new CreateAppInstanceBotCommand(command))).AppInstanceBotArn!;
  }

  async function describeBot({ identity }: ChannelWorld, AppInstanceBotArn: string) {
    return (await identity.send(new DescribeAppInstanceBotCommand({ AppInstanceBotArn }))).AppInstanceBot!;
  }

  it("have a random id, and are described as they were created", async () => {
    const { appInstanceArn } = world();
    const Configuration = {
      Lex: {
        ...CONFIGURATION.Lex,
        RespondsTo: "STANDARD_MESSAGES",
        InvokedBy: { StandardMessages: "AUTO", TargetedMessages: "NONE" },
        WelcomeIntent: "Welcome",
      },
    } as const;
    const arn = await create(world(), { Metadata: "{}", Configuration });
    assert.match(arn.slice(appInstanceArn.length), /^\/bot\/[0-9a-f-]{36}$/);
    const { CreatedTimestamp, LastUpdatedTimestamp, ...bot } = await describeBot(world(), arn);
    assert.deepEqual(bot, { AppInstanceBotArn: arn, Name: "New", Metadata: "{}", Configuration });
    assert.deepEqual(CreatedTimestamp, LastUpdatedTimestamp);
  });

  it("created twice with one token are one, unless they differ", async () => {
    const ClientRequestToken = "token-1";
    const arn = await create(world(), { ClientRequestToken });
    assert.equal(await create(world(), { ClientRequestToken }), arn);
    const LexBotAliasArn = ALIAS.replace("KLMNOPQRST", "TSTALIASID");
    for (const other of [
      { Name: "Other" },
      { Metadata: "{}" },
      { Configuration: { Lex: { ...CONFIGURATION.Lex, LexBotAliasArn } } },
      { Tags: [{ Key: "team", Value: "red" }] },
    ]) {
      await refused(create(world(), { ClientRequestToken, ...other }), "ConflictException", 409);
    }
    assert.notEqual(await create(world()), arn);
    assert.equal(world().chime.journal.count({ written: true }), 2);
  });

  it("keep their configuration if an update has none", async () => {
    const { identity } = world();
    const AppInstanceBotArn = await create(world());
    const update = { AppInstanceBotArn, Name: "Renamed", Metadata: "{}" };
    await identity.send(new UpdateAppInstanceBotCommand(update));
    const renamed = await describeBot(world(), AppInstanceBotArn);
    assert.deepEqual(
      [renamed.Name, renamed.Metadata, renamed.Configuration],
      ["Renamed", "{}", CONFIGURATION],
    );
    const Configuration = { Lex: { ...CONFIGURATION.Lex, LocaleId: "de_DE" } };
    await identity.send(new UpdateAppInstanceBotCommand({ ...update, Configuration }));
    assert.deepEqual((await describeBot(world(), AppInstanceBotArn)).Configuration, Configuration);
  });

  it("are listed in pages, without the users", async () => {
    const { identity, appInstanceArn: AppInstanceArn, bot } = world();
    const arns = [
      bot,
      await create(world()),
      await create(world(), { Name: "Other", Metadata: "{}" }),
    ].sort();
    const first = await identity.send(new ListAppInstanceBotsCommand({ AppInstanceArn, MaxResults: 2 }));
    const { NextToken } = first;
    const rest = await identity.send(new ListAppInstanceBotsCommand({ AppInstanceArn, NextToken }));
    assert.deepEqual(
      [first, rest].map(({ AppInstanceBots }) => AppInstanceBots!.map((one) => one.AppInstanceBotArn)),
      [arns.slice(0, 2), arns.slice(2)],
    );
    assert.deepEqual([first.AppInstanceArn, rest.NextToken], [AppInstanceArn, undefined]);
  });

  it("lose their memberships and rights when they are deleted", async () => {
    const { chime, identity, messaging, channel, channelArn, appInstanceArn, admin } = world();
    const bot = await create(world());
    chime.state.addAppInstanceAdmin({ adminArn: bot });
    chime.state.addChannelModerator({ channelArn, moderatorArn: bot });
    await messaging.send(new CreateChannelMembershipCommand({ ...channel, MemberArn: bot, Type: "DEFAULT" }));
    await identity.send(new DeleteAppInstanceBotCommand({ AppInstanceBotArn: bot }));
    assert.deepEqual(chime.state.channelMembers(channelArn), []);
    assert.deepEqual(chime.state.channelModerators(channelArn), []);
    assert.deepEqual(chime.state.appInstanceAdmins(appInstanceArn), [admin]);
    await refused(describeBot(world(), bot), "NotFoundException", 404);
  });

  it("that a test adds have a configuration too, and metadata", async () => {
    const { chime, appInstanceArn } = world();
    const bot = chime.state.addAppInstanceBot({ appInstanceArn, botId: "tested", metadata: "{}" });
    const { Configuration, Metadata } = await describeBot(world(), bot);
    assert.deepEqual([Configuration!.Lex!.LocaleId, Metadata], ["en_US", "{}"]);
    assert.deepEqual(
      chime.state.snapshot().appInstances[0]!.bots!.find(({ botId }) => botId === "tested"),
      { botId: "tested", name: "tested", metadata: "{}" },
    );
  });

  it("are not users", async () => {
    const { identity, users } = world();
    const AppInstanceBotArn = users[0];
    await refused(
      identity.send(new DeleteAppInstanceBotCommand({ AppInstanceBotArn })),
      "BadRequestException",
      400,
    );
  });
});
