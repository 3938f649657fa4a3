import {
  DescribeChannelMembershipCommand,
  ListChannelModeratorsCommand,
  ListChannelsCommand,
} from "@aws-sdk/client-chime-sdk-messaging";

import { channelParams } from "../../aws/channels/channelParams";
import { isChimeError } from "../../aws/errors/chimeError";
import type { ChannelRef } from "../../schema/channels/channelId";
import { ChannelMode } from "../../schema/channels/channelMode";
import type { ChannelCalls } from "./channelCalls";

/** A channel, seen by its bearer. */
export interface BearerInChannel {
  channel: ChannelRef;
  isMember: boolean;
  /** The mode of the channel; undefined if it could not be read. */
  mode: string | undefined;
}

/**
 * Checks whether the bearer can read memberships, by its own.
 *
 * @param isReadable Whether the channel is known to exist. Otherwise a 404 may be about the channel.
 * @returns Whether the bearer is a member; false if that could not be read.
 */
export async function checkMembership(
  channel: ChannelRef,
  isReadable: boolean,
  { client, calls }: ChannelCalls["messaging"],
): Promise<boolean> {
  const call = { operation: "DescribeChannelMembership", purpose: "read the membership of the bearer" };
  if (!isReadable) {
    calls.skip(call.operation, "The channel could not be read.");
    return false;
  }
  const membership = { ...channelParams(channel), MemberArn: channel.chimeBearer };
  const outcome = await calls.attempt(call, (options) =>
    client.send(new DescribeChannelMembershipCommand(membership), options),
  );
  if (isChimeError(outcome, "notFound")) calls.ok(call.operation, `Can ${call.purpose}. It is not a member.`);
  else calls.record(call, outcome);
  return calls.isReply(outcome);
}

const RIGHTS = "rights of the bearer";

const RIGHTS_ADVICE =
  "Make the bearer an app instance admin (CreateAppInstanceAdmin) or a moderator of the channel (CreateChannelModerator). If " +
  "it is one, grant chime:ListChannels and chime:ListChannelModerators, with which this check finds it.";

/**
 * Checks whether the bearer may change the channel. No operation tells that, so this reads what only an app instance admin or a
 * moderator may read: https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-by-role.html
 *
 * @param inChannel The channel; undefined to check only whether it is an app instance admin.
 */
export async function checkRights(
  bearer: { AppInstanceArn: string; ChimeBearer: string },
  inChannel: BearerInChannel | undefined,
  { client, calls }: ChannelCalls["messaging"],
): Promise<void> {
  const call = { operation: "ListChannels", purpose: "list private channels using the bearer" };
  const admin = await calls.attempt(call, (options) =>
    client.send(new ListChannelsCommand({ ...bearer, Privacy: "PRIVATE", MaxResults: 1 }), options),
  );
  if (calls.isReply(admin)) calls.ok(RIGHTS, "It is an app instance admin.");
  else if (inChannel) await checkRightsInChannel(inChannel, { client, calls });
  else if (typeof admin === "string") calls.skip(RIGHTS, admin);
  else calls.skip(RIGHTS, "It seems to be no app instance admin. --channel shows its rights in a channel.");
}

async function checkRightsInChannel(
  { channel, isMember, mode }: BearerInChannel,
  { client, calls }: ChannelCalls["messaging"],
): Promise<void> {
  const call = {
    operation: "ListChannelModerators",
    purpose: "find that the bearer is an app instance admin or a moderator of the channel",
    advice: { forbidden: RIGHTS_ADVICE },
  };
  const outcome = await calls.attempt(call, (options) =>
    client.send(new ListChannelModeratorsCommand({ ...channelParams(channel), MaxResults: 1 }), options),
  );
  if (calls.isReply(outcome)) calls.ok(RIGHTS, "It is a moderator of the channel.");
  else if (isChimeError(outcome, "forbidden") && isMember && mode === ChannelMode.UNRESTRICTED)
    calls.ok(RIGHTS, "It is a member of the channel: it may change the members, but not the channel.");
  else calls.record({ ...call, operation: RIGHTS }, outcome);
}
