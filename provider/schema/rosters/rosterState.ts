import { isUnknown, type Properties } from "../properties";

/** The members of a roster: their standings by member id. In this form the order of a program's list is no difference. */
export type RosterMembers = Record<string, string>;

/** How a roster treats those whom it does not list. */
export interface RosterOptions {
  /** True, or left out. */
  exclusive?: true;
  /** In their order, without repetition; left out where there is nobody. */
  ignoreMembers?: string[];
}

/** What the checked inputs of a roster say of members, as the engine keeps it beside what names the place. */
export interface Roster extends RosterOptions {
  members: RosterMembers;
}

/** The standing that the state has for somebody of whom nobody knows if they are a member: no answer came. */
export const OUTCOME_UNKNOWN = "Unconfirmed";

/** Those whom a roster manages: their standings, or {@link OUTCOME_UNKNOWN}, by member id. */
export type MemberRoles = Record<string, string>;

/** The roster that checked inputs declare. */
export function rosterOf(inputs: Properties): Roster {
  return { members: standingsOf(inputs), ...rosterOptions(inputs) };
}

/** Whom a roster manages, by what the state has of it. */
export function membersInState(state: Properties): MemberRoles {
  return standingsOf(state);
}

/** Whom a roster dropped because another resource declares them, and keeps until another entry has them. */
export function transferringInState({ transferring }: Properties): MemberRoles {
  return typeof transferring === "object" && transferring !== null ? (transferring as MemberRoles) : {};
}

/** The standing of a member; undefined for who is none, also where the id is a name that every object has. */
export function roleOf(members: MemberRoles, memberId: string): string | undefined {
  return Object.hasOwn(members, memberId) ? members[memberId] : undefined;
}

/** How a roster treats those whom it does not list. */
export function rosterOptions({ exclusive, ignoreMembers }: Properties): RosterOptions {
  return {
    ...(exclusive === true ? { exclusive } : {}),
    ...(Array.isArray(ignoreMembers) ? { ignoreMembers: ignoreMembers as string[] } : {}),
  };
}

/** Whether every value of checked inputs is known. */
export function isKnown({ members, ...others }: Properties): boolean {
  const roles: unknown[] =
    typeof members === "object" && members !== null ? Object.values(members) : [members];
  return ![...roles, ...Object.values(others)].some(isUnknown);
}

function standingsOf({ members }: Properties): RosterMembers {
  if (typeof members === "object" && members !== null) return members as RosterMembers;
  throw new Error("The Pulumi state of a roster has no members: it was not written by pulumi-chime.");
}
