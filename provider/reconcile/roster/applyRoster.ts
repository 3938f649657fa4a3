import type { Snapshot } from "../../aws/memberships/snapshots";
import type { Ownership } from "../../ownership/ownership";
import { roleOf, type MemberRoles, type Roster } from "../../schema/rosters/rosterState";
import { rolesOfSome } from "./rosterOutputs";
import type { MemberFailures, RosterOperations, RosterWork } from "./rosterOperations";
import type { RosterOwnership } from "./rosterOwnership";
import { planRoster, type PlanInput, type PriorRoster, type RosterPlan } from "./rosterPlan";
import { membersAfterApply } from "./rosterResult";

/** What the roster is after its update or create, also if a part of it failed. */
export interface RosterOutcome {
  readonly members: MemberRoles;
  readonly transferring: MemberRoles;
  /** The members of the roster that were in the parent before, without those that it managed. */
  readonly adopted: string[];
  /** The removed members that the roster did not have: it is exclusive. */
  readonly removedUnmanaged: string[];
  /** The removed members that the roster kept for another resource. */
  readonly removedTransferring: string[];
  readonly failures: MemberFailures;
  /** How many changes the plan had. */
  readonly total: number;
}

/** What {@link applyRoster} works with. */
export interface RosterTools<Parent extends object> {
  readonly ownership: Ownership;
  readonly rosterOwnership: RosterOwnership<Parent>;
  readonly operations: RosterOperations<Parent>;
  /** Reads who is in the parent, after a time of `performance.now()` if one is given. */
  readonly snapshot: (after?: number) => Promise<Snapshot>;
  readonly planInput: (snapshot: Snapshot) => PlanInput<Parent>;
}

/** Adds, changes and removes the members that differ from the program. */
export async function applyRoster<Parent extends object>(
  tools: RosterTools<Parent>,
  parent: Parent,
  desired: Roster,
  prior: PriorRoster,
): Promise<RosterOutcome> {
  const { ownership, rosterOwnership, operations } = tools;
  const listed = Object.keys(desired.members);
  const { work, snapshot } = await addAndChange(tools, parent, listed);
  const { plan, failures } = work;
  const { priorMembers } = prior;
  const membersNow = (): MemberRoles =>
    membersAfterApply({ priorMembers, desired: desired.members, snapshot, failures });
  // Before the removals, because another resource may be about to remove one of these.
  rosterOwnership.own(parent, Object.keys(membersNow()));
  const adopted = adoptedMembers(desired, prior, snapshot, failures);
  if (plan.remove.length > 0) await ownership.untilIdsAreKnown();
  const { removed, stillDesired } = await operations.removeAndAdd(work);
  const members = membersNow();
  rosterOwnership.own(
    parent,
    listed.filter((memberId) => Object.hasOwn(members, memberId)),
  );
  const transferring = transferringAfter(prior, [...plan.transfer, ...stillDesired], failures);
  return {
    members,
    transferring,
    adopted,
    ...removedMembers(removed, prior),
    failures,
    total: totalOf(plan),
  };
}

function addAndChange<Parent extends object>(
  { ownership, rosterOwnership, operations, ...tools }: RosterTools<Parent>,
  parent: Parent,
  listed: readonly string[],
): Promise<{ work: RosterWork<Parent>; snapshot: Snapshot }> {
  return ownership.holdLocks(
    rosterOwnership.idsOf(parent, listed),
    async () => {
      const isStale = rosterOwnership.isStale(parent, listed);
      const snapshot = await tools.snapshot(isStale ? performance.now() : undefined);
      const work = operations.begin(parent, planRoster(tools.planInput(snapshot)));
      await operations.addAndChange(work);
      return { work, snapshot };
    },
    rosterOwnership.entitiesOf(parent, listed),
  );
}

function removedMembers(
  removed: readonly string[],
  { priorMembers, transferring }: PriorRoster,
): Pick<RosterOutcome, "removedUnmanaged" | "removedTransferring"> {
  const isTransferring = (memberId: string): boolean => Object.hasOwn(transferring, memberId);
  return {
    removedUnmanaged: removed.filter((id) => !isTransferring(id) && !Object.hasOwn(priorMembers, id)),
    removedTransferring: removed.filter(isTransferring),
  };
}

function adoptedMembers(
  desired: Roster,
  { priorMembers, transferring }: PriorRoster,
  snapshot: Snapshot,
  failures: MemberFailures,
): string[] {
  return Object.keys(desired.members).filter(
    (memberId) =>
      snapshot.members.has(memberId) &&
      roleOf(priorMembers, memberId) === undefined &&
      roleOf(transferring, memberId) === undefined &&
      !failures.has(memberId),
  );
}

// Those that another resource is to get, and those whose removal failed.
function transferringAfter(
  { priorMembers, transferring }: PriorRoster,
  desiredElsewhere: readonly string[],
  failures: MemberFailures,
): MemberRoles {
  const managed = { ...transferring, ...priorMembers };
  const kept = desiredElsewhere.filter((memberId) => Object.hasOwn(managed, memberId));
  const failed = Object.keys(transferring).filter((memberId) => failures.get(memberId)?.action === "remove");
  return rolesOfSome(managed, [...kept, ...failed]);
}

function totalOf({ add, promote, demote, remove }: RosterPlan): number {
  return add.length + promote.length + demote.length + remove.length;
}
