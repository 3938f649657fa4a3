import { errorPage } from "../../aws/errors/errorPage";
import { UserError } from "../../schema/userError";
import { inDigits } from "../../reporting/inDigits";
import type { ChimeError } from "../../aws/errors/chimeError";
import { counted, namesOf } from "./memberNames";
import type { MemberFailure, MemberFailures } from "./rosterOperations";

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
  const advice = new Set(groups.map(({ failure }) => adviceOf(failure.error)).filter((text) => text !== ""));
  const outcome = `Could not ${purpose}: ${inDigits(failures.size)} of ${inDigits(total)} ${total === 1 ? "change" : "changes"} failed.`;
  const text = [
    failures.size < total ? `${outcome} ${others}` : outcome,
    ...groups.map((group) => `  - ${lineOf(group)}`),
    ...advice,
    "The next `pulumi up` or `pulumi destroy` continues where this one stopped.",
  ].join("\n");
  const causes = groups.map(({ failure }) => failure.error);
  const cause = causes.length > 1 ? new AggregateError(causes, "One error of each kind") : causes[0];
  return new UserError(text, `${counted(failures.size)} of a roster failed`, { cause });
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

function lineOf({ failure: { action, error }, memberIds }: Group): string {
  const [first, ...others] = memberIds;
  if (others.length === 0) return `${action} member ${first}: ${error.reason}`;
  return `${action} ${counted(memberIds.length)} (${namesOf(memberIds)}), for example: ${error.reason}`;
}
