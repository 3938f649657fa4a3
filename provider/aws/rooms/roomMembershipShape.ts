import type { Member, RoomMembership } from "@aws-sdk/client-chime";

import type { RoomKey } from "../../schema/rooms/roomId";
import type { RoomMembershipState } from "../../schema/rooms/roomMembershipSchema";
import type { FoundMember } from "../memberships/members";

/** What is personal about a member. It belongs into no state and no log. */
export interface Person {
  email?: string;
  fullName?: string;
}

/** Somebody in a room: the membership, and apart from it what is personal. */
export interface RoomMember {
  membership: RoomMembershipState;
  person: Person;
}

/** A membership in the form that {@link isMembership} has found it to have. */
export type WholeMembership = RoomMembership & { Member: { MemberId: string } };

/** A room, as the parameters of a call name it. */
export function roomPath({ accountId, roomId }: RoomKey): { AccountId: string; RoomId: string } {
  return { AccountId: accountId, RoomId: roomId };
}

/** A membership, as the parameters of a call name it. */
export function memberPath(
  room: RoomKey,
  memberId: string,
): { AccountId: string; RoomId: string; MemberId: string } {
  return { ...roomPath(room), MemberId: memberId };
}

/**
 * Whether this is a membership. What comes over the network need not be of the SDK's types, and what is kept of it
 * must be plain text.
 */
export function isMembership(said: unknown): said is WholeMembership {
  const { Member: member, Role: role, InvitedBy: invitedBy } = (said ?? {}) as Record<string, unknown>;
  const { MemberId: id, MemberType: type } = (member ?? {}) as Record<string, unknown>;
  const texts = [type, invitedBy].filter((value) => value !== undefined && value !== null);
  const knownRole = role === undefined || role === null || role === "Member" || role === "Administrator";
  return typeof id === "string" && knownRole && texts.every((value) => typeof value === "string");
}

/**
 * What is kept of a membership. What Amazon Chime says holds over what was asked for. E-mail address and name are left
 * out on purpose, and undefined values because the engine cannot take them.
 *
 * @param role What was asked for.
 */
export function foundMember(said: RoomMembership, role: string): FoundMember {
  return {
    role: said.Role ?? role,
    attributes: {
      ...(said.Member?.MemberType === undefined ? {} : { memberType: said.Member.MemberType }),
      ...(said.InvitedBy === undefined ? {} : { invitedBy: said.InvitedBy }),
    },
    updatedAt: said.UpdatedTimestamp,
  };
}

/** Somebody in a room, with what is personal. */
export function roomMember(room: RoomKey, said: RoomMembership): RoomMember {
  const { role, attributes: facts } = foundMember(said, "Member");
  const memberId = said.Member?.MemberId ?? "";
  return {
    membership: { ...room, memberId, role, ...facts } as RoomMembershipState,
    person: personOf(said.Member ?? {}),
  };
}

function personOf({ Email, FullName }: Member): Person {
  return {
    ...(Email === undefined ? {} : { email: Email }),
    ...(FullName === undefined ? {} : { fullName: FullName }),
  };
}
