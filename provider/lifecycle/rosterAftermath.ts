import type { Snapshot } from "../chime/snapshots";
import { standingOf, UNCONFIRMED, type HeldMembers, type RosterMembers } from "../contract/roster";
import { mayBeIn, type MemberFailures } from "./rosterActions";

/** What is known after work on a roster. */
export interface Aftermath {
  /** Whom it managed before. */
  held: HeldMembers;
  /** Whom it was to have. */
  wanted: RosterMembers;
  /** Who was in the place before. */
  snapshot: Snapshot;
  failures: MemberFailures;
}

/**
 * Whom a roster manages after a part of its work: all who may be in the place because of it, so that `destroy` takes
 * every one of them out; and of those it was to remove, the ones it could not.
 */
export function heldAfter({ held, wanted, snapshot, failures }: Aftermath): HeldMembers {
  const after: HeldMembers = {};
  for (const [memberId, standing] of Object.entries(wanted)) {
    const failure = failures.get(memberId);
    const before = standingOf(held, memberId);
    if (!failure) after[memberId] = standing;
    else if (before !== undefined && !failure.error.mayHaveWritten) after[memberId] = before;
    else if (mayBeIn(failure) || snapshot.members.has(memberId)) after[memberId] = UNCONFIRMED;
  }
  for (const [memberId, standing] of Object.entries(held)) {
    if (!Object.hasOwn(wanted, memberId) && failures.has(memberId)) after[memberId] = standing;
  }
  return after;
}
