import type { ResourceKind } from "../../../provider/contract/providerText";
import type { Properties } from "../../support/host";

/** One resource as the state of a stack has it. */
export interface Entry {
  /** The name in the program. The state can have several of one name, of which one at most is not to be deleted. */
  readonly name: string;
  readonly kind: ResourceKind;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** Why its create or update failed when a part of the work was done: the next deployment updates it. */
  readonly initErrors: readonly string[];
  /** The names of the resources that it refers to. */
  readonly dependencies: readonly string[];
  /** Replaced, and to be deleted. */
  readonly delete: boolean;
  /** Deleted already, to be replaced by one that could not be created so far. */
  readonly pendingReplacement: boolean;
}

/** The state of a stack: every change of it is what the engine would write to its backend. */
export class StackState {
  private list: Entry[] = [];

  /** All entries. */
  public get entries(): readonly Entry[] {
    return this.list;
  }

  /** The resource of this name that is not about to be deleted. */
  public current(name: string): Entry | undefined {
    return this.list.find((entry) => entry.name === name && !entry.delete);
  }

  public add(entry: Entry): void {
    this.list = [...this.list, entry];
  }

  /** Puts an entry in the place of another; without one, removes it. */
  public replace(old: Entry, entry?: Entry): void {
    this.list = this.list.flatMap((one) => (one === old ? (entry ?? []) : one));
  }
}
