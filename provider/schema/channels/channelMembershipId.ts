import { CHANNEL_MEMBERSHIP_ID, formatMemberId, parseMemberId } from "./memberIds";

/** The two ARNs that identify a membership of a channel. */
export interface ChannelMembershipKey {
  channelArn: string;
  memberArn: string;
}

/** The Pulumi resource id of a membership: `channelArn,memberArn`. */
export function formatChannelMembershipId({ channelArn, memberArn }: ChannelMembershipKey): string {
  return formatMemberId(CHANNEL_MEMBERSHIP_ID, { parentArn: channelArn, memberArn });
}

/**
 * The inverse of {@link formatChannelMembershipId}.
 *
 * @throws Error when `id` is malformed.
 */
export function parseChannelMembershipId(id: string): ChannelMembershipKey {
  const { parentArn: channelArn, memberArn } = parseMemberId(CHANNEL_MEMBERSHIP_ID, id);
  return { channelArn, memberArn };
}
