import assert from "node:assert/strict";

import type { ErrorName } from "../../emulator";

/** The errors after which every operation is tried again. */
export const PASSING: ErrorName[] = [
  "ThrottledClientException",
  "ServiceFailureException",
  "ServiceUnavailableException",
];

/** The errors at which every operation fails at once, with their status and the advice that they come with. */
export const LASTING: [ErrorName, number, RegExp][] = [
  ["BadRequestException", 400, /Check the arguments of the resource/],
  ["UnauthorizedClientException", 401, /Check which AWS credentials/],
  ["ForbiddenException", 403, /IAM permission chime:/],
];

/** Why something failed that has to fail. */
export async function rejectionOf(work: Promise<unknown>): Promise<Error> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof Error, "it succeeded where it had to fail");
  return outcome;
}
