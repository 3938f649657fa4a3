import { parseArn } from "../../model/arns";
import type { AppInstance } from "../../store/appInstance";
import { missingResource } from "../missingResource";
import type { Context, RoutedRequest } from "../operation";
import { parameter } from "../requestFields";
import { arnOf, sdkPaging } from "../sdkConstraints";
import { accessAppInstance, accessChannel, bearerOf, requirePermission } from "./channelAccess";
import type { ChannelAccess } from "./permissions";

const USER = "app-instance-user-arn";

/** The bearer, the user whose channels are listed, and the page. The user is the bearer by default. */
export function userInQuery(request: RoutedRequest) {
  const bearer = bearerOf(request);
  const userArn = arnOf(parameter(request, USER) ?? bearer, USER, "user", "bot");
  return { bearer, userArn, paging: sdkPaging(request) };
}

/** The bearer, the channel, and the user who is described in it. */
export function userInChannel(request: RoutedRequest) {
  return {
    bearer: bearerOf(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
    userArn: arnOf(parameter(request, USER), USER, "user", "bot"),
  };
}

/**
 * The app instance of a user, if the bearer can list the channels of the user. Only administrators can list those of
 * others.
 *
 * @throws ForbiddenException, NotFoundException
 */
export function accessUser(
  context: Context,
  { bearer, userArn }: { bearer: string; userArn: string },
): AppInstance {
  const appInstanceArn = parseArn(userArn)?.appInstanceArn ?? "";
  const instance = accessAppInstance(context, { appInstanceArn, bearer });
  requirePermission(
    userArn === bearer || instance.administrators.has(bearer),
    "list the channels of another user",
  );
  if (!instance.participants.has(userArn)) {
    throw missingResource(context.rules, "app instance user or bot", "no NotFound");
  }
  return instance;
}

/**
 * The channel, if the bearer can describe the role of the user in it.
 *
 * @param ofOthers whether the bearer can describe the role of others
 * @throws ForbiddenException, NotFoundException
 */
export function accessUserInChannel(
  context: Context,
  input: { bearer: string; channelArn: string; userArn: string },
  ofOthers: (access: ChannelAccess) => boolean,
): ChannelAccess {
  const access = accessChannel(context, input, "no NotFound");
  requirePermission(
    input.userArn === input.bearer || ofOthers(access),
    "describe another user of this channel",
  );
  return access;
}
