/**
 * Who may add members to a channel.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html
 */
export const ChannelMode = {
  /** Every member may add members. */
  UNRESTRICTED: "UNRESTRICTED",
  /** Only administrators of the app instance and moderators of the channel may add members. */
  RESTRICTED: "RESTRICTED",
} as const;

/** One of the values of {@link ChannelMode}. */
export type ChannelMode = (typeof ChannelMode)[keyof typeof ChannelMode];
