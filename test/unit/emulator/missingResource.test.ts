import assert from "node:assert/strict";
import {
  CreateAppInstanceAdminCommand,
  CreateAppInstanceBotCommand,
  CreateAppInstanceUserCommand,
  DeleteAppInstanceAdminCommand,
  DeleteAppInstanceBotCommand,
  DeleteAppInstanceCommand,
  DeleteAppInstanceUserCommand,
  DescribeAppInstanceAdminCommand,
  DescribeAppInstanceBotCommand,
  DescribeAppInstanceCommand,
  DescribeAppInstanceUserCommand,
  GetAppInstanceRetentionSettingsCommand,
  ListAppInstanceAdminsCommand,
  ListAppInstanceBotsCommand,
  ListAppInstanceUsersCommand,
  ListTagsForResourceCommand,
  PutAppInstanceRetentionSettingsCommand,
  PutAppInstanceUserExpirationSettingsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAppInstanceBotCommand,
  UpdateAppInstanceCommand,
  UpdateAppInstanceUserCommand,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  CreateChannelFlowCommand,
  DeleteChannelFlowCommand,
  DeleteMessagingStreamingConfigurationsCommand,
  DescribeChannelFlowCommand,
  GetMessagingStreamingConfigurationsCommand,
  ListChannelFlowsCommand,
  ListChannelsAssociatedWithChannelFlowCommand,
  PutMessagingStreamingConfigurationsCommand,
  UpdateChannelFlowCommand,
} from "@aws-sdk/client-chime-sdk-messaging";
import type { EmulatorOptions } from "../../../emulator";
import { inChannelWorld, type ChannelWorld } from "./channelWorld";
import { MESSAGING_CALLS } from "./messagingCalls";
import { refused } from "./world";
import { DEFAULT_PROCESSOR } from "../../../emulator/model/processor";

type Rule = NonNullable<EmulatorOptions["missingResource"]>;

/** Those whose API page has NotFoundException. */
const DECLARING = [
  "AssociateChannelFlow",
  "DisassociateChannelFlow",
  "GetMessagingStreamingConfigurations",
  "PutMessagingStreamingConfigurations",
  "BatchCreateChannelMembership",
  "CreateChannelMembership",
  "DescribeAppInstanceBot",
  "DescribeChannelBan",
  "DescribeChannelMembership",
  "DescribeChannelModerator",
];

const WITHOUT_CHANNEL = [
  "CreateChannel",
  "ListChannelMembershipsForAppInstanceUser",
  "ListChannels",
  "ListChannelsModeratedByAppInstanceUser",
];

const ofChannel = Object.entries(MESSAGING_CALLS)
  .filter(([name]) => !WITHOUT_CHANNEL.includes(name))
  .map(
    ([name, { call }]) =>
      [
        name,
        (world: ChannelWorld) => call({ ...world, channelArn: `${world.channelArn}-gone` }, world.admin),
      ] as const,
  );

const PROCESSOR = { ...DEFAULT_PROCESSOR, FallbackAction: "ABORT" as const };

const STREAM = {
  DataType: "Channel",
  ResourceArn: "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-a",
} as const;

const changes = { Name: "New", Metadata: "" };

