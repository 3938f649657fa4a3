import type { CommandOptions } from "./commandOptions";
import { allDependencies, type MutableEntry } from "./stackState";

/**
 * Which resources `--target` and `--exclude` include in a deployment: `isIncludedInOperation` and a part of
 * `GenerateDeletes` in pkg/resource/deploy/step_generator.go.
 */
export class Targets {
  /** The names of the targeted or excluded resources, and of their dependents that were found so far. */
  private readonly selected: Set<string>;

  public constructor(private readonly options: CommandOptions) {
    this.selected = new Set(options.targets ?? options.excludes ?? []);
  }

  /** Whether a resource may be deleted: it is a target, or `--target-dependents` includes the dependents of targets. */
  public allowsDelete(name: string): boolean {
    const { targets, targetDependents = false } = this.options;
    return targets === undefined || targets.includes(name) || targetDependents;
  }

  public includes(entry: MutableEntry): boolean {
    const { targets, targetDependents = false, excludes, excludeDependents = false } = this.options;
    const isDependent = (): boolean => [...allDependencies(entry)].some((name) => this.selected.has(name));
    if (targets !== undefined) return targets.includes(entry.name) || (targetDependents && isDependent());
    if (excludes !== undefined)
      return !excludes.includes(entry.name) && !(excludeDependents && isDependent());
    return true;
  }

  /** The entries that a refresh reads. */
  public entriesToRefresh(entries: readonly MutableEntry[]): MutableEntry[] {
    return entries.filter((entry) => {
      const isIncluded = this.includes(entry);
      this.recordDecision(entry, isIncluded);
      return isIncluded;
    });
  }

  /** Records whether a resource is included, for the decisions about its dependents. */
  public recordDecision(entry: MutableEntry, isIncluded: boolean): void {
    const hasTargets = this.options.targets !== undefined;
    if (isIncluded === hasTargets) this.selected.add(entry.name);
  }

  /**
   * Decides which entries may be deleted.
   *
   * @param replacementsWith The entries that are replaced together with an entry.
   */
  public async deletable(
    entries: readonly MutableEntry[],
    replacementsWith: (entry: MutableEntry) => Promise<readonly MutableEntry[]>,
  ): Promise<(name: string) => boolean> {
    const { targets, excludes, excludeDependents = false } = this.options;
    if (targets !== undefined) {
      const allowed = new Set<string>();
      for (const name of withDependents(targets, entries)) {
        for (const entry of entries.filter((candidate) => candidate.name === name)) {
          allowed.add(name);
          for (const replacement of await replacementsWith(entry)) allowed.add(replacement.name);
        }
      }
      return (name) => allowed.has(name);
    }
    if (excludes !== undefined) {
      const kept = withDependencies(excludes, entries);
      // An excluded resource depends on the stack resource, and all resources depend on that.
      const keepsAll = excludeDependents && entries.some(({ name }) => excludes.includes(name));
      return (name) => !kept.has(name) && !keepsAll;
    }
    return () => true;
  }
}

function withDependents(names: readonly string[], entries: readonly MutableEntry[]): Set<string> {
  const all = new Set(names.filter((name) => entries.some((entry) => entry.name === name)));
  for (const entry of entries)
    if ([...allDependencies(entry)].some((name) => all.has(name))) all.add(entry.name);
  return all;
}

function withDependencies(names: readonly string[], entries: readonly MutableEntry[]): Set<string> {
  const all = new Set(names);
  for (const entry of [...entries].reverse()) {
    if (all.has(entry.name)) for (const name of allDependencies(entry)) all.add(name);
  }
  return all;
}
