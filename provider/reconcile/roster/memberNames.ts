import { inDigits } from "../../reporting/inDigits";

/** A roster, as messages name it. */
export interface RosterSubject {
  /** The description of the parent. */
  readonly parent: string;
  /** What a member is: `member`, `moderator`. */
  readonly noun: string;
}

/** How many members a message names. */
export const MOST_NAMED = 10;

/** The ids of members for a message, which names only the first ones. */
export function namesOf(memberIds: readonly string[]): string {
  const named = memberIds.slice(0, MOST_NAMED).join(", ");
  const more = memberIds.length - MOST_NAMED;
  return more > 0 ? `${named} and ${inDigits(more)} more` : named;
}

/** A number of members: `1 member`, `1,200 members`. */
export function counted(members: number, noun: string): string {
  return members === 1 ? `1 ${noun}` : `${inDigits(members)} ${noun}s`;
}
