import {
  DescribeAppInstanceCommand,
  DescribeAppInstanceUserCommand,
  ListAppInstancesCommand,
  ListAppInstanceUsersCommand,
  type ChimeSDKIdentityClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  DescribeChannelCommand,
  ListChannelMembershipsCommand,
  ListChannelsCommand,
} from "@aws-sdk/client-chime-sdk-messaging";

import { channelParams } from "../../aws/channels/channelParams";
import { nameOfCredentials } from "../../aws/client/credentialErrors";
import type { ChannelRef } from "../../schema/channels/channelId";
import { parseChimeArn } from "../../schema/channels/chimeArn";
import { unservedRegion } from "../../settings/regions";
import type { ChimeSettings } from "../../settings/settings";
import { checkMembership, checkRights, type BearerInChannel, type MessagingCalls } from "./bearerChecks";
import { isReply, type CallChecks } from "./callChecks";
import type { CallerIdentity } from "./checklist";

/** The operations for app instances and channels that change something. */
export const CHANNEL_WRITES = [
  "CreateAppInstance",
  "UpdateAppInstance",
  "DeleteAppInstance",
  "CreateAppInstanceUser",
  "UpdateAppInstanceUser",
  "DeleteAppInstanceUser",
  "CreateAppInstanceBot",
  "UpdateAppInstanceBot",
  "DeleteAppInstanceBot",
  "PutAppInstanceUserExpirationSettings",
  "PutAppInstanceRetentionSettings",
  "TagResource",
  "UntagResource",
  "CreateAppInstanceAdmin",
  "DeleteAppInstanceAdmin",
  "CreateChannel",
  "UpdateChannel",
  "DeleteChannel",
  "PutChannelExpirationSettings",
  "CreateChannelMembership",
  "BatchCreateChannelMembership",
  "DeleteChannelMembership",
  "CreateChannelModerator",
  "DeleteChannelModerator",
  "CreateChannelBan",
  "DeleteChannelBan",
  "AssociateChannelFlow",
  "DisassociateChannelFlow",
  "PutMessagingStreamingConfigurations",
  "DeleteMessagingStreamingConfigurations",
] as const;

/** The other operations for app instances and channels that change nothing. */
export const OTHER_READS = [
  "DescribeAppInstanceAdmin",
  "ListAppInstanceAdmins",
  "DescribeChannelModerator",
  "ListChannelModerators",
  "DescribeChannelBan",
  "ListChannelBans",
  "DescribeAppInstanceBot",
  "ListAppInstanceBots",
  "ListChannelMembershipsForAppInstanceUser",
  "ListChannelsModeratedByAppInstanceUser",
  "GetAppInstanceRetentionSettings",
  "GetMessagingStreamingConfigurations",
  "ListTagsForResource",
] as const;

const OTHER_RESOURCES =
  "Only resources of administrators, moderators, bans, bots, tags, retention and streaming, and the functions of a user, need these permissions, which are not tested";

/** The app instance to check, a bearer in it, and a channel in it. */
export interface ChannelSubject {
  appInstanceArn: string;
  /** The option or setting that names the app instance, such as `--bearer`. */
  source: string;
  chimeBearer: string | undefined;
  channelArn: string | undefined;
}

/** The checks of calls to each service of an app instance. */
interface ChannelCalls {
  identity: CallChecks<ServiceInputTypes, ServiceOutputTypes, ChimeSDKIdentityClientResolvedConfig>;
  messaging: MessagingCalls;
}

/** Checks what the credentials may read in an app instance, and what the bearer may do there and in one channel. */
export async function checkChannels(
  subject: ChannelSubject,
  settings: ChimeSettings,
  caller: CallerIdentity | undefined,
  calls: ChannelCalls,
): Promise<void> {
  const { appInstanceArn, chimeBearer, channelArn } = subject;
  const { identity, messaging } = calls;
  checkOwner(subject, settings, caller, calls);
  checkRegion(subject, settings, calls);
  await identity.check(
    "read the app instance",
    new DescribeAppInstanceCommand({ AppInstanceArn: appInstanceArn }),
  );
  await identity.check("list the app instances", new ListAppInstancesCommand(ONE));
  const users = { AppInstanceArn: appInstanceArn, ...ONE };
  await identity.check("list the users", new ListAppInstanceUsersCommand(users));
  if (chimeBearer === undefined) messaging.skip("bearer", "Name a bearer with --bearer.");
  else {
    const bearer = { AppInstanceArn: appInstanceArn, ChimeBearer: chimeBearer };
    await checkBearer(bearer, calls);
    const channel = channelArn === undefined ? undefined : { channelArn, chimeBearer };
    const inChannel = channel && (await checkChannel(channel, messaging));
    await checkRights(bearer, inChannel, messaging);
  }
  messaging.writesNotTested(CHANNEL_WRITES);
  messaging.notTested("other reads", OTHER_RESOURCES, OTHER_READS);
}

function checkOwner(
  { appInstanceArn, source }: ChannelSubject,
  settings: ChimeSettings,
  caller: CallerIdentity | undefined,
  { identity }: ChannelCalls,
): void {
  const owner = appInstanceArn.split(":")[4] ?? "";
  if (caller === undefined || caller.account === owner) return;
  const message = `The ARN is of the AWS account ${owner}, and the credentials are of ${caller.account}.`;
  const advice = `Check ${source}, and the credentials, which come from ${nameOfCredentials(settings)}.`;
  identity.fail("AWS account", message, advice);
}

function checkRegion(
  { appInstanceArn, source }: ChannelSubject,
  settings: ChimeSettings,
  { identity, messaging }: ChannelCalls,
): void {
  const region = parseChimeArn(appInstanceArn)?.region ?? "";
  const check = "region of the ARN";
  const problem = unservedRegion(region, source, settings);
  if (problem !== undefined) {
    identity.fail(check, `${problem}.`, `Correct the ARN of ${source}.`);
    for (const calls of [identity, messaging]) calls.block("There is no endpoint in the region of the ARN.");
  } else if (settings.region !== undefined && settings.region !== region) {
    const message = `${source} is in ${region}, but chime:region is ${settings.region}, so that a preview refuses it.`;
    identity.fail(check, message, "Remove chime:region: each ARN has its own region.");
  }
}

// One item of a list is enough: the names in it are personal data.
const ONE = { MaxResults: 1 };

async function checkBearer(
  bearer: { AppInstanceArn: string; ChimeBearer: string },
  { identity, messaging }: ChannelCalls,
): Promise<void> {
  if (parseChimeArn(bearer.ChimeBearer)?.kind === "user") {
    const command = new DescribeAppInstanceUserCommand({ AppInstanceUserArn: bearer.ChimeBearer });
    await identity.check("read the bearer", command);
  } else
    identity.skip("DescribeAppInstanceUser", "The bearer is a bot. ListChannels shows whether it exists.");
  const list = new ListChannelsCommand({ ...bearer, Privacy: "PUBLIC", ...ONE });
  await messaging.check("list public channels using the bearer", list);
}

async function checkChannel(channel: ChannelRef, messaging: MessagingCalls): Promise<BearerInChannel> {
  const params = channelParams(channel);
  const described = await messaging.check(
    "read the channel using the bearer",
    new DescribeChannelCommand(params),
  );
  const list = new ListChannelMembershipsCommand({ ...params, ...ONE });
  const listed = await messaging.check("list the members using the bearer", list);
  const isReadable = isReply(described) || isReply(listed);
  const isMember = await checkMembership(channel, isReadable, messaging);
  return { channel, isMember, mode: isReply(described) ? described.Channel?.Mode : undefined };
}
