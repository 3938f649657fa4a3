import type { Rule } from "./properties";

/** The constraint of a text, as an API page has it. */
interface TextConstraint {
  least: number;
  most: number;
  pattern: RegExp;
  /** What the pattern asks for, in words. */
  form: string;
}

/** The rule for a text of Amazon Chime SDK Identity or Messaging. */
function textRule({ least, most, pattern, form }: TextConstraint, optional = false): Rule {
  return (value) => {
    if (value === undefined || value === null) return optional ? undefined : "is required.";
    // What it is, is not repeated: it may be a secret.
    if (typeof value !== "string") return "must be a text.";
    // Characters as Unicode counts them, as the service does.
    const { length } = Array.from(value);
    if (length < least || length > most) return `must have ${least} to ${most} characters, not ${length}.`;
    return pattern.test(value) ? undefined : `must be ${form}.`;
  };
}

/** The name of an app instance or of a channel. https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html */
export const resourceNameProblem = textRule({
  least: 1,
  most: 256,
  pattern: /^[\t\n\r -~\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u,
  form: "without control characters",
});

/** The name of a user. https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceUser.html */
export const userNameProblem = textRule({
  least: 1,
  most: 100,
  pattern: /^.*\S.*$/u,
  form: "one line, and not blank",
});

/** What an application keeps with a thing, or nothing. */
export const metadataProblem = textRule({ least: 0, most: 1024, pattern: /^.*$/u, form: "one line" }, true);

const ID: TextConstraint = {
  least: 1,
  most: 64,
  pattern: /^[A-Za-z0-9]([A-Za-z0-9:\-_.@]{0,62}[A-Za-z0-9])?$/,
  form: "made of letters, digits and : - _ . @, with a letter or a digit at both ends",
};

/** An id that the program chooses. */
export const chosenIdProblem = textRule(ID);

/** An id that the program may choose. */
export const optionalIdProblem = textRule(ID, true);
