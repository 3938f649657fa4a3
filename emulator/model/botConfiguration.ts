/** When a message invokes a bot. */
export interface BotInvocation {
  readonly StandardMessages: "AUTO" | "ALL" | "MENTIONS" | "NONE";
  readonly TargetedMessages: "ALL" | "NONE";
}

/**
 * The Amazon Lex bot behind a bot, as in requests and replies.
 *
 * @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_LexConfiguration.html
 */
export interface BotConfiguration {
  readonly Lex: {
    readonly RespondsTo?: "STANDARD_MESSAGES";
    readonly InvokedBy?: BotInvocation;
    readonly LexBotAliasArn: string;
    readonly LocaleId: string;
    readonly WelcomeIntent?: string;
  };
}

/** The configuration of a bot that a test or a seed created without a call. */
export const DEFAULT_BOT_CONFIGURATION: BotConfiguration = {
  Lex: {
    InvokedBy: { StandardMessages: "MENTIONS", TargetedMessages: "ALL" },
    LexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/EMULATED00/EMULATED00",
    LocaleId: "en_US",
  },
};
