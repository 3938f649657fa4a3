import { UserError } from "../userError";
import type { Properties } from "../properties";
import { isUnknown } from "../unknownValue";

/** The desired members of a roster: their roles by member id, so that the order of the program's list does not matter. */
export type RosterMembers = Record<string, string>;

/** How a roster treats members that it does not list. */
export interface RosterOptions {
  /** True or not set. */
  exclusive?: true;
  /** Sorted, without duplicates; not set where empty. */
  ignoreMembers?: string[];
}

/** The checked inputs of a roster, without the parent properties. */
export interface Roster extends RosterOptions {
  members: RosterMembers;
}

/** The role in the state of a member whose create has an unknown outcome. */
export const OUTCOME_UNKNOWN = "Unconfirmed";

/** The members that a roster manages: their roles, or {@link OUTCOME_UNKNOWN}, by member id. */
export type MemberRoles = Record<string, string>;

/** The roster that checked inputs declare. */
export function rosterOf(inputs: Properties): Roster {
  return { members: rolesOf(inputs), ...rosterOptions(inputs) };
}

/** The members that a roster manages, from its state. */
export function membersInState(state: Properties): MemberRoles {
  return rolesOf(state);
}

/** The members that a roster dropped and another resource declares, kept in the state until that resource owns them. */
export function transferringInState({ transferring }: Properties): MemberRoles {
  return typeof transferring === "object" && transferring !== null ? (transferring as MemberRoles) : {};
}

/** The role of a member; undefined for anybody else, also where the id is a property of every object. */
export function roleOf(members: MemberRoles, memberId: string): string | undefined {
  return Object.hasOwn(members, memberId) ? members[memberId] : undefined;
}

/** Reads the options from checked inputs or a state. */
export function rosterOptions({ exclusive, ignoreMembers }: Properties): RosterOptions {
  return {
    ...(exclusive === true ? { exclusive } : {}),
    ...(Array.isArray(ignoreMembers) ? { ignoreMembers: ignoreMembers as string[] } : {}),
  };
}

/** Whether no value of checked inputs is unknown. */
export function isKnown({ members, ...others }: Properties): boolean {
  const roles: unknown[] =
    typeof members === "object" && members !== null ? Object.values(members) : [members];
  return ![...roles, ...Object.values(others)].some(isUnknown);
}

function rolesOf({ members }: Properties): RosterMembers {
  if (typeof members === "object" && members !== null) return members as RosterMembers;
  throw new UserError(
    "The Pulumi state of a roster has no members: it was not written by pulumi-chime.",
    "Unknown state",
  );
}
