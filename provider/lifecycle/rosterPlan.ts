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
  /** Member ids. */
  remove: string[];
}

/** What a plan goes by. */
export interface RosterFacts<Place extends object> {
  form: MembershipForm<Place>;
  place: Place;
  /** What the state has: whom the roster manages. */
  held: HeldMembers;
  wanted: Roster;
  snapshot: Snapshot;
}

/** Plans for those who change in the program, and for nobody else but those whom an exclusive roster does not list. */
export function planOf<Place extends object>(facts: RosterFacts<Place>): RosterPlan {
  const { form, held, wanted, snapshot } = facts;
  const changed = Object.entries(wanted.members).filter(
    ([memberId, standing]) => standingOf(held, memberId) !== standing,
  );
  const plan: RosterPlan = { add: [], promote: [], demote: [], remove: removals(facts) };
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
  const { form, place, held, wanted, snapshot } = facts;
  if (wanted.exclusive !== true) return [];
  const known = new Set([
    ...Object.keys(held),
    ...Object.keys(wanted.members),
    ...(wanted.ignoreMembers ?? []),
  ]);
  return [...snapshot.members.keys()]
    .filter((memberId) => !known.has(memberId) && !form.isCaller(place, memberId))
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

// Who is not in the list that was read is removed all the same: it may lag behind.
function removals<Place extends object>(facts: RosterFacts<Place>): string[] {
  const { held, wanted, snapshot } = facts;
  const ignored = new Set(wanted.ignoreMembers);
  const dropped = Object.keys(held).filter((id) => !Object.hasOwn(wanted.members, id) && !ignored.has(id));
  return inOrderOfRemoval(
    facts,
    [...dropped, ...strangers(facts)],
    (id) => snapshot.members.get(id)?.standing ?? standingOf(held, id),
  );
}
