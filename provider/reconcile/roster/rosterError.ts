import { errorPage } from "../../aws/errors/errorPage";
import { UserError } from "../../schema/userError";
import { inDigits } from "../../reporting/inDigits";
import type { ChimeError } from "../../aws/errors/chimeError";
import { counted, namesOf, type RosterSubject } from "./memberNames";
import type { MemberFailure, MemberFailures } from "./rosterOperations";

/** What failed for a roster, and what became of the rest. */
export interface RosterTask {
  /** The rest of a sentence that begins with "Could not". */
  purpose: string;
  /** What became of the members without a failure. */
  others: string;
  /** Which removals did not begin; undefined if all did. */
  waiting?: string | undefined;
  /** How to continue. */
  next: string;
  /** What a member is. */
  noun: string;
}

/**
 * A create or an update.
 *
 * @param removedLater The members whom the roster drops, and who are removed only after it has all others.
 */
export function applyingTo(
  { parent, noun }: RosterSubject,
  removedLater: readonly string[] = [],
): RosterTask {
  return {
    purpose: `apply the roster to ${parent}`,
    others: "The other changes are done, and are in the state.",
    waiting:
      removedLater.length === 0
        ? undefined
        : `Not removed yet: ${counted(removedLater.length, noun)} that the roster no longer lists (${namesOf(removedLater)}). The update ` +
          `removes them once the roster has all its ${noun}s. If there is no room for them before, first run \`pulumi up\` with the ` +
          `${noun}s that failed left out of the list.`,
    next: "The next `pulumi up` or `pulumi destroy` continues where this one stopped.",
    noun,
  };
}

/** A delete. */
export function removingFrom({ parent, noun }: RosterSubject): RosterTask {
  return {
    purpose: `remove the ${noun}s of a roster from ${parent}`,
    others: `The others are removed, except those that another resource has. The roster stays in the state until all its ${noun}s are removed.`,
    next:
      "The next `pulumi destroy`, or `pulumi up` without the roster, continues where this one stopped. To declare the roster again, run " +
      "`pulumi up --refresh`.",
    noun,
  };
}

/** A roster is deleted that was to be replaced before. */
export function notReplacedYet({ parent, noun }: RosterSubject, memberIds: readonly string[]): Error {
  return new UserError(
    `Did not remove ${counted(memberIds.length, noun)} (${namesOf(memberIds)}) of a roster from ${parent}: the roster that replaces it ` +
      "was not created, because it failed or was skipped, or because it has the option deleteBeforeReplace, which a roster that drops " +
      `${noun}s must not have. The roster stays in the state. Fix the error, or remove the option, and run \`pulumi up\` again.`,
    "The new roster was not created",
  );
}

/**
 * The error of a roster with failed changes. It has each kind of failure once, with the members.
 *
 * @param total How many changes were planned.
 */
export function rosterError(
  { purpose, others, waiting, next, noun }: RosterTask,
  failures: MemberFailures,
  total: number,
): Error {
  const groups = groupsOf(failures);
  const advice = new Set(groups.map(({ failure }) => adviceOf(failure.error)).filter((text) => text !== ""));
  const outcome = `Could not ${purpose}: ${inDigits(failures.size)} of ${inDigits(total)} ${total === 1 ? "change" : "changes"} failed.`;
  const text = [
    failures.size < total ? `${outcome} ${others}` : outcome,
    ...groups.map((group) => `  - ${lineOf(group, noun)}`),
    ...advice,
    ...(waiting === undefined ? [] : [waiting]),
    next,
  ].join("\n");
  const causes = groups.map(({ failure }) => failure.error);
  const cause = causes.length > 1 ? new AggregateError(causes, "One error of each kind") : causes[0];
  return new UserError(text, `${counted(failures.size, noun)} of a roster failed`, { cause });
}

function adviceOf({ advice, kind }: ChimeError): string {
  return advice === "" ? "" : `${advice} ${errorPage(kind)}`;
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

function lineOf({ failure: { action, error }, memberIds }: Group, noun: string): string {
  const [first, ...others] = memberIds;
  if (others.length === 0) return `${action} ${noun} ${first}: ${error.reason}`;
  return `${action} ${counted(memberIds.length, noun)} (${namesOf(memberIds)}), for example: ${error.reason}`;
}
