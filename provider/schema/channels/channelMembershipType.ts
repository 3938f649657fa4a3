/**
 * How a member is in a channel.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelMembership.html
 */
export const ChannelMembershipType = {
  /** Everybody in the channel sees the member. */
  DEFAULT: "DEFAULT",
  /** Only moderators and administrators see that it is a member. */
  HIDDEN: "HIDDEN",
} as const;

/** One of the values of {@link ChannelMembershipType}. */
export type ChannelMembershipType = (typeof ChannelMembershipType)[keyof typeof ChannelMembershipType];

/** A channel, and on whose behalf the calls about it are made. */
export interface ChannelRef {
  channelArn: string;
  /** The ARN of the user or bot of the app instance that makes the calls. */
  chimeBearer: string;
}
