import type { Plugins } from "./hooks";
import { allDependencies, type MutableEntry } from "./stackState";
import { UNKNOWN } from "./unknown";

/**
 * What would have to be replaced where an entry is deleted before it is created anew: `calculateDependentReplacements` of
 * pkg/resource/deploy/step_generator.go. Each hook is asked for the difference that unknown arguments would make.
 *
 * @param entries In the order of the state, those first to which others refer.
 * @param seen The names of what the program has registered so far: it does not depend on the entry any more.
 */
export async function dependentReplacements(
  root: MutableEntry,
  entries: readonly MutableEntry[],
  seen: (name: string) => boolean,
  plugins: Plugins,
): Promise<MutableEntry[]> {
  const replaced = new Set([root.name]);
  const dependents = new Set([root.name]);
  const all: MutableEntry[] = [];
  for (const entry of entries.slice(entries.indexOf(root) + 1)) {
    if (seen(entry.name) || ![...allDependencies(entry)].some((name) => dependents.has(name))) continue;
    dependents.add(entry.name);
    if (!(await isReplaced(entry, replaced, plugins))) continue;
    replaced.add(entry.name);
    all.push(entry);
  }
  return all;
}

async function isReplaced(
  entry: MutableEntry,
  replaced: ReadonlySet<string>,
  plugins: Plugins,
): Promise<boolean> {
  const { propertyDependencies, options, kind, id, outputs } = entry;
  const unknown = Object.keys(entry.inputs).filter((property) =>
    propertyDependencies[property]?.some((name) => replaced.has(name)),
  );
  if (unknown.length === 0) return false;
  const inputs = { ...entry.inputs, ...Object.fromEntries(unknown.map((property) => [property, UNKNOWN])) };
  const { changes, replaces } = await (
    await plugins.hooksFor(options.provider, kind)
  ).diff(id, outputs, inputs);
  return changes && replaces.length > 0;
}
