import { isUnknown, stringsOf, type Properties } from "./properties";
import type { RoomKey } from "./roomId";
import type { RoomMembershipRole } from "./roomMembership";

/** The members of a roster: their roles by member id. In this form the order of a program's list is no difference. */
export type RosterMembers = Record<string, RoomMembershipRole>;

/** How a roster treats those whom it does not list. */
export interface RosterConduct {
  /** True, or left out. */
  exclusive?: true;
  /** In their order, without repetition; left out where there is nobody. */
  ignoreMembers?: string[];
}

/** The checked inputs of a roster, as the engine keeps them. */
export interface RoomRosterInputs extends RoomKey, RosterConduct {
  members: RosterMembers;
}

/** The role that the state has for somebody of whom nobody knows if they are a member: no answer came. */
export const UNCONFIRMED = "Unconfirmed";

/** Those whom a roster manages: their roles by member id. */
export type HeldMembers = Record<string, RoomMembershipRole | typeof UNCONFIRMED>;

/** What the engine keeps of a roster. */
export interface RoomRosterState extends RoomKey, RosterConduct {
  members: HeldMembers;
  /** The roles of those in the room whom it does not, where it is exclusive; left out where there is nobody. */
  otherMembers?: RosterMembers;
}

/** The roster that checked inputs declare. */
export function rosterOf(inputs: Properties): RoomRosterInputs {
  return { ...roomOf(inputs), members: rolesOf(inputs) as RosterMembers, ...conductOf(inputs) };
}

/** Whom a roster manages, by what the state has of it. */
export function heldIn(state: Properties): HeldMembers {
  return rolesOf(state) as HeldMembers;
}

/** The role of a member; undefined for who is none, also where the id is a name that every object has. */
export function roleIn(members: HeldMembers, memberId: string): HeldMembers[string] | undefined {
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
  const roles: unknown[] =
    typeof members === "object" && members !== null ? Object.values(members) : [members];
  return ![...roles, ...Object.values(others)].some(isUnknown);
}

function roomOf(props: Properties): RoomKey {
  return stringsOf(props, ["accountId", "roomId"]);
}

function rolesOf({ members }: Properties): object {
  if (typeof members === "object" && members !== null) return members;
  throw new Error("The Pulumi state of a roster has no members: it was not written by pulumi-chime.");
}
