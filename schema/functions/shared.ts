import type { Note, PropertySpec } from "../model";

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
