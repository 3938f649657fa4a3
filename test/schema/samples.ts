import { startEmulator, type Emulator, type EmulatorOptions, type Seed } from "../../emulator";
import type { ResourceKind } from "../../provider/schema/providerText";
import {
  ADA as ADA_ARN,
  APP_INSTANCE,
  BEN as BEN_ARN,
  EVE as EVE_ARN,
  CHANNEL,
  CHANNEL_FLOW,
  DEPLOYER,
  HELP_BOT,
} from "../../schema/channels/shared";
import { ACCOUNT, ADA, BEN, ROOM } from "../../schema/rooms/shared";
import type { Properties } from "../support/host";

const LEX_ALIAS = "arn:aws:lex:us-east-1:111122223333:bot-alias/EMULATED00/EMULATED00";
const STREAM = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-support";
const BOT = "5d4c3b2a-1f0e-4d9c-8b7a-6f5e4d3c2b55";

/** A resource as a test declares it. */
export interface Sample {
  /** A valid value of every input, as the hooks pass it on from a check. */
  readonly inputs: Properties;
  /** The outputs that are no inputs. */
  readonly outputs: Properties;
  /** Another valid value of every input. */
  readonly others: Properties;
  /** The inputs of one that does not exist yet. */
  readonly create?: Properties;
}

const TAGS = { team: "support", cost: "low" };
const IN_A_YEAR = { expirationCriterion: "CREATED_TIMESTAMP", expirationDays: 365 };
const OTHER_TAGS = { team: "sales", stage: "test" };
const room = { accountId: ACCOUNT, roomId: ROOM };
const otherRoom = { accountId: "another-account", roomId: "another-room" };
const channel = { channelArn: CHANNEL, chimeBearer: DEPLOYER };
const otherChannel = { channelArn: `${CHANNEL}-2`, chimeBearer: ADA_ARN };
const roster = { exclusive: true, ignoreMembers: ["somebody"] };

