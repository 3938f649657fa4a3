import type { Snapshot } from "../../aws/memberships/snapshots";
import {
  roleOf,
  OUTCOME_UNKNOWN,
  type MemberRoles,
  type RosterMembers,
} from "../../schema/rosters/rosterState";
import { mayBeIn, type MemberFailures } from "./rosterOperations";

/** What is known after changes to a roster. */
export interface AppliedRoster {
  /** The members that it managed before. */
  priorMembers: MemberRoles;
  /** The members that it should have. */
  desired: RosterMembers;
  /** Who was in the parent before. */
  snapshot: Snapshot;
  failures: MemberFailures;
}

/**
 * The members that a roster manages after its changes, some of which may have failed: all that may exist because of it, so that
 * `pulumi destroy` removes every one of them, and those whose removal failed.
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
