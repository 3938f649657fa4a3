import type { Snapshot } from "../../aws/memberships/snapshots";
import type { Properties } from "../../schema/properties";
import {
  OUTCOME_UNKNOWN,
  roleOf,
  rosterOptions,
  type MemberRoles,
  type Roster,
  type RosterMembers,
} from "../../schema/rosters/rosterState";

/** The properties of a roster, as its inputs have them. */
export function rosterProperties(parent: object, { members, exclusive, ignoreMembers }: Roster): Properties {
  return { ...parent, members, ...rosterOptions({ exclusive, ignoreMembers }) };
}

/** The output `transferring`, unless it is empty. */
export function transferringOutput(members: MemberRoles): Properties {
  return Object.keys(members).length === 0 ? {} : { transferring: members };
}

/** The output `otherMembers`, unless it is empty. */
export function otherMembersOutput(members: RosterMembers): Properties {
  return Object.keys(members).length === 0 ? {} : { otherMembers: members };
}

/** The roles of those of the members who are in a snapshot. */
export function rolesIn(snapshot: Snapshot, memberIds: readonly string[]): RosterMembers {
  return Object.fromEntries(
    memberIds.flatMap((memberId) => {
      const found = snapshot.members.get(memberId);
      return found ? [[memberId, found.role]] : [];
    }),
  );
}

/** The roles of some of the members. A member whose role is not known has {@link OUTCOME_UNKNOWN}. */
export function rolesOfSome(members: MemberRoles, memberIds: readonly string[]): MemberRoles {
  return Object.fromEntries(
    memberIds.map((memberId) => [memberId, roleOf(members, memberId) ?? OUTCOME_UNKNOWN]),
  );
}
