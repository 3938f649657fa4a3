import { type ApiError, forbidden, notFound } from "../http/errors";
import type { Rules } from "../options";

/** Whether the API page of an operation has NotFoundException among its errors. */
export type Declares = "NotFound" | "no NotFound";

/**
 * What an operation of messaging or identity answers about something that does not exist. Most of them do not
 * declare NotFoundException, and Amazon Chime has answered ForbiddenException in such places.
 *
 * @see https://github.com/aws/aws-sdk-net/issues/1571
 */
export function absent(rules: Rules, what: string, declares: Declares): ApiError {
  const answersNotFound =
    rules.missingResource === "notFound" ||
    (rules.missingResource === "asDeclared" && declares === "NotFound");
  return answersNotFound ? notFound(what) : forbidden(`The ${what} does not exist, or is not yours to see.`);
}
