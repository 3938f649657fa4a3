import assert from "node:assert/strict";

import type { ErrorName } from "../../emulator";

/** The errors after which every call is retried. */
export const TRANSIENT_ERRORS: ErrorName[] = [
  "ThrottledClientException",
  "ServiceFailureException",
  "ServiceUnavailableException",
];

/** The errors after which no call is retried, with the HTTP status and the advice in the message. */
export const PERMANENT_ERRORS: [ErrorName, number, RegExp][] = [
  ["BadRequestException", 400, /Check the arguments of the resource/],
  ["UnauthorizedClientException", 401, /Check which AWS credentials/],
  ["ForbiddenException", 403, /IAM permission chime:/],
];

/** The error that a promise rejects with. Fails if the promise resolves. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof Error, "it succeeded, but should have failed");
  return outcome;
}
