import type { NewMember } from "../../aws/memberships/members";
import type { Snapshot } from "../../aws/memberships/snapshots";
import type { MembershipSchema } from "../../schema/membershipSchema";
import { roleOf, type MemberRoles, type Roster } from "../../schema/rosters/rosterState";

/** Somebody in the place who is to have another standing. */
export interface RoleChange extends NewMember {
  /** What is known of the member. */
  facts: Record<string, string>;
}

/**
 * What is to be done so that a place agrees with its roster, in this order: so a room never lacks an administrator on
 * the way where it is to have one.
 */
export interface RosterPlan {
  add: NewMember[];
  promote: RoleChange[];
  demote: RoleChange[];
  /** The ids of members to be removed. */
  remove: string[];
  /** The ids of members whom the roster drops, and keeps until another resource that declares them has them. */
  transfer: string[];
}

/** What a plan goes by. */
export interface PlanInput<Parent extends object> {
  schema: MembershipSchema<Parent>;
  parent: Parent;
  /** What the state has: whom the roster manages. */
  priorMembers: MemberRoles;
  /** What the state has of those whom the roster dropped before, and no other entry had yet. */
  transferring: MemberRoles;
  desired: Roster;
  snapshot: Snapshot;
  /** What the deployment knows of a member beside this roster. */
  elsewhere: (memberId: string) => Elsewhere;
}

/**
 * What a deployment knows of a member of a place beside one roster: another entry has the member, or a roster ignores the
 * member, so that nobody is to be removed; or a resource declares the member that has not created it yet.
 */
export type Elsewhere = "kept" | "desired" | undefined;

/** Plans for those who change in the program, and for nobody else but those whom an exclusive roster does not list. */
export function planRoster<Parent extends object>(facts: PlanInput<Parent>): RosterPlan {
  const { schema, priorMembers, desired, snapshot } = facts;
  const dropped = droppedMembers(facts);
  const changed = Object.entries(desired.members).filter(
    ([memberId, role]) => roleOf(priorMembers, memberId) !== role,
  );
  const plan: RosterPlan = {
    add: [],
    promote: [],
    demote: [],
    remove: removals(facts, dropped),
    transfer: dropped.filter((memberId) => facts.elsewhere(memberId) === "desired"),
  };
  for (const [memberId, role] of changed) {
    const found = snapshot.members.get(memberId);
    if (!found) plan.add.push({ memberId, role });
    else if (found.role !== role) {
      const changes = role === schema.elevatedRole ? plan.promote : plan.demote;
      changes.push({ memberId, role, facts: found.attributes });
    }
  }
  return plan;
}

/** Who is in the place though an exclusive roster neither lists nor ignores them, in the order of their ids. */
export function unmanagedMembers<Parent extends object>(facts: PlanInput<Parent>): string[] {
  const { schema, parent, priorMembers, transferring, desired, snapshot, elsewhere } = facts;
  if (desired.exclusive !== true) return [];
  const known = new Set([
    ...Object.keys(priorMembers),
    ...Object.keys(transferring),
    ...Object.keys(desired.members),
    ...(desired.ignoreMembers ?? []),
  ]);
  return [...snapshot.members.keys()]
    .filter((memberId) => !known.has(memberId) && !schema.isBearer(parent, memberId))
    .filter((memberId) => elsewhere(memberId) === undefined)
    .sort();
}

/**
 * The order in which members are removed. Seniors go last, because Amazon Chime may refuse to let the only one go while
 * others are in the place; and at the very end the one on whose behalf all of them are removed.
 *
 * @param standingIn The standing of a member; undefined where nobody knows.
 */
export function removalOrder<Parent extends object>(
  { schema, parent }: Pick<PlanInput<Parent>, "schema" | "parent">,
  memberIds: readonly string[],
  standingIn: (memberId: string) => string | undefined,
): string[] {
  const isSenior = (id: string): boolean =>
    schema.elevatedRole !== undefined && standingIn(id) === schema.elevatedRole;
  const rank = (id: string): number => (schema.isBearer(parent, id) ? 2 : Number(isSenior(id)));
  return [...memberIds].sort((one, other) => rank(one) - rank(other));
}

/** Whom the roster had, and neither lists nor ignores any more. */
export function droppedMembers<Parent extends object>({
  priorMembers,
  transferring,
  desired,
}: Pick<PlanInput<Parent>, "priorMembers" | "transferring" | "desired">): string[] {
  const ignored = new Set(desired.ignoreMembers);
  return Object.keys({ ...transferring, ...priorMembers }).filter(
    (memberId) => !Object.hasOwn(desired.members, memberId) && !ignored.has(memberId),
  );
}

// Who is not in the list that was read is removed all the same: it may lag behind.
function removals<Parent extends object>(facts: PlanInput<Parent>, dropped: readonly string[]): string[] {
  const { priorMembers, transferring, snapshot, elsewhere } = facts;
  return removalOrder(
    facts,
    [...dropped.filter((memberId) => elsewhere(memberId) === undefined), ...unmanagedMembers(facts)],
    (id) => snapshot.members.get(id)?.role ?? roleOf(priorMembers, id) ?? roleOf(transferring, id),
  );
}
