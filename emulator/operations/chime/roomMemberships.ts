import type { Quotas, Rules } from "../../configuration/options";
import { ApiError, badRequest, conflict, notFound } from "../../http/errors";
import type { Role } from "../../model/enums";
import type { Account, Membership, Room, RoomStore } from "../../store/roomStore";
import type { Context } from "../operation";

/** What adding, changing and removing members of a room depends on. */
export interface RoomMembershipContext {
  readonly rooms: RoomStore;
  readonly rules: Rules;
  readonly quotas: Quotas;
  readonly accountId: string;
  readonly roomId: string;
  /** The ARN of the caller. */
  readonly caller: string;
}

/** The context of a call for memberships of a room. */
export function roomMembershipContext(
  { rooms, rules, quotas, caller }: Context,
  { accountId, roomId }: { accountId: string; roomId: string },
): RoomMembershipContext {
  return { rooms, rules, quotas, caller: caller.arn, accountId, roomId };
}

/** Adds a member to a room. `written` is false if the membership exists and the rules accept that. */
export function addMembership(
  context: RoomMembershipContext,
  member: { memberId: string; role: Role },
): { membership: Membership; written: boolean } {
  const { rooms, rules, quotas, accountId } = context;
  const account = rooms.account(accountId);
  const room = rooms.room(accountId, context.roomId);
  rooms.profile(accountId, member.memberId);
  const existing = room.memberships.current.get(member.memberId);
  if (existing !== undefined) return { membership: acceptExisting(rules, existing), written: false };
  checkQuotas(quotas, account, room, member.memberId);
  const membership = rooms.putMembership(room, { ...member, invitedBy: context.caller });
  return { membership, written: true };
}

/** Changes the role of a member. Without a role, returns the membership unchanged. */
export function changeRole(
  { rooms, rules, accountId, roomId }: RoomMembershipContext,
  memberId: string,
  role: Role | undefined,
): { membership: Membership; written: boolean } {
  const room = rooms.room(accountId, roomId);
  const membership = room.memberships.current.get(memberId);
  if (membership === undefined) throw notFound("room membership");
  if (rooms.account(accountId).profiles.get(memberId)?.type !== "User") {
    throw badRequest("The member role can be updated only for user IDs.");
  }
  if (role === undefined) return { membership, written: false };
  if (role === "Member") refuseLastAdministrator(rules, room, membership);
  return { membership: rooms.putMembership(room, { ...membership, role }), written: true };
}

/** Removes a member. Returns whether the membership existed. */
export function removeMembership(
  { rooms, rules, accountId, roomId }: RoomMembershipContext,
  memberId: string,
): boolean {
  const room = rooms.room(accountId, roomId);
  const membership = room.memberships.current.get(memberId);
  if (membership === undefined) {
    if (rules.missingMember === "noContent") return false;
    throw notFound("room membership");
  }
  refuseLastAdministrator(rules, room, membership);
  return room.memberships.delete(memberId);
}

function acceptExisting(rules: Rules, membership: Membership): Membership {
  if (rules.existingMember === "created") return membership;
  throw conflict("The member is already in the room.");
}

function checkQuotas(quotas: Quotas, account: Account, room: Room, memberId: string): void {
  if (room.memberships.current.size >= quotas.membershipsPerRoom) {
    throw new ApiError("ResourceLimitExceededException", "The room has the maximum number of memberships.");
  }
  const rooms = [...account.rooms.values()].filter((other) => other.memberships.current.has(memberId));
  if (rooms.length >= quotas.membershipsPerProfile) {
    throw new ApiError("ResourceLimitExceededException", "The member is in the maximum number of rooms.");
  }
}

function refuseLastAdministrator(rules: Rules, room: Room, membership: Membership): void {
  if (rules.lastAdministrator === "allowed" || membership.role !== "Administrator") return;
  const others = [...room.memberships.current.values()].filter(
    (other) => other.memberId !== membership.memberId,
  );
  // The last member can leave: an empty room needs no administrator.
  if (others.length > 0 && others.every((other) => other.role !== "Administrator")) {
    throw badRequest("The room would be left without an administrator.");
  }
}
