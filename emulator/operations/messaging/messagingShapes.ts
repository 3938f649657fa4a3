import type { AppInstance, Channel, ChannelMembership } from "../../store/appInstanceStore";

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_Identity.html */
export function identity(instance: AppInstance, arn: string): object {
  return { Arn: arn, Name: instance.participants.get(arn)?.name };
}

/** @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_Channel.html */
export function channel(instance: AppInstance, described: Channel): object {
  return {
    ...channelSummary(described),
    CreatedBy: identity(instance, described.createdBy),
    CreatedTimestamp: timestamp(described.created),
    LastUpdatedTimestamp: timestamp(described.updated),
    ExpirationSettings: described.expiration,
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
    CreatedTimestamp: timestamp(created),
    // No operation changes a membership.
    LastUpdatedTimestamp: timestamp(created),
  };
}

/** Seconds since 1970, the default timestamp format of the protocol. */
function timestamp(date: Date): number {
  return date.getTime() / 1000;
}
