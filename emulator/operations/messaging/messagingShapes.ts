import type { AppInstance, Channel, ChannelFlow, ChannelMembership, Entry } from "../../store/appInstance";
import { identity, timestamp, timestamps } from "../sdkShapes";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_Channel.html */
export function channel(instance: AppInstance, described: Channel): object {
  return {
    ...channelSummary(described),
    CreatedBy: identity(instance, described.createdBy),
    ...timestamps(described),
    ExpirationSettings: described.expiration,
    ChannelFlowArn: described.flowArn,
  };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ChannelSummary.html */
export function channelSummary({ name, arn, mode, privacy, metadata }: Channel): object {
  return { Name: name, ChannelArn: arn, Mode: mode, Privacy: privacy, Metadata: metadata };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ChannelMembership.html */
export function channelMembership(
  instance: AppInstance,
  channelArn: string,
  { memberArn, type, invitedBy, created }: ChannelMembership,
): object {
  return {
    InvitedBy: identity(instance, invitedBy),
    Type: type,
    Member: identity(instance, memberArn),
    ChannelArn: channelArn,
    // No operation changes a membership.
    ...timestamps({ created, updated: created }),
  };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ChannelModerator.html */
export function channelModerator(instance: AppInstance, channelArn: string, entry: Entry): object {
  return { Moderator: identity(instance, entry.memberArn), ...channelEntry(instance, channelArn, entry) };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ChannelBan.html */
export function channelBan(instance: AppInstance, channelArn: string, entry: Entry): object {
  return { Member: identity(instance, entry.memberArn), ...channelEntry(instance, channelArn, entry) };
}

function channelEntry(instance: AppInstance, channelArn: string, { created, createdBy }: Entry): object {
  return {
    ChannelArn: channelArn,
    CreatedTimestamp: timestamp(created),
    CreatedBy: createdBy === undefined ? undefined : identity(instance, createdBy),
  };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ChannelMembershipForAppInstanceUserSummary.html */
export function membershipOfUser(described: Channel, { type }: ChannelMembership): object {
  return {
    ChannelSummary: channelSummary(described),
    AppInstanceUserMembershipSummary: { Type: type },
  };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ChannelFlow.html */
export function channelFlow(flow: ChannelFlow): object {
  return { ...channelFlowSummary(flow), ...timestamps(flow) };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ChannelFlowSummary.html */
export function channelFlowSummary({ arn, name, processors }: ChannelFlow): object {
  return { ChannelFlowArn: arn, Name: name, Processors: processors };
}
