import type { Validator } from "../validators";

/** The constraints of a string, as its API page lists them. */
interface StringConstraints {
  least: number;
  most: number;
  pattern: RegExp;
  /** What the pattern requires, in words. */
  description: string;
}

function stringValidator(
  { least, most, pattern, description }: StringConstraints,
  optional = false,
): Validator {
  return (value) => {
    if (value === undefined || value === null) return optional ? undefined : "is required.";
    // The value is not in the error: it may be a secret.
    if (typeof value !== "string") return "must be a string.";
    // The service counts code points, not UTF-16 units.
    const { length } = Array.from(value);
    if (length < least || length > most) return `must have ${least} to ${most} characters, not ${length}.`;
    return pattern.test(value) ? undefined : `must be ${description}.`;
  };
}

/** Validates the name of an app instance, a bot or a channel. https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html */
export const validateResourceName = stringValidator({
  least: 1,
  most: 256,
  pattern: /^[\t\n\r -~\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u,
  description: "without control characters",
});

/** Validates the name of a user. https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceUser.html */
export const validateUserName = stringValidator({
  least: 1,
  most: 100,
  pattern: /^.*\S.*$/u,
  description: "one line, and not blank",
});

/** Validates optional metadata. */
export const validateMetadata = stringValidator(
  { least: 0, most: 1024, pattern: /^.*$/u, description: "one line" },
  true,
);

const ID: StringConstraints = {
  least: 1,
  most: 64,
  pattern: /^[A-Za-z0-9]([A-Za-z0-9:\-_.@]{0,62}[A-Za-z0-9])?$/,
  description: "made of letters, digits and : - _ . @, with a letter or a digit at both ends",
};

/** Validates an id that the program must choose. */
export const validateChosenId = stringValidator(ID);

/** Validates an id that the program may choose. */
export const validateOptionalId = stringValidator(ID, true);

/** Validates the alias of an Amazon Lex bot. https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_LexConfiguration.html */
export const validateLexBotAliasArn = stringValidator({
  least: 15,
  most: 2048,
  pattern: /^arn:aws:lex:[a-z]{2}-[a-z]+-\d:\d{12}:bot-alias\/[A-Z0-9]{10}\/[A-Z0-9]{10}$/,
  description:
    "the ARN of an alias of an Amazon Lex V2 bot, such as " +
    "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
});

/** Validates the locale of an Amazon Lex bot. The API has no constraint. */
export const validateLocaleId = stringValidator({
  least: 1,
  most: 100,
  pattern: /^[A-Za-z0-9_-]+$/,
  description: "a locale of Amazon Lex V2, such as en_US",
});

/** Validates the welcome intent of an Amazon Lex bot. */
export const validateWelcomeIntent = stringValidator(
  {
    least: 1,
    most: 100,
    pattern: /^([A-Za-z]_?)+$/,
    description: "made of letters, with single underscores",
  },
  true,
);

/** Validates the optional Kinesis stream of a data type. https://docs.aws.amazon.com/chime-sdk/latest/dg/streaming-export.html */
export const validateStreamArn = stringValidator(
  {
    least: 5,
    most: 1600,
    pattern: /^arn:[a-z0-9-]+:kinesis:[a-z0-9-]+:\d{12}:stream\/chime-messaging-[A-Za-z0-9_.-]+$/,
    description:
      "the ARN of a Kinesis stream whose name begins with chime-messaging-, such as " +
      "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-support",
  },
  true,
);
