import {
  DescribeAppInstanceCommand,
  DescribeAppInstanceUserCommand,
  ListAppInstancesCommand,
  ListAppInstanceUsersCommand,
} from "@aws-sdk/client-chime-sdk-identity";
import {
  DescribeChannelCommand,
  ListChannelMembershipsCommand,
  ListChannelsCommand,
} from "@aws-sdk/client-chime-sdk-messaging";

import { channelParams } from "../../aws/channels/channelParams";
import type { ChannelRef } from "../../schema/channels/channelId";
import { parseChimeArn } from "../../schema/channels/chimeArn";
import { checkMembership, checkRights, type BearerInChannel } from "./bearerChecks";
import type { ChannelCalls, ChannelSubject } from "./channelCalls";

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
  "ListTagsForResource",
] as const;

const OTHER_RESOURCES =
  "Only resources of administrators, moderators, bans, bots and tags need these permissions, which are not tested";

/** Checks what the credentials may read in an app instance, and what the bearer may do there and in one channel. */
export async function checkChannels(
  { appInstanceArn, chimeBearer, channelArn }: ChannelSubject,
  services: ChannelCalls,
): Promise<void> {
  const { messaging } = services;
  await checkAppInstance(appInstanceArn, services.identity);
  if (chimeBearer === undefined) messaging.calls.skip("bearer", "Name a bearer with --bearer.");
  else {
    const bearer = { AppInstanceArn: appInstanceArn, ChimeBearer: chimeBearer };
    await checkBearer(bearer, services);
    const channel = channelArn === undefined ? undefined : { channelArn, chimeBearer };
    const inChannel = channel && (await checkChannel(channel, messaging));
    await checkRights(bearer, inChannel, messaging);
  }
  messaging.calls.writesNotTested(CHANNEL_WRITES);
  messaging.calls.notTested("other reads", OTHER_RESOURCES, OTHER_READS);
}

// One item of a list is enough: the names in it are personal data.
const ONE = { MaxResults: 1 };

async function checkAppInstance(
  AppInstanceArn: string,
  { client, calls }: ChannelCalls["identity"],
): Promise<void> {
  calls.checkOwner(AppInstanceArn);
  await calls.check({ operation: "DescribeAppInstance", purpose: "read the app instance" }, (options) =>
    client.send(new DescribeAppInstanceCommand({ AppInstanceArn }), options),
  );
  await calls.check({ operation: "ListAppInstances", purpose: "list the app instances" }, (options) =>
    client.send(new ListAppInstancesCommand(ONE), options),
  );
  await calls.check({ operation: "ListAppInstanceUsers", purpose: "list the users" }, (options) =>
    client.send(new ListAppInstanceUsersCommand({ AppInstanceArn, ...ONE }), options),
  );
}

async function checkBearer(
  bearer: { AppInstanceArn: string; ChimeBearer: string },
  { identity, messaging }: ChannelCalls,
): Promise<void> {
  const read = { operation: "DescribeAppInstanceUser", purpose: "read the bearer" };
  if (parseChimeArn(bearer.ChimeBearer)?.kind === "user") {
    const command = new DescribeAppInstanceUserCommand({ AppInstanceUserArn: bearer.ChimeBearer });
    await identity.calls.check(read, (options) => identity.client.send(command, options));
  } else identity.calls.skip(read.operation, "The bearer is a bot. ListChannels shows whether it exists.");
  const list = { operation: "ListChannels", purpose: "list public channels using the bearer" };
  await messaging.calls.check(list, (options) =>
    messaging.client.send(new ListChannelsCommand({ ...bearer, Privacy: "PUBLIC", ...ONE }), options),
  );
}

async function checkChannel(
  channel: ChannelRef,
  messaging: ChannelCalls["messaging"],
): Promise<BearerInChannel> {
  const { client, calls } = messaging;
  const params = channelParams(channel);
  const read = { operation: "DescribeChannel", purpose: "read the channel using the bearer" };
  const described = await calls.check(read, (options) =>
    client.send(new DescribeChannelCommand(params), options),
  );
  const list = { operation: "ListChannelMemberships", purpose: "list the members using the bearer" };
  const listed = await calls.check(list, (options) =>
    client.send(new ListChannelMembershipsCommand({ ...params, ...ONE }), options),
  );
  const isReadable = described !== undefined || listed !== undefined;
  const isMember = await checkMembership(channel, isReadable, messaging);
  return { channel, isMember, mode: described?.Channel?.Mode };
}
