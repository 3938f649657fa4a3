import type { RoomSnapshot } from "../chime/roomSnapshots";
import { roleIn, UNCONFIRMED, type HeldMembers, type RosterMembers } from "../contract/roomRoster";
import type { MemberFailure, MemberFailures } from "./rosterActions";

/** What is known after work on a roster. */
export interface Aftermath {
  /** Whom it managed before. */
  held: HeldMembers;
  /** Whom it was to have. */
  wanted: RosterMembers;
  /** Who was in the room before. */
  snapshot: RoomSnapshot;
  failures: MemberFailures;
}

/**
 * Whom a roster manages after a part of its work: all who may be in the room because of it, so that `destroy` takes
 * every one of them out; and of those it was to remove, the ones it could not.
 */
export function heldAfter({ held, wanted, snapshot, failures }: Aftermath): HeldMembers {
  const after: HeldMembers = {};
  for (const [memberId, role] of Object.entries(wanted)) {
    const failure = failures.get(memberId);
    const before = roleIn(held, memberId);
    if (!failure) after[memberId] = role;
    else if (before !== undefined && !failure.error.mayHaveWritten) after[memberId] = before;
    else if (mayBeIn(failure) || snapshot.members.has(memberId)) after[memberId] = UNCONFIRMED;
  }
  for (const [memberId, role] of Object.entries(held)) {
    if (!Object.hasOwn(wanted, memberId) && failures.has(memberId)) after[memberId] = role;
  }
  return after;
}

// Whose role could not be changed was in the room.
function mayBeIn({ action, error }: MemberFailure): boolean {
  return action !== "add" || error.mayHaveWritten;
}
