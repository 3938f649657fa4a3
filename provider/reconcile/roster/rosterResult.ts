import type { Snapshot } from "../../aws/memberships/snapshots";
import {
  roleOf,
  OUTCOME_UNKNOWN,
  type MemberRoles,
  type RosterMembers,
} from "../../schema/rosters/rosterState";
import { mayBeIn, type MemberFailures } from "./rosterOperations";

/** What is known after work on a roster. */
export interface AppliedRoster {
  /** Whom it managed before. */
  priorMembers: MemberRoles;
  /** Whom it was to have. */
  desired: RosterMembers;
  /** Who was in the place before. */
  snapshot: Snapshot;
  failures: MemberFailures;
}

/**
 * Whom a roster manages after a part of its work: all who may be in the place because of it, so that `destroy` takes
 * every one of them out; and of those it was to remove, the ones it could not.
 */
export function membersAfterApply({ priorMembers, desired, snapshot, failures }: AppliedRoster): MemberRoles {
  const after: MemberRoles = {};
  for (const [memberId, role] of Object.entries(desired)) {
    const failure = failures.get(memberId);
    const before = roleOf(priorMembers, memberId);
    if (!failure) after[memberId] = role;
    else if (before !== undefined && !failure.error.outcomeUnknown) after[memberId] = before;
    else if (mayBeIn(failure) || snapshot.members.has(memberId)) after[memberId] = OUTCOME_UNKNOWN;
  }
  for (const [memberId, role] of Object.entries(priorMembers)) {
    if (!Object.hasOwn(desired, memberId) && failures.has(memberId)) after[memberId] = role;
  }
  return after;
}
