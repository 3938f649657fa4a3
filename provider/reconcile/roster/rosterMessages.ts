import { UserError } from "../../schema/userError";
import type { MemberFailure, MemberFailures } from "./rosterOperations";

/** How many members a message names. */
const MOST_NAMED = 10;

/** How many members each message names with PULUMI_CHIME_DEBUG. */
const NAMED_AT_ONCE = 100;

/** What failed for a roster, and what became of the rest. */
export interface RosterTask {
  /** The rest of a sentence that begins with "Could not". */
  purpose: string;
  /** What became of the members without a failure. */
  others: string;
}

/**
 * A create or an update.
 *
 * @param parent The description of the parent.
 */
export function applyingTo(parent: string): RosterTask {
  return {
    purpose: `apply the roster to ${parent}`,
    others: "The other changes are done, and are in the state.",
  };
}

/**
 * A delete.
 *
 * @param parent The description of the parent.
 */
export function removingFrom(parent: string): RosterTask {
  return {
    purpose: `remove the members of a roster from ${parent}`,
    others: "The others are removed. The roster stays in the state until all its members are removed.",
  };
}

/**
 * The error of a roster with failed changes. It has each kind of failure once, with the members.
 *
 * @param total How many changes were planned.
 */
export function rosterError({ purpose, others }: RosterTask, failures: MemberFailures, total: number): Error {
  const groups = groupsOf(failures);
  const advice = new Set(groups.map(({ failure }) => failure.error.advice));
  const outcome = `Could not ${purpose}: ${inDigits(failures.size)} of ${inDigits(total)} ${total === 1 ? "change" : "changes"} failed.`;
  const text = [
    failures.size < total ? `${outcome} ${others}` : outcome,
    ...groups.map((group) => `  - ${lineOf(group)}`),
    ...[...advice].filter((text) => text !== ""),
    "The next `pulumi up` or `pulumi destroy` continues where this one stopped.",
  ].join("\n");
  const causes = groups.map(({ failure }) => failure.error);
  const cause = causes.length > 1 ? new AggregateError(causes, "One error of each kind") : causes[0];
  return new UserError(text, `${counted(failures.size)} of a roster failed`, { cause });
}

/** Says whom an exclusive roster removes. */
export function removalsMessage(parent: string, memberIds: readonly string[]): string {
  return withHint(
    memberIds,
    `The roster of ${parent} is exclusive: \`pulumi up\` removes ${counted(memberIds.length)} that it does not list ` +
      `(${namesOf(memberIds)}). To keep a member, add the id to ignoreMembers.`,
  );
}

/** Says who may be removed, if the preview does not know all members of a roster. */
export function possibleRemovalsMessage(parent: string, memberIds: readonly string[]): string {
  const some = memberIds.length === 1 ? "1 member" : `up to ${counted(memberIds.length)}`;
  return withHint(
    memberIds,
    `Some members of the roster of ${parent} are not known before the update. \`pulumi up\` removes ${some} ` +
      `(${namesOf(memberIds)}), except those that turn out to be in the roster.`,
  );
}

/** Says whom a roster removes that it kept for another resource. */
export function transferredRemovalsMessage(parent: string, memberIds: readonly string[]): string {
  return (
    `\`pulumi up\` removes ${counted(memberIds.length)} from ${parent} (${namesOf(memberIds)}): the roster kept ` +
    "them for another resource, and no resource declares them any more."
  );
}

/** Says whom a roster drops without a removal, because another roster ignores them. */
export function ignoredMessage(parent: string, memberIds: readonly string[]): string {
  return (
    `Not removed from ${parent}: ${counted(memberIds.length)} (${namesOf(memberIds)}) in the ignoreMembers of another roster. ` +
    "They leave the state and stay members. To remove them, delete them from ignoreMembers in the same update."
  );
}

/** Says whom a roster adopted. */
export function adoptionMessage(parent: string, memberIds: readonly string[]): string {
  return (
    `Adopted ${counted(memberIds.length)} of ${parent} that existed already (${namesOf(memberIds)}): the roster ` +
    "manages them from now on."
  );
}

/** Names all members that {@link removalsMessage} or {@link possibleRemovalsMessage} shortens. */
export function allRemovedNames(parent: string, memberIds: readonly string[]): string[] {
  if (memberIds.length <= MOST_NAMED) return [];
  const messages = Math.ceil(memberIds.length / NAMED_AT_ONCE);
  return Array.from({ length: messages }, (_, index) => {
    const named = memberIds.slice(index * NAMED_AT_ONCE, (index + 1) * NAMED_AT_ONCE);
    return `Members to remove from ${parent}: ${named.join(", ")}`;
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
  return `${action} ${counted(memberIds.length)} (${namesOf(memberIds)}), for example: ${error.reason}`;
}

function withHint(memberIds: readonly string[], message: string): string {
  return memberIds.length > MOST_NAMED ? `${message} PULUMI_CHIME_DEBUG=true names all of them.` : message;
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
