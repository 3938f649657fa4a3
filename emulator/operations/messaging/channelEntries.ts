import type { EntryList } from "../entries";
import type { Declares } from "../missingResource";
import type { Context, RoutedRequest } from "../operation";
import { arnOf } from "../sdkConstraints";
import { accessChannel, bearerOf, requirePermission } from "./channelAccess";
import { canChangeChannel, type ChannelAccess } from "./permissions";

/** The moderators or bans of a channel, and the bearer that accesses them. */
export interface EntryAccess extends ChannelAccess {
  readonly list: EntryList;
}

const NOUNS = { moderators: "moderator", bans: "ban" } as const;

/** The channel and the bearer of a request, and the user or bot whose ARN is given. */
export function entryOf(request: RoutedRequest, memberArn: unknown, name: string) {
  return {
    bearer: bearerOf(request),
    channelArn: arnOf(request.labels["ChannelArn"], "ChannelArn", "channel"),
    memberArn: arnOf(memberArn, name, "user", "bot"),
  };
}

/**
 * The moderators or bans of a channel, if the bearer can read and change them.
 *
 * @throws ForbiddenException, NotFoundException
 */
export function accessEntries(
  context: Context,
  input: { channelArn: string; bearer: string },
  which: keyof typeof NOUNS,
  declares: Declares,
): EntryAccess {
  const access = accessChannel(context, input, declares);
  requirePermission(canChangeChannel(access), `read or change the ${which} of this channel`);
  const { instance, channel } = access;
  return { ...access, list: { instance, entries: channel[which], noun: NOUNS[which] } };
}
