import type { AppInstance, Participant } from "../../store/messaging/appInstances";
import { absent } from "../absence";
import { isHere } from "../here";
import type { Context } from "../operation";

/**
 * An app instance of the caller's AWS account, in the region of the call.
 *
 * @throws ForbiddenException, or NotFoundException where the rules say so
 */
export function appInstanceOf(context: Context, arn: string): AppInstance {
  const instance = isHere(context, arn) ? context.appInstances.around(arn) : undefined;
  if (instance === undefined) throw absent(context.rules, "app instance", "no NotFound");
  return instance;
}

/**
 * A user, and the app instance that they are in.
 *
 * @throws ForbiddenException, or NotFoundException where the rules say so
 */
export function userOf(context: Context, arn: string): { instance: AppInstance; user: Participant } {
  const instance = appInstanceOf(context, arn);
  const user = instance.participants.get(arn);
  if (user === undefined) throw absent(context.rules, "app instance user", "no NotFound");
  return { instance, user };
}
