import type { BotConfiguration, BotInvocation } from "../../model/botConfiguration";
import { required, string, structure } from "../requestFields";
import { oneOf, optional, requiredOneOf, text, type Constraint } from "../sdkConstraints";

const ALIAS_ARN: Constraint = {
  min: 15,
  max: 2048,
  pattern: /^arn:aws:lex:[a-z]{2}-[a-z]+-\d:\d{12}:bot-alias\/[A-Z0-9]{10}\/[A-Z0-9]{10}$/,
  shown: "arn:aws:lex:[a-z]{2}-[a-z]+-\\d{1}:\\d{12}:bot-alias/[A-Z0-9]{10}/[A-Z0-9]{10}",
};
const INTENT: Constraint = { min: 1, max: 100, pattern: /^([A-Za-z]_?)+$/, shown: "^([A-Za-z]_?)+$" };

/**
 * The required Configuration of a bot.
 *
 * @see https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_LexConfiguration.html
 */
export function botConfiguration(value: unknown): BotConfiguration {
  const lex = structure(structure(value, "Configuration")["Lex"], "Lex");
  const respondsTo = oneOf(lex["RespondsTo"], "RespondsTo", ["STANDARD_MESSAGES"]);
  const invokedBy = invocation(lex["InvokedBy"]);
  const intent = optional(lex["WelcomeIntent"], "WelcomeIntent", INTENT);
  return {
    Lex: {
      ...(respondsTo === undefined ? {} : { RespondsTo: respondsTo }),
      ...(invokedBy === undefined ? {} : { InvokedBy: invokedBy }),
      LexBotAliasArn: text(lex["LexBotAliasArn"], "LexBotAliasArn", ALIAS_ARN),
      LocaleId: required(string(lex["LocaleId"], "LocaleId"), "LocaleId"),
      ...(intent === undefined ? {} : { WelcomeIntent: intent }),
    },
  };
}

function invocation(value: unknown): BotInvocation | undefined {
  if (value === undefined || value === null) return undefined;
  const fields = structure(value, "InvokedBy");
  return {
    StandardMessages: requiredOneOf(fields["StandardMessages"], "StandardMessages", [
      "AUTO",
      "ALL",
      "MENTIONS",
      "NONE",
    ]),
    TargetedMessages: requiredOneOf(fields["TargetedMessages"], "TargetedMessages", ["ALL", "NONE"]),
  };
}
