import { allDependencies, type Entry } from "../engine/stackState";
import { isHypothetical, subjectOf, type RecordedCall } from "./recordedCall";
import type { TestResource } from "./testResource";

/**
 * Describes calls in an order that the engine must not use. A resource is checked after the resources that it depends
 * on are done. Dropped resources are deleted after all others are done, and before the resources that they depend on.
 *
 * @param before The state before the deployment.
 */
export function orderViolations(
  calls: readonly RecordedCall[],
  resources: readonly TestResource[],
  before: readonly Entry[],
): string[] {
  return [
    ...earlyChecks(calls, resources),
    ...earlyDeletes(calls, resources),
    ...deletesBeforeDependents(calls, before),
  ];
}

function earlyChecks(calls: readonly RecordedCall[], resources: readonly TestResource[]): string[] {
  return resources.flatMap(({ name, refs, dependsOn }) => {
    const check = calls.findIndex((call) => call.hook === "check" && subjectOf(call) === name);
    if (check < 0) return [];
    const later = calls.slice(check).filter(isForRegistration).map(subjectOf);
    return [...refs.map(({ to }) => to), ...dependsOn]
      .filter((dependency) => later.includes(dependency))
      .map((dependency) => `${name} is checked before ${dependency} is done`);
  });
}

function earlyDeletes(calls: readonly RecordedCall[], resources: readonly TestResource[]): string[] {
  // A resource that an alias renames may be deleted as part of its replacement.
  const aliases = new Set(resources.map(({ options }) => options.alias));
  return finalDeletes(calls)
    .filter((index) => !aliases.has(subjectOf(calls[index]!)))
    .filter((index) => calls.slice(index).some(isForRegistration))
    .map((index) => `${subjectOf(calls[index]!)} is deleted before all resources are registered`);
}

function deletesBeforeDependents(calls: readonly RecordedCall[], before: readonly Entry[]): string[] {
  const deletes = finalDeletes(calls);
  // Undefined if two entries have the id, because the call does not show which one is deleted. Entries that were
  // replaced earlier have no dependents.
  const deletedEntry = (index: number): Entry | undefined => {
    const call = calls[index]!;
    const entry = before.find(
      ({ name, id, ...rest }) => name === subjectOf(call) && id === call.id && !rest.delete,
    );
    return before.some((other) => other !== entry && other.id === entry?.id) ? undefined : entry;
  };
  return deletes.flatMap((index, position) => {
    const entry = deletedEntry(index);
    const earlier = deletes.slice(0, position).flatMap((other) => deletedEntry(other)?.name ?? []);
    return earlier
      .filter((name) => entry && allDependencies(entry).has(name))
      .map((name) => `${name} is deleted before ${entry!.name}, which depends on it`);
  });
}

// The deletes that do not belong to a replacement that deletes first. Those follow a hypothetical diff, or precede a
// create.
function finalDeletes(calls: readonly RecordedCall[]): number[] {
  return calls.flatMap((call, index) => {
    const subject = subjectOf(call);
    const hasHypotheticalDiff = calls.some((other) => isHypothetical(other) && subjectOf(other) === subject);
    const isCreatedLater = calls
      .slice(index)
      .some((other) => other.hook === "create" && subjectOf(other) === subject);
    return call.hook === "delete" && !hasHypotheticalDiff && !isCreatedLater ? [index] : [];
  });
}

function isForRegistration(call: RecordedCall): boolean {
  return call.hook !== "delete" && call.hook !== "read" && !isHypothetical(call);
}
