import { allDependencies, type MutableEntry } from "./stackState";

/**
 * In which order entries are deleted: those of one list at a time, in any order, one list after the other. `ScheduleDeletes` of
 * pkg/resource/deploy/step_generator.go: those first on which most others depend, and all of it turned round.
 *
 * @param graph All entries, those before others to which they refer.
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

/** The names of all to which these refer, directly or through others, by what was found in the state. */
export function transitiveDependencies(
  names: ReadonlySet<string>,
  graph: readonly MutableEntry[],
): Set<string> {
  const reached = new Set(names);
  const all = new Set<string>();
  for (const entry of [...graph].reverse()) {
    if (!reached.has(entry.name)) continue;
    for (const name of allDependencies(entry)) {
      reached.add(name);
      all.add(name);
    }
  }
  return all;
}

function dependenciesOf(entry: MutableEntry, graph: readonly MutableEntry[]): MutableEntry[] {
  const names = allDependencies(entry);
  return graph.slice(0, graph.indexOf(entry)).filter(({ name }) => names.has(name));
}
