import { accessIn, memberIdIn, ownedByEntry, writeOf, type Key } from "./contents";
import type { Observation } from "./observation";

/**
 * The keys that a deployment removed although its preview did not name them: neither in a message of the plugin, nor in
 * the differences that Pulumi shows. Keys that exist again afterwards do not count.
 */
export function removalsNotInPreview(observation: Observation): Key[] {
  const { preview, calls, family, before, after } = observation;
  if (!preview) return [];
  const removed = calls.flatMap((call) => {
    const write = writeOf(family, call);
    return write?.verb === "delete" ? write.written : [];
  });
  return [...new Set(removed)].filter(
    (key) => before.contents.has(key) && !after.contents.has(key) && !isInPreview(observation, key),
  );
}

function isInPreview({ preview, family, before }: Observation, key: Key): boolean {
  const { changes, planned, mentions } = preview!;
  const memberId = memberIdIn(key);
  const id = memberId ?? key;
  const access = accessIn(key);
  // A user can be a member and a moderator.
  if (memberId === undefined ? mentions(id) : mentions(id, access ?? "member")) return true;
  // An adoption may remove and add the member, because a type cannot be updated.
  const isCreated =
    access === undefined &&
    planned.some(
      ({ name, inputs }) => changes.includes(`create ${name}`) && JSON.stringify(inputs).includes(id),
    );
  if (isCreated) return true;
  return before.entries
    .filter((entry) => ownedByEntry(family, entry).has(key))
    .some(({ name }) => {
      const steps = changes.filter((change) => change.endsWith(` ${name}`));
      if (steps.some((step) => !step.startsWith("update"))) return true;
      const plannedEntry = planned.find((entry) => entry.name === name && !entry.delete);
      return steps.length > 0 && !JSON.stringify(plannedEntry?.inputs ?? {}).includes(id);
    });
}
