import type { CommandOptions } from "./commandOptions";
import { allDependencies, type MutableEntry } from "./stackState";

/**
 * Which resources a deployment has to do with, by `--target` and `--exclude`: `isIncludedInOperation` and what
 * `GenerateDeletes` asks in pkg/resource/deploy/step_generator.go.
 */
export class Targets {
  /** What is targeted or excluded because of what it depends on. */
  private readonly dependents: Set<string>;

  public constructor(private readonly options: CommandOptions) {
    this.dependents = new Set(options.targets ?? options.excludes ?? []);
  }

  public get isTargeted(): boolean {
    return this.options.targets !== undefined;
  }

  /** Whether dependents of a target may be deleted with it without having been named. */
  public allowsDelete(name: string): boolean {
    const { targets, targetDependents = false } = this.options;
    return targets === undefined || targets.includes(name) || targetDependents;
  }

  public includes(entry: MutableEntry): boolean {
    const { targets, targetDependents = false, excludes, excludeDependents = false } = this.options;
    const isFollower = (): boolean => [...allDependencies(entry)].some((name) => this.dependents.has(name));
    if (targets !== undefined) return targets.includes(entry.name) || (targetDependents && isFollower());
    if (excludes !== undefined) return !excludes.includes(entry.name) && !(excludeDependents && isFollower());
    return true;
  }

  /** Which entries a refresh reads. */
  public entriesToRefresh(entries: readonly MutableEntry[]): MutableEntry[] {
    return entries.filter((entry) => {
      const isIncluded = this.includes(entry);
      this.recordDecision(entry, isIncluded);
      return isIncluded;
    });
  }

  /** Notes what was decided of a registered resource, for those that depend on it. */
  public recordDecision(entry: MutableEntry, isIncluded: boolean): void {
    if (isIncluded === this.isTargeted) this.dependents.add(entry.name);
  }

  /** Which of the entries may be deleted. @param replacedWith What would have to be replaced with an entry. */
  public async deletable(
    entries: readonly MutableEntry[],
    replacedWith: (entry: MutableEntry) => Promise<readonly MutableEntry[]>,
  ): Promise<(name: string) => boolean> {
    const { targets, excludes, excludeDependents = false } = this.options;
    if (targets !== undefined) {
      const allowed = new Set<string>();
      for (const name of dependentsOf(targets, entries)) {
        for (const entry of entries.filter((one) => one.name === name)) {
          allowed.add(name);
          for (const other of await replacedWith(entry)) allowed.add(other.name);
        }
      }
      return (name) => allowed.has(name);
    }
    if (excludes !== undefined) {
      const kept = dependenciesOf(excludes, entries);
      // What is excluded depends on the stack, on which everything depends.
      const isAllKept = excludeDependents && entries.some(({ name }) => excludes.includes(name));
      return (name) => !kept.has(name) && !isAllKept;
    }
    return () => true;
  }
}

function dependentsOf(names: readonly string[], entries: readonly MutableEntry[]): Set<string> {
  const all = new Set(names.filter((name) => entries.some((entry) => entry.name === name)));
  for (const entry of entries)
    if ([...allDependencies(entry)].some((name) => all.has(name))) all.add(entry.name);
  return all;
}

function dependenciesOf(names: readonly string[], entries: readonly MutableEntry[]): Set<string> {
  const all = new Set(names);
  for (const entry of [...entries].reverse()) {
    if (all.has(entry.name)) for (const name of allDependencies(entry)) all.add(name);
  }
  return all;
}
