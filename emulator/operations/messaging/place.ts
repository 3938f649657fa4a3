import { badRequest, forbidden } from "../../http/errors";
import type { AppInstance } from "../../store/messaging/appInstances";
import { parseArn } from "../../store/messaging/arns";
import type { Scene } from "../../store/messaging/roles";
import { absent, type Declares } from "../absence";
import { arn } from "../constraints";
import { isHere } from "../here";
import type { Context, RoutedRequest } from "../operation";

const BEARER = "x-amz-chime-bearer";

/** The header that says on whose behalf a call is made. Whether they exist is another question. */
export function bearer(request: RoutedRequest): string {
  const given = request.headers[BEARER];
  if (given === undefined || given.trim() === "") throw badRequest(`The header ${BEARER} is required.`);
  return arn(given, BEARER);
}

/**
 * The app instance, if the bearer is of it. Nobody can act where they are not, and an app instance of another
 * region or AWS account is none that this call could know.
 *
 * @throws ForbiddenException
 */
export function appInstanceOf(
  context: Context,
  input: { appInstanceArn: string; bearer: string },
): AppInstance {
  const { appInstances } = context;
  const instance = isHere(context, input.bearer) ? appInstances.around(input.bearer) : undefined;
  if (instance?.participants.has(input.bearer) !== true) {
    throw forbidden("The bearer is no user or bot of an app instance of this account and region.");
  }
  if (instance.arn !== input.appInstanceArn) {
    throw forbidden("The bearer is not of this app instance.");
  }
  return instance;
}

/**
 * The channel, and where the bearer stands in it.
 *
 * @throws ForbiddenException, NotFoundException
 */
export function channelOf(
  context: Context,
  input: { channelArn: string; bearer: string },
  declares: Declares,
): Scene {
  const appInstanceArn = parseArn(input.channelArn)?.appInstanceArn ?? "";
  const instance = appInstanceOf(context, { appInstanceArn, bearer: input.bearer });
  const channel = instance.channels.get(input.channelArn);
  if (channel === undefined) throw absent(context.rules, "channel", declares);
  return { instance, channel, bearer: input.bearer };
}

/** @throws ForbiddenException unless the bearer may */
export function demand(may: boolean, what: string): void {
  if (!may) throw forbidden(`The bearer may not ${what}.`);
}
