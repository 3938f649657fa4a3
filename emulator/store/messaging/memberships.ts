import { ApiError, notFound } from "../../http/errors";
import type { Quotas, Rules } from "../../options";
import type { AppInstances, ChannelMembership, MembershipType } from "./appInstances";
import type { Scene } from "./roles";

/** Where the operations on memberships do their work. */
export interface MembershipPlace extends Scene {
  readonly appInstances: AppInstances;
  readonly rules: Rules;
  readonly quotas: Quotas;
}

/**
 * Adds someone to a channel. `written` is false where the membership was there already and `existing` allows that;
 * its type then stays as it is.
 */
export function addMembership(
  place: MembershipPlace,
  item: { memberArn: string; type: MembershipType },
  existing: "refused" | "accepted",
): { membership: ChannelMembership; written: boolean } {
  const { instance, channel, appInstances, bearer, quotas } = place;
  if (!instance.participants.has(item.memberArn)) throw notFound("app instance user");
  const membership = channel.memberships.current.get(item.memberArn);
  if (membership !== undefined) {
    if (existing === "accepted") return { membership, written: false };
    throw new ApiError("ConflictException", "The member is already in the channel.");
  }
  if (channel.memberships.current.size >= quotas.membershipsPerChannel) {
    throw new ApiError("ResourceLimitExceededException", "The channel has as many members as it may have.");
  }
  return { membership: appInstances.putMembership(channel, { ...item, invitedBy: bearer }), written: true };
}

/** Removes a member. Answers whether there was one. */
export function removeMembership({ channel, rules }: MembershipPlace, memberArn: string): boolean {
  if (channel.memberships.current.has(memberArn)) return channel.memberships.delete(memberArn);
  switch (rules.missingChannelMember) {
    case "noContent":
      return false;
    case "notFound":
      throw notFound("channel membership");
    case "conflict":
      throw new ApiError("ConflictException", "The member is not in the channel.");
    case "forbidden":
      throw new ApiError("ForbiddenException", "The member is not in the channel.");
  }
}
