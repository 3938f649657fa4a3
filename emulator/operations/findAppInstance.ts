import type { AppInstance, Participant } from "../store/appInstance";
import { isInCallScope } from "./callScope";
import { missingResource, type Declares } from "./missingResource";
import type { Context } from "./operation";

/**
 * An app instance in the AWS account of the caller and the region of the call.
 *
 * @throws ForbiddenException, or NotFoundException according to the rules
 */
export function findAppInstance(
  context: Context,
  arn: string,
  declares: Declares = "no NotFound",
): AppInstance {
  const instance = isInCallScope(context, arn) ? context.appInstances.appInstanceOf(arn) : undefined;
  if (instance === undefined) throw missingResource(context.rules, "app instance", declares);
  return instance;
}

/**
 * A user and its app instance.
 *
 * @throws ForbiddenException, or NotFoundException according to the rules
 */
export function findAppInstanceUser(
  context: Context,
  arn: string,
): { instance: AppInstance; user: Participant } {
  const instance = findAppInstance(context, arn);
  const user = instance.participants.get(arn);
  if (user === undefined) throw missingResource(context.rules, "app instance user", "no NotFound");
  return { instance, user };
}

/**
 * A bot and its app instance.
 *
 * @throws ForbiddenException, or NotFoundException if the operation declares it or according to the rules
 */
export function findAppInstanceBot(
  context: Context,
  arn: string,
  declares: Declares,
): { instance: AppInstance; bot: Participant } {
  const instance = findAppInstance(context, arn, declares);
  const bot = instance.participants.get(arn);
  if (bot === undefined) throw missingResource(context.rules, "app instance bot", declares);
  return { instance, bot };
}
