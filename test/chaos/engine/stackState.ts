import type { Properties } from "../../support/host";
import type { ResourceOptions } from "./declaredResource";

/** A resource in the state of a stack. */
export interface Entry {
  /** The name in the program. Of several entries with one name, at most one is not pending deletion. */
  readonly name: string;
  readonly kind: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** The reasons of a partial failure of its create or update. The next deployment updates the resource. */
  readonly initErrors: readonly string[];
  /** The names of the resources that it depends on. */
  readonly dependencies: readonly string[];
  /** The same for each input. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: ResourceOptions;
  /** Whether it was replaced and must be deleted. */
  readonly delete: boolean;
  /** Whether it was deleted first, and its replacement does not exist yet. */
  readonly pendingReplacement: boolean;
}

/** An entry that a deployment changes in place, as the engine does: all holders of the entry see the changes. */
export type MutableEntry = { -readonly [Property in keyof Entry]: Entry[Property] };

/** The names of all resources that an entry depends on: `GetAllDependencies` in pkg/resource/state.go. */
export function allDependencies({ dependencies, propertyDependencies, options }: Entry): Set<string> {
  const all = [...dependencies, ...Object.values(propertyDependencies).flat()];
  return new Set(options.deletedWith === undefined ? all : [...all, options.deletedWith]);
}

/**
 * The state of a stack, in the order in which the engine writes it: pkg/backend/snapshot.go. First the entries that the
 * deployment has written, then the entries from before the deployment that it has not processed yet.
 */
export class StackState {
  private base: MutableEntry[] = [];
  private written: MutableEntry[] = [];
  private readonly done = new Set<MutableEntry>();

  public get entries(): readonly Entry[] {
    return [...this.written, ...this.base].filter((entry) => !this.done.has(entry));
  }

  /** The entries from before the deployment. */
  public get found(): readonly MutableEntry[] {
    return this.base;
  }

  /** Starts a deployment. Its changes do not affect entries that were returned earlier. */
  public beginDeployment(): void {
    this.rebase(this.entries.map((entry) => ({ ...entry })));
  }

  /** Replaces all entries. */
  public rebase(entries: MutableEntry[]): void {
    this.base = entries;
    this.written = [];
    this.done.clear();
  }

  public add(entry: MutableEntry): void {
    this.written.push(entry);
  }

  /** Removes an entry from before the deployment. What remains of it must be added again. */
  public markDone(entry: MutableEntry): void {
    this.done.add(entry);
  }

  /** Updates references to renamed resources. @param names The new names by the old names. */
  public rename(names: ReadonlyMap<string, string>): void {
    const existing = new Set(this.entries.map(({ name }) => name));
    const currentName = (name: string): string => {
      const newName = names.get(name);
      return newName !== undefined && existing.has(newName) ? newName : name;
    };
    for (const entry of [...this.written, ...this.base]) {
      const { deletedWith } = entry.options;
      entry.dependencies = entry.dependencies.map(currentName);
      entry.propertyDependencies = Object.fromEntries(
        Object.entries(entry.propertyDependencies).map(([property, references]) => [
          property,
          references.map(currentName),
        ]),
      );
      if (deletedWith !== undefined)
        entry.options = { ...entry.options, deletedWith: currentName(deletedWith) };
    }
  }

  /** An independent copy. */
  public copy(): StackState {
    const copy = new StackState();
    copy.rebase(this.entries.map((entry) => ({ ...entry })));
    return copy;
  }
}
