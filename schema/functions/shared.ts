import { BEARER_SETTING } from "../channels/shared";
import { ref, type Note, type PropertySpec } from "../model";

export const ACCOUNT_ID: PropertySpec = {
  type: "string",
  required: true,
  description: "The id of the Amazon Chime account (not the AWS account's number).",
};

export const ACCOUNT_OUTPUT: PropertySpec = {
  type: "string",
  required: true,
  description: "The account, as in the arguments.",
};

export const ERRORS: Note = [
  "Errors",
  "It fails before any call if an argument is invalid, and it fails if a call fails: " +
    "[errors](../guides/errors.md).",
];

/**
 * The note of the functions that list what resources create.
 *
 * @param argument The argument that an output of such a resource can be.
 * @param resource The variable of the resource in the text.
 */
export function afterResource(argument: string, resource: string): Note {
  return [
    "In the same program",
    "It runs as soon as its arguments are known. To run it after a resource of the same program, pass an output of that " +
      `resource: \`${argument}: ${resource}.${argument}\`.`,
  ];
}

/** The part of the results that has the personal data of users and bots. */
export const PEOPLE: PropertySpec = {
  type: "object",
  additionalProperties: ref("AppInstancePerson"),
  required: true,
  secret: true,
  description: "Their personal data by ARN.",
};

/**
 * The argument that names the bearer.
 *
 * @param who What the bearer must be, or what depends on it: the end of the text.
 */
export function bearerArgument(who: string): PropertySpec {
  return {
    type: "string",
    description: `The ARN of the bearer, an app instance user or bot${who}.`,
    defaultDescription: BEARER_SETTING,
  };
}

export const APP_INSTANCE_USER_ARN: PropertySpec = {
  type: "string",
  required: true,
  description: "The ARN of the user or bot.",
};

export const USER_OUTPUT: PropertySpec = {
  type: "string",
  required: true,
  description: "The user or bot, as in the arguments.",
};

export const BEARER_OF_USER = bearerArgument(
  ". Only an administrator of the app instance may list the channels of others",
);

/** The note of the functions that look up the channels of a user. */
export const OF_A_USER: Note = [
  "Offboarding",
  "It answers where somebody is who leaves, also in channels that the program does not declare: " +
    "[the example](../../examples/offboarding). It fails for a user who is deleted.",
];

/** The note of the functions that return one of many. */
export function exactlyOne(noun: string): Note {
  return [
    "Exactly one",
    `It fails if there is no such ${noun}, or more than one. It fails in the preview, or in the update ` +
      "if an argument is not known in the preview.",
  ];
}

export const PERSONAL_DATA: Note = [
  "Personal data",
  "Names and email addresses in the result are Pulumi secrets: the state encrypts them, and the output " +
    "of Pulumi hides them. They are in the state only if the program passes them to a resource or " +
    "exports them.",
];
