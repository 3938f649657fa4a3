import type { NewMember } from "../../aws/memberships/members";
import type { Snapshot } from "../../aws/memberships/snapshots";
import type { RosterSchema } from "../../schema/membershipSchema";
import { roleOf, type MemberRoles, type Roster } from "../../schema/rosters/rosterState";

/** A member of the parent who gets another role. */
export interface RoleChange extends NewMember {
  /** What the service said of the member. */
  attributes: Record<string, string>;
}

/** The changes that a roster needs, in this order, so that a room always has an administrator. */
export interface RosterPlan {
  add: NewMember[];
  promote: RoleChange[];
  demote: RoleChange[];
  /** The ids of members to remove. */
  remove: string[];
  /** The ids of members that the roster drops, and keeps in its state until another resource owns them. */
  transfer: string[];
}

/** What the state has of a roster. */
export interface PriorRoster {
  /** The members that the roster manages. */
  readonly priorMembers: MemberRoles;
  /** The members that the roster dropped earlier, and that no other resource owned then. */
  readonly transferring: MemberRoles;
}

/** What a plan is made from. */
export interface PlanInput<Parent extends object> extends PriorRoster {
  schema: RosterSchema<Parent>;
  parent: Parent;
  desired: Roster;
  snapshot: Snapshot;
  /** What the deployment knows of a member, apart from this roster. */
  elsewhere: (memberId: string) => Elsewhere;
}

/**
 * What a deployment knows of a member, apart from one roster. `kept`: another entry owns the member, or a roster ignores the
 * member, so that the member must not be removed. `desired`: a resource declares the member and does not own it yet.
 */
export type Elsewhere = "kept" | "desired" | undefined;

/** Plans changes for the members that the program changed, and removals for those that an exclusive roster does not list. */
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
      const changes = role === schema.role?.elevated ? plan.promote : plan.demote;
      changes.push({ memberId, role, attributes: found.attributes });
    }
  }
  return plan;
}

/** The changes that a program makes to a roster. */
export interface DeclaredChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly { memberId: string; from: string | undefined; to: string }[];
  /** How many members the roster has before. */
  readonly before: number;
  /** How many members it has then. */
  readonly after: number;
}

/** What the program changes in a roster that the state has, apart from the removals of an exclusive one. */
export function declaredChanges(
  desired: Roster,
  prior: PriorRoster,
  elsewhere: PlanInput<never>["elsewhere"],
): DeclaredChanges {
  const listed = Object.entries(desired.members);
  const roleBefore = (memberId: string): string | undefined => roleOf(prior.priorMembers, memberId);
  const changed = listed.filter(([memberId, role]) => ![undefined, role].includes(roleBefore(memberId)));
  return {
    added: listed.map(([memberId]) => memberId).filter((memberId) => roleBefore(memberId) === undefined),
    removed: droppedMembers({ desired, ...prior }).filter((memberId) => elsewhere(memberId) === undefined),
    changed: changed.map(([memberId, to]) => ({ memberId, from: roleBefore(memberId), to })),
    before: Object.keys({ ...prior.transferring, ...prior.priorMembers }).length,
    after: listed.length,
  };
}

/** The members of the parent that an exclusive roster neither lists nor ignores, sorted by id. */
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
 * The order in which members are removed. Administrators come late, because Amazon Chime may refuse to remove the only one
 * while others are in the room. The bearer of the calls comes last.
 *
 * @param roleOfMember The role of a member. Undefined if it is not known.
 */
export function removalOrder<Parent extends object>(
  { schema, parent }: Pick<PlanInput<Parent>, "schema" | "parent">,
  memberIds: readonly string[],
  roleOfMember: (memberId: string) => string | undefined,
): string[] {
  const elevated = schema.role?.elevated;
  const isElevated = (id: string): boolean => elevated !== undefined && roleOfMember(id) === elevated;
  const rank = (id: string): number => (schema.isBearer(parent, id) ? 2 : Number(isElevated(id)));
  return [...memberIds].sort((one, other) => rank(one) - rank(other));
}

/** The members that the roster had, and neither lists nor ignores any more. */
export function droppedMembers({
  priorMembers,
  transferring,
  desired,
}: PriorRoster & { desired: Roster }): string[] {
  const ignored = new Set(desired.ignoreMembers);
  return Object.keys({ ...transferring, ...priorMembers }).filter(
    (memberId) => !Object.hasOwn(desired.members, memberId) && !ignored.has(memberId),
  );
}

// A member that is not in the snapshot is removed too, because the snapshot may lag behind.
function removals<Parent extends object>(facts: PlanInput<Parent>, dropped: readonly string[]): string[] {
  const { priorMembers, transferring, snapshot, elsewhere } = facts;
  return removalOrder(
    facts,
    [...dropped.filter((memberId) => elsewhere(memberId) === undefined), ...unmanagedMembers(facts)],
    (id) => snapshot.members.get(id)?.role ?? roleOf(priorMembers, id) ?? roleOf(transferring, id),
  );
}
