import type { NewMember } from "../chime/members";
import type { Snapshot } from "../chime/snapshots";
import type { MembershipForm } from "../contract/membershipForm";
import { standingOf, type HeldMembers, type Roster } from "../contract/roster";

/** Somebody in the place who is to have another standing. */
export interface StandingChange extends NewMember {
  /** What is known of the member. */
  facts: Record<string, string>;
}

/**
 * What is to be done so that a place agrees with its roster, in this order: so a room never lacks an administrator on
 * the way where it is to have one.
 */
export interface RosterPlan {
  add: NewMember[];
  promote: StandingChange[];
  demote: StandingChange[];
  /** The ids of members to be removed. */
  remove: string[];
  /** The ids of members whom the roster drops, and keeps until another resource that declares them has them. */
  transfer: string[];
}

/** What a plan goes by. */
export interface RosterFacts<Place extends object> {
  form: MembershipForm<Place>;
  place: Place;
  /** What the state has: whom the roster manages. */
  held: HeldMembers;
  /** What the state has of those whom the roster dropped before, and no other entry had yet. */
  transferring: HeldMembers;
  wanted: Roster;
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
export function planOf<Place extends object>(facts: RosterFacts<Place>): RosterPlan {
  const { form, held, wanted, snapshot } = facts;
  const dropped = droppedMembers(facts);
  const changed = Object.entries(wanted.members).filter(
    ([memberId, standing]) => standingOf(held, memberId) !== standing,
  );
  const plan: RosterPlan = {
    add: [],
    promote: [],
    demote: [],
    remove: removals(facts, dropped),
    transfer: dropped.filter((memberId) => facts.elsewhere(memberId) === "desired"),
  };
  for (const [memberId, standing] of changed) {
    const found = snapshot.members.get(memberId);
    if (!found) plan.add.push({ memberId, standing });
    else if (found.standing !== standing) {
      const changes = standing === form.senior ? plan.promote : plan.demote;
      changes.push({ memberId, standing, facts: found.facts });
    }
  }
  return plan;
}

/** Who is in the place though an exclusive roster neither lists nor ignores them, in the order of their ids. */
export function strangers<Place extends object>(facts: RosterFacts<Place>): string[] {
  const { form, place, held, transferring, wanted, snapshot, elsewhere } = facts;
  if (wanted.exclusive !== true) return [];
  const known = new Set([
    ...Object.keys(held),
    ...Object.keys(transferring),
    ...Object.keys(wanted.members),
    ...(wanted.ignoreMembers ?? []),
  ]);
  return [...snapshot.members.keys()]
    .filter((memberId) => !known.has(memberId) && !form.isCaller(place, memberId))
    .filter((memberId) => elsewhere(memberId) === undefined)
    .sort();
}

/**
 * The order in which members are removed. Seniors go last, because Amazon Chime may refuse to let the only one go while
 * others are in the place; and at the very end the one on whose behalf all of them are removed.
 *
 * @param standingIn The standing of a member; undefined where nobody knows.
 */
export function inOrderOfRemoval<Place extends object>(
  { form, place }: Pick<RosterFacts<Place>, "form" | "place">,
  memberIds: readonly string[],
  standingIn: (memberId: string) => string | undefined,
): string[] {
  const isSenior = (id: string): boolean => form.senior !== undefined && standingIn(id) === form.senior;
  const rank = (id: string): number => (form.isCaller(place, id) ? 2 : Number(isSenior(id)));
  return [...memberIds].sort((one, other) => rank(one) - rank(other));
}

/** Whom the roster had, and neither lists nor ignores any more. */
export function droppedMembers<Place extends object>({
  held,
  transferring,
  wanted,
}: Pick<RosterFacts<Place>, "held" | "transferring" | "wanted">): string[] {
  const ignored = new Set(wanted.ignoreMembers);
  return Object.keys({ ...transferring, ...held }).filter(
    (memberId) => !Object.hasOwn(wanted.members, memberId) && !ignored.has(memberId),
  );
}

// Who is not in the list that was read is removed all the same: it may lag behind.
function removals<Place extends object>(facts: RosterFacts<Place>, dropped: readonly string[]): string[] {
  const { held, transferring, snapshot, elsewhere } = facts;
  return inOrderOfRemoval(
    facts,
    [...dropped.filter((memberId) => elsewhere(memberId) === undefined), ...strangers(facts)],
    (id) => snapshot.members.get(id)?.standing ?? standingOf(held, id) ?? standingOf(transferring, id),
  );
}
