/**
 * Whether the other members of a channel see a member.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelMembership.html
 */
export const ChannelMembershipType = {
  /** All members of the channel see the member. */
  DEFAULT: "DEFAULT",
  /** Only moderators of the channel and administrators of the app instance see the member. */
  HIDDEN: "HIDDEN",
} as const;

/** One of the values of {@link ChannelMembershipType}. */
export type ChannelMembershipType = (typeof ChannelMembershipType)[keyof typeof ChannelMembershipType];
