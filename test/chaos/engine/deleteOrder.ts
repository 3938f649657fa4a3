import { allDependencies, type MutableEntry } from "./stackState";

/**
 * Splits entries into lists that are deleted one after the other: an entry is deleted before those that it depends on.
 * The entries of one list can be deleted in any order. `ScheduleDeletes` in pkg/resource/deploy/step_generator.go.
 *
 * @param graph All entries: an entry comes after those that it depends on.
 */
export function antichains(
  condemned: readonly MutableEntry[],
  graph: readonly MutableEntry[],
): MutableEntry[][] {
  const chains: MutableEntry[][] = [];
  let left = [...condemned];
  while (left.length > 0) {
    const free = left.filter((entry) => !dependenciesOf(entry, graph).some((other) => left.includes(other)));
    left = left.filter((entry) => !free.includes(entry));
    chains.unshift(free);
  }
  return chains;
}

/** The names of all direct and indirect dependencies, according to the state before the deployment. */
export function transitiveDependencies(
  names: ReadonlySet<string>,
  graph: readonly MutableEntry[],
): Set<string> {
  const reached = new Set(names);
  const dependencies = new Set<string>();
  for (const entry of [...graph].reverse()) {
    if (!reached.has(entry.name)) continue;
    for (const name of allDependencies(entry)) {
      reached.add(name);
      dependencies.add(name);
    }
  }
  return dependencies;
}

function dependenciesOf(entry: MutableEntry, graph: readonly MutableEntry[]): MutableEntry[] {
  const names = allDependencies(entry);
  return graph.slice(0, graph.indexOf(entry)).filter(({ name }) => names.has(name));
}
