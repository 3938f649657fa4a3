import { UserError } from "../../schema/userError";
import type { MemberFailure, MemberFailures } from "./rosterOperations";

/** How many members are named one by one where a sentence is about them. */
const MOST_NAMED = 10;

/** How many are named in one message where all are. */
const NAMED_AT_ONCE = 100;

/** What was to be done about a roster when some of it failed, and what is kept of the rest. */
export interface RosterWork {
  /** Behind "Could not". */
  purpose: string;
  /** What became of those with whom nothing failed. */
  others: string;
}

/**
 * Adding, changing and removing those who differ.
 *
 * @param parent The place, in words.
 */
export function applyingTo(parent: string): RosterWork {
  return {
    purpose: `bring ${parent} to its roster`,
    others: "All others are done, and are kept in the state.",
  };
}

/**
 * Removing all whom the roster manages.
 *
 * @param parent The place, in words.
 */
export function removingFrom(parent: string): RosterWork {
  return {
    purpose: `take the members of a roster out of ${parent}`,
    others: "All others are out; the roster stays in the state until nobody of it is left.",
  };
}

/**
 * The error of a roster for some of whose members something failed: each kind of failure once, with whom it hit.
 *
 * @param total How many there were to be seen to.
 */
export function rosterError({ purpose, others }: RosterWork, failures: MemberFailures, total: number): Error {
  const groups = groupsOf(failures);
  const advice = new Set(groups.map(({ failure }) => failure.error.advice));
  const outcome = `Could not ${purpose}: of ${counted(total)} to be seen to, ${inDigits(failures.size)} failed.`;
  const text = [
    failures.size < total ? `${outcome} ${others}` : outcome,
    ...groups.map((group) => `  - ${lineOf(group)}`),
    ...[...advice].filter((text) => text !== ""),
    "Then run `pulumi up`, or `pulumi destroy`, again: it goes on where this one ended.",
  ].join("\n");
  const causes = groups.map(({ failure }) => failure.error);
  const cause = causes.length > 1 ? new AggregateError(causes, "One error of each kind") : causes[0];
  return new UserError(text, `${counted(failures.size)} of a roster failed`, { cause });
}

/**
 * What a preview says of an exclusive roster that would remove somebody.
 *
 * @param parent The place, in words.
 */
export function removalsOf(parent: string, memberIds: readonly string[]): string {
  const removals =
    `The roster of ${parent} is exclusive: \`pulumi up\` removes ${counted(memberIds.length)} that it does not list ` +
    `(${namesOf(memberIds)}). To leave somebody alone, list them in ignoreMembers.`;
  return memberIds.length > MOST_NAMED ? `${removals} PULUMI_CHIME_DEBUG=true names all of them.` : removals;
}

/**
 * What a preview says where members of a roster are not known yet.
 *
 * @param parent The place, in words.
 */
export function possibleRemovalsOf(parent: string, memberIds: readonly string[]): string {
  const some = memberIds.length === 1 ? "1 member" : `up to ${counted(memberIds.length)}`;
  const removals =
    `Some members of the roster of ${parent} are not known before the update. \`pulumi up\` removes ${some} ` +
    `(${namesOf(memberIds)}), except those who turn out to be in the roster.`;
  return memberIds.length > MOST_NAMED ? `${removals} PULUMI_CHIME_DEBUG=true names all of them.` : removals;
}

/**
 * What a preview says of those whom a roster kept for another resource, and whom no resource declares any more.
 *
 * @param parent The place, in words.
 */
export function removalsOfTransferred(parent: string, memberIds: readonly string[]): string {
  return (
    `\`pulumi up\` removes ${counted(memberIds.length)} from ${parent} (${namesOf(memberIds)}): the roster kept ` +
    "them for another resource, and no resource declares them any more."
  );
}

/**
 * What is said of those who were in a place already when a roster took them into its care.
 *
 * @param parent The place, in words.
 */
export function adoptionOf(parent: string, memberIds: readonly string[]): string {
  return (
    `Adopted ${counted(memberIds.length)} who ${memberIds.length === 1 ? "was" : "were"} in ${parent} already ` +
    `(${namesOf(memberIds)}): this roster manages them from now on.`
  );
}

/**
 * The names of all whom an exclusive roster would remove, where {@link removalsOf} does not have them all.
 *
 * @param parent The place, in words.
 */
export function namesOfRemovals(parent: string, memberIds: readonly string[]): string[] {
  if (memberIds.length <= MOST_NAMED) return [];
  const messages = Math.ceil(memberIds.length / NAMED_AT_ONCE);
  return Array.from({ length: messages }, (_, index) => {
    const named = memberIds.slice(index * NAMED_AT_ONCE, (index + 1) * NAMED_AT_ONCE);
    return `To be removed from ${parent}: ${named.join(", ")}`;
  });
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
  const [first, ...others] = memberIds;
  if (others.length === 0) return `${action} member ${first}: ${error.reason}`;
  return `${action} ${counted(memberIds.length)} (${namesOf(memberIds)}): such as: ${error.reason}`;
}

function namesOf(memberIds: readonly string[]): string {
  const named = memberIds.slice(0, MOST_NAMED).join(", ");
  const more = memberIds.length - MOST_NAMED;
  return more > 0 ? `${named} and ${inDigits(more)} more` : named;
}

function counted(members: number): string {
  return members === 1 ? "1 member" : `${inDigits(members)} members`;
}

function inDigits(count: number): string {
  return count.toLocaleString("en-US");
}
