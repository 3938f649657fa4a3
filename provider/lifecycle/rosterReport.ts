import { PlainError } from "../contract/plainError";
import type { MemberFailure, MemberFailures } from "./rosterActions";

/** How many members of one kind of failure are named one by one. */
const MOST_NAMED = 10;

/**
 * The error of a roster for some of whose members something failed: each kind of failure once, with whom it hit.
 *
 * @param place The place, in words.
 */
export function rosterError(place: string, failures: MemberFailures, total: number): Error {
  const groups = groupsOf(failures);
  const advice = new Set(groups.map(({ failure }) => failure.error.advice));
  const members = total === 1 ? "1 member" : `${inDigits(total)} members`;
  const text = [
    `Could not bring ${place} to its roster: of ${members} to be seen to, ${inDigits(failures.size)} failed. ` +
      "All others are done, and are kept in the state.",
    ...groups.map((group) => `  - ${lineOf(group)}`),
    ...advice,
    "Then run `pulumi up`, or `pulumi destroy`, again: it goes on where this one ended.",
  ].join("\n");
  return new PlainError(text, `${inDigits(failures.size)} members of a roster failed`);
}

interface Group {
  failure: MemberFailure;
  memberIds: string[];
}

function groupsOf(failures: MemberFailures): Group[] {
  const groups = new Map<string, Group>();
  for (const [memberId, failure] of failures) {
    const key = `${failure.action} ${failure.error.kind}`;
    const group = groups.get(key) ?? { failure, memberIds: [] };
    group.memberIds.push(memberId);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function lineOf({ failure: { action, error }, memberIds }: Group): string {
  const named = memberIds.slice(0, MOST_NAMED).join(", ");
  const more = memberIds.length - MOST_NAMED;
  const whom = memberIds.length === 1 ? `member ${named}` : `${inDigits(memberIds.length)} members (${named}`;
  const end = memberIds.length === 1 ? "" : more > 0 ? ` and ${inDigits(more)} more)` : ")";
  const such = memberIds.length === 1 ? "" : "such as: ";
  return `${action} ${whom}${end}: ${such}${error.reason}`;
}

function inDigits(count: number): string {
  return count.toLocaleString("en-US");
}