const ofInstance: readonly (readonly [string, (world: ChannelWorld) => Promise<unknown>])[] = [
  [
    "CreateAppInstanceUser",
    ({ identity, ...gone }) =>
      identity.send(
        new CreateAppInstanceUserCommand({ ...instanceOf(gone), AppInstanceUserId: "u", Name: "U" }),
      ),
  ],
  [
    "DescribeAppInstance",
    ({ identity, ...gone }) => identity.send(new DescribeAppInstanceCommand(instanceOf(gone))),
  ],
  [
    "UpdateAppInstance",
    ({ identity, ...gone }) =>
      identity.send(new UpdateAppInstanceCommand({ ...instanceOf(gone), ...changes })),
  ],
  [
    "DeleteAppInstance",
    ({ identity, ...gone }) => identity.send(new DeleteAppInstanceCommand(instanceOf(gone))),
  ],
  [
    "ListAppInstanceUsers",
    ({ identity, ...gone }) => identity.send(new ListAppInstanceUsersCommand(instanceOf(gone))),
  ],
  [
    "CreateAppInstanceAdmin",
    ({ identity, ...gone }) => identity.send(new CreateAppInstanceAdminCommand(adminOf(gone))),
  ],
  [
    "DeleteAppInstanceAdmin",
    ({ identity, ...gone }) => identity.send(new DeleteAppInstanceAdminCommand(adminOf(gone))),
  ],
  [
    "DescribeAppInstanceAdmin",
    ({ identity, ...gone }) => identity.send(new DescribeAppInstanceAdminCommand(adminOf(gone))),
  ],
  [
    "ListAppInstanceAdmins",
    ({ identity, ...gone }) => identity.send(new ListAppInstanceAdminsCommand(instanceOf(gone))),
  ],
  [
    "CreateAppInstanceBot",
    ({ identity, ...gone }) => {
      const LexBotAliasArn = "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST";
      const Configuration = { Lex: { LexBotAliasArn, LocaleId: "en_US" } };
      return identity.send(new CreateAppInstanceBotCommand({ ...instanceOf(gone), Configuration }));
    },
  ],
  [
    "DescribeAppInstanceBot",
    ({ identity, ...gone }) => identity.send(new DescribeAppInstanceBotCommand(botOf(gone))),
  ],
  [
    "UpdateAppInstanceBot",
    ({ identity, ...gone }) => identity.send(new UpdateAppInstanceBotCommand({ ...botOf(gone), ...changes })),
  ],
  [
    "DeleteAppInstanceBot",
    ({ identity, ...gone }) => identity.send(new DeleteAppInstanceBotCommand(botOf(gone))),
  ],
  [
    "ListAppInstanceBots",
    ({ identity, ...gone }) => identity.send(new ListAppInstanceBotsCommand(instanceOf(gone))),
  ],
  [
    "DescribeChannelFlow",
    ({ messaging, ...gone }) => messaging.send(new DescribeChannelFlowCommand(flowOf(gone))),
  ],
  [
    "UpdateChannelFlow",
    ({ messaging, ...gone }) =>
      messaging.send(
        new UpdateChannelFlowCommand({ ...flowOf(gone), Name: "Flow", Processors: [PROCESSOR] }),
      ),
  ],
  [
    "DeleteChannelFlow",
    ({ messaging, ...gone }) => messaging.send(new DeleteChannelFlowCommand(flowOf(gone))),
  ],
  [
    "ListChannelsAssociatedWithChannelFlow",
    ({ messaging, ...gone }) =>
      messaging.send(new ListChannelsAssociatedWithChannelFlowCommand(flowOf(gone))),
  ],
  [
    "ListChannelFlows",
    ({ messaging, ...gone }) => messaging.send(new ListChannelFlowsCommand(instanceOf(gone))),
  ],
  [
    "CreateChannelFlow",
    ({ messaging, ...gone }) =>
      messaging.send(
        new CreateChannelFlowCommand({ ...instanceOf(gone), Name: "Flow", Processors: [PROCESSOR] }),
      ),
  ],
  [
    "PutMessagingStreamingConfigurations",
    ({ messaging, ...gone }) =>
      messaging.send(
        new PutMessagingStreamingConfigurationsCommand({
          ...instanceOf(gone),
          StreamingConfigurations: [STREAM],
        }),
      ),
  ],
  [
    "GetMessagingStreamingConfigurations",
    ({ messaging, ...gone }) =>
      messaging.send(new GetMessagingStreamingConfigurationsCommand(instanceOf(gone))),
  ],
  [
    "DeleteMessagingStreamingConfigurations",
    ({ messaging, ...gone }) =>
      messaging.send(new DeleteMessagingStreamingConfigurationsCommand(instanceOf(gone))),
  ],
  [
    "PutAppInstanceUserExpirationSettings",
    ({ identity, ...gone }) => identity.send(new PutAppInstanceUserExpirationSettingsCommand(userOf(gone))),
  ],
  [
    "PutAppInstanceRetentionSettings",
    ({ identity, ...gone }) =>
      identity.send(
        new PutAppInstanceRetentionSettingsCommand({ ...instanceOf(gone), AppInstanceRetentionSettings: {} }),
      ),
  ],
  [
    "GetAppInstanceRetentionSettings",
    ({ identity, ...gone }) => identity.send(new GetAppInstanceRetentionSettingsCommand(instanceOf(gone))),
  ],
  [
    "TagResource",
    ({ identity, ...gone }) =>
      identity.send(new TagResourceCommand({ ...resourceOf(gone), Tags: [{ Key: "team", Value: "red" }] })),
  ],
  [
    "UntagResource",
    ({ identity, ...gone }) =>
      identity.send(new UntagResourceCommand({ ...resourceOf(gone), TagKeys: ["team"] })),
  ],
  [
    "ListTagsForResource",
    ({ identity, ...gone }) => identity.send(new ListTagsForResourceCommand(resourceOf(gone))),
  ],
  [
    "DescribeAppInstanceUser",
    ({ identity, ...gone }) => identity.send(new DescribeAppInstanceUserCommand(userOf(gone))),
  ],
  [
    "UpdateAppInstanceUser",
    ({ identity, ...gone }) =>
      identity.send(new UpdateAppInstanceUserCommand({ ...userOf(gone), ...changes })),
  ],
  [
    "DeleteAppInstanceUser",
    ({ identity, ...gone }) => identity.send(new DeleteAppInstanceUserCommand(userOf(gone))),
  ],
];

