import {
  DescribeChannelMembershipCommand,
  ListChannelModeratorsCommand,
  ListChannelsCommand,
  type ChimeSDKMessagingClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-chime-sdk-messaging";

import { channelParams } from "../../aws/channels/channelParams";
import { isChimeError } from "../../aws/errors/chimeError";
import type { ChannelRef } from "../../schema/channels/channelId";
import { ChannelMode } from "../../schema/channels/channelMode";
import { isReply, type CallChecks } from "./callChecks";

/** The checks of calls to Amazon Chime SDK messaging. */
export type MessagingCalls = CallChecks<
  ServiceInputTypes,
  ServiceOutputTypes,
  ChimeSDKMessagingClientResolvedConfig
>;

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
  calls: MessagingCalls,
): Promise<boolean> {
  const check = "DescribeChannelMembership";
  const purpose = "read the membership of the bearer";
  if (!isReadable) {
    calls.skip(check, "The channel could not be read.");
    return false;
  }
  const membership = { ...channelParams(channel), MemberArn: channel.chimeBearer };
  const outcome = await calls.attempt(purpose, new DescribeChannelMembershipCommand(membership));
  if (isReply(outcome)) calls.ok(check, `Can ${purpose}.`);
  else if (isChimeError(outcome, "notFound")) calls.ok(check, `Can ${purpose}. It is not a member.`);
  else calls.notOk(check, outcome);
  return isReply(outcome);
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
  calls: MessagingCalls,
): Promise<void> {
  const list = new ListChannelsCommand({ ...bearer, Privacy: "PRIVATE", MaxResults: 1 });
  const admin = await calls.attempt("list private channels using the bearer", list);
  if (isReply(admin)) calls.ok(RIGHTS, "It is an app instance admin.");
  else if (inChannel) await checkRightsInChannel(inChannel, calls);
  else if (typeof admin === "string") calls.skip(RIGHTS, admin);
  else calls.skip(RIGHTS, "It seems to be no app instance admin. --channel shows its rights in a channel.");
}

async function checkRightsInChannel(
  { channel, isMember, mode }: BearerInChannel,
  calls: MessagingCalls,
): Promise<void> {
  const outcome = await calls.attempt(
    "find that the bearer is an app instance admin or a moderator of the channel",
    new ListChannelModeratorsCommand({ ...channelParams(channel), MaxResults: 1 }),
    { forbidden: RIGHTS_ADVICE },
  );
  if (isReply(outcome)) calls.ok(RIGHTS, "It is a moderator of the channel.");
  else if (isChimeError(outcome, "forbidden") && isMember && mode === ChannelMode.UNRESTRICTED)
    calls.ok(RIGHTS, "It is a member of the channel: it may change the members, but not the channel.");
  else calls.notOk(RIGHTS, outcome);
}
