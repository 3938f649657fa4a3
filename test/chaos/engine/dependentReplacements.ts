import type { Plugins } from "./hooks";
import { allDependencies, type MutableEntry } from "./stackState";
import { UNKNOWN } from "./unknown";

/**
 * The entries that must also be replaced if an entry is deleted before its replacement is created:
 * `calculateDependentReplacements` in pkg/resource/deploy/step_generator.go. Runs the diff hook of each candidate with
 * unknown inputs.
 *
 * @param entries All entries in the order of the state: an entry comes after those that it depends on.
 * @param isRegistered Whether the program has already registered the resource with this name. It is then skipped.
 */
export async function dependentReplacements(
  root: MutableEntry,
  entries: readonly MutableEntry[],
  isRegistered: (name: string) => boolean,
  plugins: Plugins,
): Promise<MutableEntry[]> {
  const replaced = new Set([root.name]);
  const dependents = new Set([root.name]);
  const replacements: MutableEntry[] = [];
  for (const entry of entries.slice(entries.indexOf(root) + 1)) {
    if (isRegistered(entry.name) || ![...allDependencies(entry)].some((name) => dependents.has(name)))
      continue;
    dependents.add(entry.name);
    if (!(await isReplaced(entry, replaced, plugins))) continue;
    replaced.add(entry.name);
    replacements.push(entry);
  }
  return replacements;
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
  const hooks = await plugins.hooksFor(options.provider, kind);
  const { changes, replaces } = await hooks.diff(id, outputs, inputs);
  return changes && replaces.length > 0;
}
