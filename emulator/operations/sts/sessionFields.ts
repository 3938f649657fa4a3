import { items, requiredText, text, wholeNumber } from "./formFields";

/** The characters of a role session name and of a source identity. */
export const SESSION_NAME = /^[\w+=,.@-]*$/;

/** The characters of a session policy. */
export const POLICY = /^[\t\n\r\x20-\xff]*$/;

/** The length of an ARN. */
export const ARN_LENGTH = { min: 20, max: 2048 };

/** A requested session of a role. */
export interface SessionRequest {
  readonly roleArn: string;
  readonly session: string;
  readonly seconds: number;
}

/** Reads the fields that all operations that assume a role have. Session policies have no effect. */
export function sessionRequest(fields: URLSearchParams): SessionRequest {
  for (const item of items(fields, "PolicyArns", { max: 10 })) text(fields, `${item}.arn`, ARN_LENGTH);
  return {
    roleArn: requiredText(fields, "RoleArn", ARN_LENGTH),
    session: requiredText(fields, "RoleSessionName", { min: 2, max: 64, pattern: SESSION_NAME }),
    seconds: wholeNumber(fields, "DurationSeconds", 900, 43_200) ?? 3600,
  };
}
