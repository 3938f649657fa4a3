import type { Rules } from "../configuration/options";
import { type ApiError, forbidden, notFound } from "../http/errors";

/** Whether the API page of an operation lists NotFoundException. */
export type Declares = "NotFound" | "no NotFound";

/**
 * The error of an operation of messaging or identity for a resource that does not exist. Most of them do not declare
 * NotFoundException, and Amazon Chime has returned ForbiddenException instead.
 *
 * @see https://github.com/aws/aws-sdk-net/issues/1571
 */
export function missingResource(rules: Rules, resource: string, declares: Declares): ApiError {
  const isNotFound =
    rules.missingResource === "notFound" ||
    (rules.missingResource === "asDeclared" && declares === "NotFound");
  return isNotFound
    ? notFound(resource)
    : forbidden(`The ${resource} does not exist, or the caller cannot access it.`);
}
