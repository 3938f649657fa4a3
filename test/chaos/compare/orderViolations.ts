import type { Entry } from "../engine/stackState";
import { allDependencies } from "../engine/stackState";
import { isHypothetical, subjectOf, type RecordedCall } from "./recordedCall";
import type { TestResource } from "./testResource";

/**
 * Where the calls of a deployment come in an order that the engine never has. A resource is asked about when those to which it
 * refers are done; what is gone is deleted when all others are done, those before others on which they depend.
 */
export function orderViolations(
  calls: readonly RecordedCall[],
  things: readonly TestResource[],
  before: readonly Entry[],
): string[] {
  return [
    ...againstReferences(calls, things),
    ...earlyDeletes(calls, things),
    ...againstDependents(calls, before),
  ];
}

function againstReferences(calls: readonly RecordedCall[], things: readonly TestResource[]): string[] {
  return things.flatMap(({ name, refs, dependsOn }) => {
    const first = calls.findIndex((call) => call.hook === "check" && subjectOf(call) === name);
    if (first < 0) return [];
    return [...refs.map(({ to }) => to), ...dependsOn]
      .filter((other) => calls.slice(first).some((call) => isRegistration(call) && subjectOf(call) === other))
      .map((other) => `${name} is checked before ${other} is done`);
  });
}

function earlyDeletes(calls: readonly RecordedCall[], things: readonly TestResource[]): string[] {
  // Replaced under another name.
  const aliases = new Set(things.map(({ options }) => options.alias));
  return finalDeletes(calls)
    .filter((index) => !aliases.has(subjectOf(calls[index]!)))
    .filter((index) => calls.slice(index).some(isRegistration))
    .map((index) => `${subjectOf(calls[index]!)} is deleted before all is registered`);
}

function againstDependents(calls: readonly RecordedCall[], before: readonly Entry[]): string[] {
  const deletes = finalDeletes(calls);
  // Which of two entries for one thing is meant, calls do not tell. One that is replaced already is not what others refer to.
  const meant = (index: number): Entry | undefined => {
    const call = calls[index]!;
    const entry = before.find((one) => one.name === subjectOf(call) && one.id === call.id && !one.delete);
    return before.some((other) => other !== entry && other.id === entry?.id) ? undefined : entry;
  };
  return deletes.flatMap((index, position) => {
    const entry = meant(index);
    const earlier = deletes.slice(0, position).flatMap((other) => meant(other)?.name ?? []);
    return earlier
      .filter((other) => entry && allDependencies(entry).has(other))
      .map((other) => `${other} is deleted before ${entry!.name}, which depends on it`);
  });
}

// Those that are no part of a replacement that deletes first: these follow a question about unknown arguments, or a create follows.
function finalDeletes(calls: readonly RecordedCall[]): number[] {
  return calls.flatMap((call, index) => {
    const subject = subjectOf(call);
    const isAsked = calls.some((other) => isHypothetical(other) && subjectOf(other) === subject);
    const isCreated = calls
      .slice(index)
      .some((other) => other.hook === "create" && subjectOf(other) === subject);
    return call.hook === "delete" && !isAsked && !isCreated ? [index] : [];
  });
}

function isRegistration(call: RecordedCall): boolean {
  return call.hook !== "delete" && call.hook !== "read" && !isHypothetical(call);
}