/** One of each kind. Those of them that exist are in {@link startWorld}. */
export const SAMPLES: Readonly<Record<ResourceKind, Sample>> = {
  RoomMembership: {
    inputs: { ...room, memberId: ADA, role: "Member", adoptExisting: false },
    outputs: { memberType: "User", invitedBy: "somebody" },
    others: { ...otherRoom, memberId: BEN, role: "Administrator", adoptExisting: true },
  },
  RoomRoster: {
    inputs: { ...room, members: { [ADA]: "Member", [BOT]: "Member" } },
    outputs: {},
    others: { ...otherRoom, ...roster, members: { [ADA]: "Administrator", [BOT]: "Administrator" } },
  },
  Room: {
    inputs: { accountId: ACCOUNT, name: "Launch" },
    outputs: { roomId: ROOM, createdBy: "somebody" },
    others: { accountId: "another-account", name: "Landing" },
  },
  ChannelBan: {
    inputs: { ...channel, memberArn: EVE_ARN, adoptExisting: false },
    outputs: { createdByArn: DEPLOYER },
    others: { ...otherChannel, memberArn: BEN_ARN, adoptExisting: true },
    create: { ...channel, memberArn: ADA_ARN },
  },
  ChannelFlowAssociation: {
    inputs: { ...channel, channelFlowArn: CHANNEL_FLOW, adoptExisting: false },
    outputs: {},
    others: { ...otherChannel, channelFlowArn: `${CHANNEL_FLOW}-2`, adoptExisting: true },
    create: { ...channel, channelArn: `${CHANNEL}-2`, channelFlowArn: CHANNEL_FLOW },
  },
  ChannelMembership: {
    inputs: { ...channel, memberArn: ADA_ARN, type: "DEFAULT", adoptExisting: false },
    outputs: { invitedByArn: DEPLOYER },
    others: { ...otherChannel, memberArn: DEPLOYER, type: "HIDDEN", adoptExisting: true },
  },
  ChannelModerator: {
    inputs: { ...channel, channelModeratorArn: BEN_ARN, adoptExisting: false },
    outputs: { createdByArn: DEPLOYER },
    others: { ...otherChannel, channelModeratorArn: DEPLOYER, adoptExisting: true },
    create: { ...channel, channelModeratorArn: ADA_ARN },
  },
  ChannelModeratorRoster: {
    inputs: { ...channel, members: { [BEN_ARN]: "" } },
    outputs: {},
    others: { ...otherChannel, ...roster, ignoreMembers: [DEPLOYER], members: { [ADA_ARN]: "" } },
  },
  ChannelRoster: {
    inputs: { ...channel, members: { [ADA_ARN]: "DEFAULT" } },
    outputs: {},
    others: {
      ...otherChannel,
      ...roster,
      ignoreMembers: [DEPLOYER],
      members: { [ADA_ARN]: "HIDDEN" },
    },
  },
  Channel: {
    inputs: {
      appInstanceArn: APP_INSTANCE,
      name: "Launch",
      mode: "UNRESTRICTED",
      privacy: "PUBLIC",
      metadata: "m",
      expirationSettings: IN_A_YEAR,
      tags: TAGS,
      channelId: "launch",
      chimeBearer: DEPLOYER,
    },
    outputs: { channelArn: CHANNEL },
    others: {
      appInstanceArn: `${APP_INSTANCE}-2`,
      name: "Landing",
      mode: "RESTRICTED",
      privacy: "PRIVATE",
      metadata: "n",
      expirationSettings: { expirationCriterion: "LAST_MESSAGE_TIMESTAMP", expirationDays: 30 },
      tags: OTHER_TAGS,
      channelId: "landing",
      chimeBearer: ADA_ARN,
    },
    create: {
      appInstanceArn: APP_INSTANCE,
      name: "Start",
      expirationSettings: IN_A_YEAR,
      tags: TAGS,
      mode: "UNRESTRICTED",
      privacy: "PUBLIC",
      chimeBearer: DEPLOYER,
    },
  },
  AppInstance: {
    inputs: { name: "Support", metadata: "m", tags: TAGS },
    outputs: { appInstanceArn: APP_INSTANCE },
    others: { name: "Sales", metadata: "n", tags: OTHER_TAGS },
    create: { name: "Support", tags: TAGS },
  },
  AppInstanceAdmin: {
    inputs: { appInstanceArn: APP_INSTANCE, appInstanceAdminArn: DEPLOYER, adoptExisting: false },
    outputs: { createdTimestamp: "2026-01-01T00:00:00.000Z" },
    others: { appInstanceArn: `${APP_INSTANCE}-2`, appInstanceAdminArn: ADA_ARN, adoptExisting: true },
    create: { appInstanceArn: APP_INSTANCE, appInstanceAdminArn: ADA_ARN },
  },
  AppInstanceBot: {
    inputs: {
      appInstanceArn: APP_INSTANCE,
      name: "Help",
      lexBotAliasArn: LEX_ALIAS,
      localeId: "en_US",
      standardMessages: "MENTIONS",
      targetedMessages: "ALL",
      welcomeIntent: "Hello",
      metadata: "m",
      tags: TAGS,
    },
    outputs: { appInstanceBotArn: HELP_BOT },
    others: {
      appInstanceArn: `${APP_INSTANCE}-2`,
      name: "Assistant",
      lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/0123456789",
      localeId: "de_DE",
      standardMessages: "NONE",
      targetedMessages: "NONE",
      welcomeIntent: "Welcome",
      metadata: "n",
      tags: OTHER_TAGS,
    },
  },
  AppInstanceRetention: {
    inputs: { appInstanceArn: APP_INSTANCE, retentionDays: 365, adoptExisting: false },
    outputs: {},
    others: { appInstanceArn: `${APP_INSTANCE}-2`, retentionDays: 30, adoptExisting: true },
    create: { appInstanceArn: `${APP_INSTANCE}-2`, retentionDays: 365 },
  },
  AppInstanceStreaming: {
    inputs: {
      appInstanceArn: APP_INSTANCE,
      channelStreamArn: STREAM,
      channelMessageStreamArn: STREAM,
      adoptExisting: false,
    },
    outputs: {},
    others: {
      appInstanceArn: `${APP_INSTANCE}-2`,
      channelStreamArn: `${STREAM}-2`,
      channelMessageStreamArn: `${STREAM}-2`,
      adoptExisting: true,
    },
    create: { appInstanceArn: `${APP_INSTANCE}-2`, channelStreamArn: STREAM },
  },
  AppInstanceUser: {
    inputs: {
      appInstanceArn: APP_INSTANCE,
      appInstanceUserId: "u-1",
      name: "Ada",
      metadata: "m",
      expirationSettings: IN_A_YEAR,
      tags: TAGS,
    },
    outputs: { appInstanceUserArn: ADA_ARN },
    others: {
      appInstanceArn: `${APP_INSTANCE}-2`,
      appInstanceUserId: "u-2",
      name: "Ben",
      metadata: "n",
      expirationSettings: { ...IN_A_YEAR, expirationDays: 30 },
      tags: OTHER_TAGS,
    },
    create: {
      appInstanceArn: APP_INSTANCE,
      appInstanceUserId: "u-9",
      name: "Dee",
      expirationSettings: IN_A_YEAR,
      tags: TAGS,
    },
  },
};

const SEED: Seed = {
  accounts: [
    {
      accountId: ACCOUNT,
      users: [ADA, BEN].map((userId) => ({ userId, email: `${userId}@example.com` })),
      bots: [{ botId: BOT }],
      rooms: [{ roomId: ROOM, name: "Launch" }],
    },
  ],
  appInstances: [
    {
      appInstanceId: APP_INSTANCE.split("/")[1]!,
      name: "Support",
      users: [
        { userId: "deployer", name: "Deployer" },
        { userId: "u-1", name: "Ada" },
        { userId: "u-2", name: "Ben" },
        { userId: "u-3", name: "Eve" },
      ],
      bots: [{ botId: HELP_BOT.split("/").at(-1)!, name: "Help" }],
      administrators: ["deployer"],
      channels: [
        { channelId: "launch", name: "Launch", moderators: ["u-2"], bans: ["u-3"] },
        { channelId: "launch-2", name: "Second launch" },
      ],
    },
    { appInstanceId: `${APP_INSTANCE.split("/")[1]!}-2`, name: "Second support" },
  ],
};

/** An emulator with what the examples of the package schema name. */
export async function startWorld(options: EmulatorOptions = {}): Promise<Emulator> {
  const chime = await startEmulator({ seed: SEED, ...options });
  const { state } = chime;
  state.setRetention({ appInstanceArn: APP_INSTANCE, retentionDays: 365 });
  state.setStreaming({ appInstanceArn: APP_INSTANCE, streams: { ChannelMessage: STREAM } });
  const flow = { appInstanceArn: APP_INSTANCE, channelFlowId: CHANNEL_FLOW.split("/").at(-1)! };
  state.associateChannelFlow({ channelArn: CHANNEL, channelFlowArn: state.addChannelFlow(flow) });
  return chime;
}