function instanceOf({ appInstanceArn }: Pick<ChannelWorld, "appInstanceArn">) {
  return { AppInstanceArn: `${appInstanceArn}-gone` };
}

function adminOf({ appInstanceArn, admin }: Pick<ChannelWorld, "appInstanceArn" | "admin">) {
  return { ...instanceOf({ appInstanceArn }), AppInstanceAdminArn: admin };
}

function botOf({ bot }: Pick<ChannelWorld, "bot">) {
  return { AppInstanceBotArn: `${bot}-gone` };
}

function resourceOf({ channelArn }: Pick<ChannelWorld, "channelArn">) {
  return { ResourceARN: `${channelArn}-gone` };
}

function flowOf({ appInstanceArn }: Pick<ChannelWorld, "appInstanceArn">) {
  return { ChannelFlowArn: `${appInstanceArn}/channel-flow/gone` };
}

function userOf({ users }: Pick<ChannelWorld, "users">) {
  return { AppInstanceUserArn: `${users[0]}-gone` };
}

const RULES: readonly Rule[] = ["asDeclared", "notFound", "forbidden"];

describe("a channel, an app instance or a user that does not exist", () => {
  for (const [name, call] of [...ofChannel, ...ofInstance]) {
    for (const missingResource of RULES) {
      const is404 =
        missingResource === "notFound" || (missingResource === "asDeclared" && DECLARING.includes(name));
      const [error, status] = is404
        ? (["NotFoundException", 404] as const)
        : (["ForbiddenException", 403] as const);
      it(`has the status ${status} from ${name} if the rule is ${missingResource}`, () =>
        inChannelWorld({ missingResource }, async (world) => {
          await refused(call(world), error, status);
          assert.equal(world.chime.journal.calls()[0]!.written, false);
        }));
    }
  }

  it("has the declared error by default", () =>
    inChannelWorld({}, async (world) => {
      for (const [name, call] of ofChannel) {
        const [error, status] = DECLARING.includes(name)
          ? (["NotFoundException", 404] as const)
          : (["ForbiddenException", 403] as const);
        await refused(call(world), error, status);
      }
    }));
});
