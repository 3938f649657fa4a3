import { ApiError, badRequest, notFound } from "../../http/errors";
import type { Quotas, Rules } from "../../options";
import type { Role } from "../../seed";
import type { Account, Membership, Room, Store } from "./store";

/** Where a membership is, who asks, and what is allowed. */
export interface Place {
  readonly store: Store;
  readonly rules: Rules;
  readonly quotas: Quotas;
  readonly accountId: string;
  readonly roomId: string;
  /** ARN of the caller. */
  readonly caller: string;
}

/** Adds someone to a room. `written` is false where the membership was there already and that is allowed. */
export function addMembership(
  place: Place,
  item: { memberId: string; role: Role },
): { membership: Membership; written: boolean } {
  const account = place.store.account(place.accountId);
  const room = place.store.room(place.accountId, place.roomId);
  place.store.profile(place.accountId, item.memberId);
  const existing = room.memberships.current.get(item.memberId);
  if (existing !== undefined) return { membership: acceptExisting(place.rules, existing), written: false };
  checkQuotas(place.quotas, account, room, item.memberId);
  const membership = place.store.putMembership(room, { ...item, invitedBy: place.caller });
  return { membership, written: true };
}

/** Gives a member another role; with no role, tells the one they have. */
export function changeRole(
  place: Place,
  memberId: string,
  role: Role | undefined,
): { membership: Membership; written: boolean } {
  const room = place.store.room(place.accountId, place.roomId);
  const membership = member(room, memberId);
  if (place.store.account(place.accountId).profiles.get(memberId)?.type !== "User") {
    throw badRequest("The member role can be updated only for user IDs.");
  }
  if (role === undefined) return { membership, written: false };
  if (role === "Member") refuseLastAdministrator(place.rules, room, membership);
  return { membership: place.store.putMembership(room, { ...membership, role }), written: true };
}

/** Removes a member. Answers whether there was one. */
export function removeMembership(place: Place, memberId: string): boolean {
  const room = place.store.room(place.accountId, place.roomId);
  const membership = room.memberships.current.get(memberId);
  if (membership === undefined) {
    if (place.rules.missingMember === "noContent") return false;
    throw notFound("room membership");
  }
  refuseLastAdministrator(place.rules, room, membership);
  return room.memberships.delete(memberId);
}

function member(room: Room, memberId: string): Membership {
  const membership = room.memberships.current.get(memberId);
  if (membership === undefined) throw notFound("room membership");
  return membership;
}

function acceptExisting(rules: Rules, membership: Membership): Membership {
  if (rules.existingMember === "created") return membership;
  throw new ApiError("ConflictException", "The member is already in the room.");
}

function checkQuotas(quotas: Quotas, account: Account, room: Room, memberId: string): void {
  if (room.memberships.current.size >= quotas.membershipsPerRoom) {
    throw new ApiError("ResourceLimitExceededException", "The room has as many memberships as it may have.");
  }
  const rooms = [...account.rooms.values()].filter((other) => other.memberships.current.has(memberId));
  if (rooms.length >= quotas.membershipsPerProfile) {
    throw new ApiError("ResourceLimitExceededException", "The member is in as many rooms as they may be.");
  }
}

function refuseLastAdministrator(rules: Rules, room: Room, membership: Membership): void {
  if (rules.lastAdministrator === "allowed" || membership.role !== "Administrator") return;
  const others = [...room.memberships.current.values()].filter(
    (other) => other.memberId !== membership.memberId,
  );
  // The last one out may go: a room without anybody needs nobody to administer it.
  if (others.length > 0 && others.every((other) => other.role !== "Administrator")) {
    throw badRequest("The room would be left without an administrator.");
  }
}
