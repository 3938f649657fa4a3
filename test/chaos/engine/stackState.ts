import type { Properties } from "../../support/host";
import type { ResourceOptions } from "./declaredResource";

/** One resource as the state of a stack has it. */
export interface Entry {
  /** The name in the program. The state can have several of one name, of which one at most is not to be deleted. */
  readonly name: string;
  readonly kind: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Why its create or update failed when a part of the work was done: the next deployment updates it. */
  readonly initErrors: readonly string[];
  /** The names of the resources that it refers to. */
  readonly dependencies: readonly string[];
  /** The same by its inputs. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: ResourceOptions;
  /** Replaced, and to be deleted. */
  readonly delete: boolean;
  /** Deleted already, to be replaced by one that could not be created so far. */
  readonly pendingReplacement: boolean;
}

/** An entry while a deployment works on it: as in the engine, whoever has it sees its changes. */
export type MutableEntry = { -readonly [Property in keyof Entry]: Entry[Property] };

/** All resources that an entry refers to: `GetAllDependencies` of pkg/resource/state.go. */
export function allDependencies({ dependencies, propertyDependencies, options }: Entry): Set<string> {
  const all = [...dependencies, ...Object.values(propertyDependencies).flat()];
  return new Set(options.deletedWith === undefined ? all : [...all, options.deletedWith]);
}

/**
 * The state of a stack, as the engine writes it to its backend: pkg/backend/snapshot.go. What a deployment has seen to comes
 * first, in the order in which it was done; then what it has found and not seen to so far.
 */
export class StackState {
  private base: MutableEntry[] = [];
  private written: MutableEntry[] = [];
  private readonly done = new Set<MutableEntry>();

  /** All entries. */
  public get entries(): readonly Entry[] {
    return [...this.written, ...this.base].filter((entry) => !this.done.has(entry));
  }

  /** What the deployment has found. */
  public get found(): readonly MutableEntry[] {
    return this.base;
  }

  /** A deployment begins: what it changes is not seen by who has looked before. */
  public beginDeployment(): void {
    this.rebase(this.entries.map((entry) => ({ ...entry })));
  }

  /** A refresh has found this. */
  public rebase(entries: MutableEntry[]): void {
    this.base = entries;
    this.written = [];
    this.done.clear();
  }

  public add(entry: MutableEntry): void {
    this.written.push(entry);
  }

  /** It has been seen to: what is to stay of it has been added. */
  public markDone(entry: MutableEntry): void {
    this.done.add(entry);
  }

  /** Whoever refers to a resource by the name that it had before does so by its name now, where it was seen to. */
  public rename(names: ReadonlyMap<string, string>): void {
    const there = new Set(this.entries.map(({ name }) => name));
    const now = (name: string): string => {
      const other = names.get(name);
      return other !== undefined && there.has(other) ? other : name;
    };
    for (const entry of [...this.written, ...this.base]) {
      const { deletedWith } = entry.options;
      entry.dependencies = entry.dependencies.map(now);
      entry.propertyDependencies = Object.fromEntries(
        Object.entries(entry.propertyDependencies).map(([property, others]) => [property, others.map(now)]),
      );
      if (deletedWith !== undefined) entry.options = { ...entry.options, deletedWith: now(deletedWith) };
    }
  }

  /** The same state, for somebody who changes nothing in this one. */
  public copy(): StackState {
    const copy = new StackState();
    copy.rebase(this.entries.map((entry) => ({ ...entry })));
    return copy;
  }
}
