/**
 * Who can find a channel.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html
 */
export const ChannelPrivacy = {
  /** Every user of the app instance. */
  PUBLIC: "PUBLIC",
  /** Only its members, and administrators of the app instance. */
  PRIVATE: "PRIVATE",
} as const;

/** One of the values of {@link ChannelPrivacy}. */
export type ChannelPrivacy = (typeof ChannelPrivacy)[keyof typeof ChannelPrivacy];
