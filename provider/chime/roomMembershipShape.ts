import type { Member, RoomMembership } from "@aws-sdk/client-chime";

import type { MembershipKey } from "../contract/membershipId";
import type { RoomKey } from "../contract/roomId";
import type { RoomMembershipInputs, RoomMembershipState } from "../contract/roomMembership";

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

/** A room, as errors name it. */
export function roomInWords({ accountId, roomId }: RoomKey): string {
  return `room ${roomId} (account ${accountId})`;
}

/** A room, as the parameters of a call name it. */
export function roomPath({ accountId, roomId }: RoomKey): { AccountId: string; RoomId: string } {
  return { AccountId: accountId, RoomId: roomId };
}

/** A membership, as the parameters of a call name it. */
export function memberPath(key: MembershipKey): { AccountId: string; RoomId: string; MemberId: string } {
  return { ...roomPath(key), MemberId: key.memberId };
}

/**
 * Whether this is a membership. What comes over the network need not be of the SDK's types, and what is kept of it
 * must be plain text.
 */
export function isMembership(said: unknown): said is RoomMembership & { Member: { MemberId: string } } {
  const { Member: member, Role: role, InvitedBy: invitedBy } = (said ?? {}) as Record<string, unknown>;
  const { MemberId: id, MemberType: type } = (member ?? {}) as Record<string, unknown>;
  const texts = [type, invitedBy].filter((value) => value !== undefined && value !== null);
  const knownRole = role === undefined || role === null || role === "Member" || role === "Administrator";
  return typeof id === "string" && knownRole && texts.every((value) => typeof value === "string");
}

/**
 * What the engine keeps of a membership. What Amazon Chime says holds over what was asked for. E-mail address and name
 * are left out on purpose, and undefined values because the engine cannot take them.
 */
export function membershipState(asked: RoomMembershipInputs, said: RoomMembership): RoomMembershipState {
  const { accountId, roomId, memberId, role } = asked;
  return {
    accountId,
    roomId,
    memberId,
    role: said.Role ?? role,
    ...(said.Member?.MemberType === undefined ? {} : { memberType: said.Member.MemberType }),
    ...(said.InvitedBy === undefined ? {} : { invitedBy: said.InvitedBy }),
  };
}

/** What is personal about a member, as far as Amazon Chime says it. */
export function personOf({ Email, FullName }: Member): Person {
  return {
    ...(Email === undefined ? {} : { email: Email }),
    ...(FullName === undefined ? {} : { fullName: FullName }),
  };
}
