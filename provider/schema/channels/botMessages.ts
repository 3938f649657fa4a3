/**
 * Which standard messages invoke a bot.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_InvokedBy.html
 */
export const BotStandardMessages = {
  /** All messages if the channel has one other member that is not hidden, otherwise those that mention the bot. */
  AUTO: "AUTO",
  /** All messages. */
  ALL: "ALL",
  /** Messages whose attribute `CHIME.mentions` has the ARN of the bot. */
  MENTIONS: "MENTIONS",
  /** No message. */
  NONE: "NONE",
} as const;

/** One of the values of {@link BotStandardMessages}. */
export type BotStandardMessages = (typeof BotStandardMessages)[keyof typeof BotStandardMessages];

/**
 * Which targeted messages invoke a bot.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_InvokedBy.html
 */
export const BotTargetedMessages = {
  /** All messages that are sent to the bot. It answers only the sender. */
  ALL: "ALL",
  /** No message. */
  NONE: "NONE",
} as const;

/** One of the values of {@link BotTargetedMessages}. */
export type BotTargetedMessages = (typeof BotTargetedMessages)[keyof typeof BotTargetedMessages];
