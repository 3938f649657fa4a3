import type { Quotas, Rules } from "../../configuration/options";
import { ApiError, badRequest, conflict, forbidden, notFound } from "../../http/errors";
import type { MembershipType } from "../../model/enums";
import type { ChannelMembership } from "../../store/appInstance";
import type { AppInstanceStore } from "../../store/appInstanceStore";
import { nothingToRemove } from "../missingResource";
import type { ChannelAccess } from "./permissions";

/** What adding and removing members of a channel depends on. */
export interface ChannelMembershipContext extends ChannelAccess {
  readonly appInstances: AppInstanceStore;
  readonly rules: Rules;
  readonly quotas: Quotas;
}

/**
 * Adds a member to a channel. If the membership exists and `existing` is `accepted`, it keeps its type, and `written`
 * is false.
 */
export function addMembership(
  context: ChannelMembershipContext,
  member: { memberArn: string; type: MembershipType },
  existing: "refused" | "accepted",
): { membership: ChannelMembership; written: boolean } {
  const { instance, channel, appInstances, bearer, quotas, rules } = context;
  if (!instance.participants.has(member.memberArn)) throw notFound("app instance user");
  if (channel.bans.has(member.memberArn)) throw banned(rules);
  const membership = channel.memberships.current.get(member.memberArn);
  if (membership !== undefined) {
    if (existing === "accepted") return { membership, written: false };
    throw conflict("The member is already in the channel.");
  }
  if (channel.memberships.current.size >= quotas.membershipsPerChannel) {
    throw new ApiError("ResourceLimitExceededException", "The channel has the maximum number of members.");
  }
  return { membership: appInstances.putMembership(channel, { ...member, invitedBy: bearer }), written: true };
}

/** Removes a member. Returns whether the membership existed. */
export function removeMembership({ channel, rules }: ChannelMembershipContext, memberArn: string): boolean {
  if (channel.memberships.current.has(memberArn)) return channel.memberships.delete(memberArn);
  return nothingToRemove(rules.missingChannelMember, "channel membership");
}

function banned({ bannedMember }: Rules): ApiError {
  const error = { forbidden, conflict, badRequest }[bannedMember];
  return error("The member is banned from the channel.");
}
