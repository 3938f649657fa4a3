import type { Validator } from "../properties";

/** The constraint of a text, as an API page has it. */
interface TextConstraint {
  least: number;
  most: number;
  pattern: RegExp;
  /** What the pattern asks for, in words. */
  schema: string;
}

/** The rule for a text of Amazon Chime SDK Identity or Messaging. */
function textRule({ least, most, pattern, schema }: TextConstraint, optional = false): Validator {
  return (value) => {
    if (value === undefined || value === null) return optional ? undefined : "is required.";
    // What it is, is not repeated: it may be a secret.
    if (typeof value !== "string") return "must be a text.";
    // Characters as Unicode counts them, as the service does.
    const { length } = Array.from(value);
    if (length < least || length > most) return `must have ${least} to ${most} characters, not ${length}.`;
    return pattern.test(value) ? undefined : `must be ${schema}.`;
  };
}

/** The name of an app instance or of a channel. https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html */
export const validateResourceName = textRule({
  least: 1,
  most: 256,
  pattern: /^[\t\n\r -~\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u,
  schema: "without control characters",
});

/** The name of a user. https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceUser.html */
export const validateUserName = textRule({
  least: 1,
  most: 100,
  pattern: /^.*\S.*$/u,
  schema: "one line, and not blank",
});

/** What an application keeps with a thing, or nothing. */
export const validateMetadata = textRule(
  { least: 0, most: 1024, pattern: /^.*$/u, schema: "one line" },
  true,
);

const ID: TextConstraint = {
  least: 1,
  most: 64,
  pattern: /^[A-Za-z0-9]([A-Za-z0-9:\-_.@]{0,62}[A-Za-z0-9])?$/,
  schema: "made of letters, digits and : - _ . @, with a letter or a digit at both ends",
};

/** An id that the program chooses. */
export const validateChosenId = textRule(ID);

/** An id that the program may choose. */
export const validateOptionalId = textRule(ID, true);
