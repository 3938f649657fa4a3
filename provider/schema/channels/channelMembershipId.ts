import { formatMemberId, parseMemberId, type MemberIdForm } from "./memberIds";

/** The two ARNs that identify a membership of a channel. */
export interface ChannelMembershipKey {
  channelArn: string;
  memberArn: string;
}

const FORM: MemberIdForm = {
  parent: "channel",
  inWords: "a channel membership",
  format: "channelArn,memberArn",
};

/** The Pulumi resource id of a membership: `channelArn,memberArn`. */
export function formatChannelMembershipId({ channelArn, memberArn }: ChannelMembershipKey): string {
  return formatMemberId(FORM, { parentArn: channelArn, memberArn });
}

/**
 * The inverse of {@link formatChannelMembershipId}.
 *
 * @throws Error when `id` is malformed.
 */
export function parseChannelMembershipId(id: string): ChannelMembershipKey {
  const { parentArn: channelArn, memberArn } = parseMemberId(FORM, id);
  return { channelArn, memberArn };
}
