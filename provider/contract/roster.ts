import { isUnknown, type Properties } from "./properties";

/** The members of a roster: their standings by member id. In this form the order of a program's list is no difference. */
export type RosterMembers = Record<string, string>;

/** How a roster treats those whom it does not list. */
export interface RosterConduct {
  /** True, or left out. */
  exclusive?: true;
  /** In their order, without repetition; left out where there is nobody. */
  ignoreMembers?: string[];
}

/** What the checked inputs of a roster say of members, as the engine keeps it beside what names the place. */
export interface Roster extends RosterConduct {
  members: RosterMembers;
}

/** The standing that the state has for somebody of whom nobody knows if they are a member: no answer came. */
export const UNCONFIRMED = "Unconfirmed";

/** Those whom a roster manages: their standings, or {@link UNCONFIRMED}, by member id. */
export type HeldMembers = Record<string, string>;

/** The roster that checked inputs declare. */
export function rosterOf(inputs: Properties): Roster {
  return { members: standingsOf(inputs), ...conductOf(inputs) };
}

/** Whom a roster manages, by what the state has of it. */
export function heldIn(state: Properties): HeldMembers {
  return standingsOf(state);
}

/** Whom a roster dropped because another resource declares them, and keeps until another entry has them. */
export function transferringIn({ transferring }: Properties): HeldMembers {
  return typeof transferring === "object" && transferring !== null ? (transferring as HeldMembers) : {};
}

/** The standing of a member; undefined for who is none, also where the id is a name that every object has. */
export function standingOf(members: HeldMembers, memberId: string): string | undefined {
  return Object.hasOwn(members, memberId) ? members[memberId] : undefined;
}

/** How a roster treats those whom it does not list. */
export function conductOf({ exclusive, ignoreMembers }: Properties): RosterConduct {
  return {
    ...(exclusive === true ? { exclusive } : {}),
    ...(Array.isArray(ignoreMembers) ? { ignoreMembers: ignoreMembers as string[] } : {}),
  };
}

/** Whether every value of checked inputs is known. */
export function isKnown({ members, ...others }: Properties): boolean {
  const standings: unknown[] =
    typeof members === "object" && members !== null ? Object.values(members) : [members];
  return ![...standings, ...Object.values(others)].some(isUnknown);
}

function standingsOf({ members }: Properties): RosterMembers {
  if (typeof members === "object" && members !== null) return members as RosterMembers;
  throw new Error("The Pulumi state of a roster has no members: it was not written by pulumi-chime.");
}
