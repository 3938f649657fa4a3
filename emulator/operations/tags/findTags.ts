import type { Tags } from "../../store/appInstance";
import { isInCallScope } from "../callScope";
import { missingResource } from "../missingResource";
import type { Context } from "../operation";

/*
 * Messaging and identity have the same three operations. The emulator has one address for both services, so it accepts
 * the resources of both.
 */

/**
 * The tags of a resource in the AWS account of the caller and the region of the call.
 *
 * @throws ForbiddenException, or NotFoundException according to the rules
 */
export function findTags(context: Context, arn: string): Tags {
  const tags = isInCallScope(context, arn) ? context.appInstances.tags(arn) : undefined;
  if (tags === undefined) throw missingResource(context.rules, "resource", "no NotFound");
  return tags;
}
