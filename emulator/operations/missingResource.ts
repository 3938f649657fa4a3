import type { Rules } from "../configuration/options";
import { type ApiError, conflict, forbidden, notFound } from "../http/errors";

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

/**
 * The answer to the removal of something that does not exist: an error, or false for the reply 204.
 *
 * @throws NotFoundException, ConflictException, ForbiddenException
 */
export function nothingToRemove(
  rule: "notFound" | "noContent" | "conflict" | "forbidden",
  resource: string,
): false {
  switch (rule) {
    case "noContent":
      return false;
    case "notFound":
      throw notFound(resource);
    case "conflict":
      throw conflict(`The ${resource} does not exist.`);
    case "forbidden":
      throw forbidden(`The ${resource} does not exist.`);
  }
}
