import type { NewMember } from "../chime/batchCreate";
import type { RoomSnapshot } from "../chime/roomSnapshots";
import type { MemberType } from "../contract/roomMembership";
import { roleIn, type HeldMembers, type RoomRosterInputs } from "../contract/roomRoster";

/** Somebody in the room who is to have another role. */
export interface RoleChange extends NewMember {
  memberType?: MemberType | undefined;
}

/**
 * What is to be done so that a room agrees with its roster, in this order: so it never lacks an administrator on the
 * way where it is to have one.
 */
export interface RosterPlan {
  add: NewMember[];
  promote: RoleChange[];
  demote: RoleChange[];
  /** Member ids. */
  remove: string[];
}

/** What a plan goes by. */
export interface RosterFacts {
  /** What the state has: whom the roster manages. */
  held: HeldMembers;
  wanted: Pick<RoomRosterInputs, "members" | "exclusive" | "ignoreMembers">;
  snapshot: RoomSnapshot;
}

/** Plans for those who change in the program, and for nobody else but those whom an exclusive roster does not list. */
export function planOf(facts: RosterFacts): RosterPlan {
  const { held, wanted, snapshot } = facts;
  const changed = Object.entries(wanted.members).filter(
    ([memberId, role]) => roleIn(held, memberId) !== role,
  );
  const plan: RosterPlan = { add: [], promote: [], demote: [], remove: removals(facts) };
  for (const [memberId, role] of changed) {
    const found = snapshot.members.get(memberId)?.state;
    if (!found) plan.add.push({ memberId, role });
    else if (found.role !== role) {
      const { memberType } = found;
      (role === "Administrator" ? plan.promote : plan.demote).push({ memberId, role, memberType });
    }
  }
  return plan;
}

/** Who is in the room though an exclusive roster neither lists nor ignores them, in the order of their ids. */
export function strangers({ held, wanted, snapshot }: RosterFacts): string[] {
  if (wanted.exclusive !== true) return [];
  const known = new Set([
    ...Object.keys(held),
    ...Object.keys(wanted.members),
    ...(wanted.ignoreMembers ?? []),
  ]);
  return [...snapshot.members.keys()].filter((memberId) => !known.has(memberId)).sort();
}

// Who is not in the list that was read is removed all the same: it may lag behind. Administrators go last, because
// Amazon Chime may refuse to let the only one go while others are in the room.
function removals(facts: RosterFacts): string[] {
  const { held, wanted, snapshot } = facts;
  const ignored = new Set(wanted.ignoreMembers);
  const dropped = Object.keys(held).filter((id) => !Object.hasOwn(wanted.members, id) && !ignored.has(id));
  const isAdministrator = (id: string): boolean =>
    (snapshot.members.get(id)?.state.role ?? roleIn(held, id)) === "Administrator";
  const all = [...dropped, ...strangers(facts)];
  return [...all.filter((id) => !isAdministrator(id)), ...all.filter(isAdministrator)];
}
