import type { Member, RoomMembership } from "@aws-sdk/client-chime";

import type { RoomKey } from "../../schema/rooms/roomId";
import type { RoomMembershipOutputs } from "../../schema/rooms/roomMembershipSchema";
import type { FoundMember } from "../memberships/members";

/** The personal data of a member. It must not get into the state or a log. */
export interface Person {
  email?: string;
  fullName?: string;
}

/** A member of a room, with the personal data apart. */
export interface RoomMember {
  membership: RoomMembershipOutputs;
  person: Person;
}

/** A membership that {@link isMembership} accepts. */
export type CompleteMembership = RoomMembership & { Member: { MemberId: string } };

/** The parameters of a call that name a room. */
export function roomParams({ accountId, roomId }: RoomKey): { AccountId: string; RoomId: string } {
  return { AccountId: accountId, RoomId: roomId };
}

/** The parameters of a call that name a membership. */
export function membershipParams(
  room: RoomKey,
  memberId: string,
): { AccountId: string; RoomId: string; MemberId: string } {
  return { ...roomParams(room), MemberId: memberId };
}

/** Whether this is a complete membership. A reply need not have the SDK's types, and the state takes only strings. */
export function isMembership(membership: unknown): membership is CompleteMembership {
  const { Member: member, Role: role, InvitedBy: invitedBy } = (membership ?? {}) as Record<string, unknown>;
  const { MemberId: id, MemberType: type } = (member ?? {}) as Record<string, unknown>;
  const texts = [type, invitedBy].filter((value) => value !== undefined && value !== null);
  const knownRole = role === undefined || role === null || role === "Member" || role === "Administrator";
  return typeof id === "string" && knownRole && texts.every((value) => typeof value === "string");
}

/**
 * The part of a membership that the state has: neither email address nor name, and no undefined values, which the engine
 * rejects.
 *
 * @param role The role if Amazon Chime returns none.
 */
export function foundMember(membership: RoomMembership, role: string): FoundMember {
  return {
    role: membership.Role ?? role,
    attributes: {
      ...(membership.Member?.MemberType === undefined ? {} : { memberType: membership.Member.MemberType }),
      ...(membership.InvitedBy === undefined ? {} : { invitedBy: membership.InvitedBy }),
    },
    updatedAt: membership.UpdatedTimestamp,
  };
}

/** A member of a room, with the personal data. */
export function roomMember(room: RoomKey, membership: RoomMembership): RoomMember {
  const { role, attributes } = foundMember(membership, "Member");
  const memberId = membership.Member?.MemberId ?? "";
  return {
    membership: { ...room, memberId, role, ...attributes } as RoomMembershipOutputs,
    person: personOf(membership.Member ?? {}),
  };
}

function personOf({ Email, FullName }: Member): Person {
  return {
    ...(Email === undefined ? {} : { email: Email }),
    ...(FullName === undefined ? {} : { fullName: FullName }),
  };
}
