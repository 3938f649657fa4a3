import { badRequest, forbidden } from "../../http/errors";
import { parseArn } from "../../model/arns";
import type { AppInstance } from "../../store/appInstance";
import { isInCallScope } from "../callScope";
import { missingResource, type Declares } from "../missingResource";
import type { Context, RoutedRequest } from "../operation";
import { arn } from "../sdkConstraints";
import type { ChannelAccess } from "./permissions";

const BEARER = "x-amz-chime-bearer";

/** The ARN of the bearer, from the header. The bearer may not exist. */
export function bearerOf(request: RoutedRequest): string {
  const value = request.headers[BEARER];
  if (value === undefined || value.trim() === "") throw badRequest(`The header ${BEARER} is required.`);
  return arn(value, BEARER);
}

/**
 * The app instance, if the bearer belongs to it and it is in the AWS account and region of the call.
 *
 * @throws ForbiddenException
 */
export function accessAppInstance(
  context: Context,
  input: { appInstanceArn: string; bearer: string },
): AppInstance {
  const { appInstances } = context;
  const instance = isInCallScope(context, input.bearer)
    ? appInstances.appInstanceOf(input.bearer)
    : undefined;
  if (instance?.participants.has(input.bearer) !== true) {
    throw forbidden("The bearer is not a user or bot of an app instance in this account and region.");
  }
  if (instance.arn !== input.appInstanceArn) {
    throw forbidden("The bearer does not belong to this app instance.");
  }
  return instance;
}

/**
 * The channel, and the bearer that accesses it.
 *
 * @throws ForbiddenException, NotFoundException
 */
export function accessChannel(
  context: Context,
  input: { channelArn: string; bearer: string },
  declares: Declares,
): ChannelAccess {
  const appInstanceArn = parseArn(input.channelArn)?.appInstanceArn ?? "";
  const instance = accessAppInstance(context, { appInstanceArn, bearer: input.bearer });
  const channel = instance.channels.get(input.channelArn);
  if (channel === undefined) throw missingResource(context.rules, "channel", declares);
  return { instance, channel, bearer: input.bearer };
}

/** @throws ForbiddenException unless the bearer is permitted to do the action, for example "delete this channel" */
export function requirePermission(permitted: boolean, action: string): void {
  if (!permitted) throw forbidden(`The bearer does not have permission to ${action}.`);
}
