import type { Properties } from "../../support/host";
import type { Hooks, Plugins } from "./hooks";
import type { Registration } from "./registration";
import { allDependencies, type MutableEntry, type StackState } from "./stackState";
import { ProtectedError, type Operation, type Step } from "./stepExecutor";

/** The steps of one deployment: `Apply` of each in pkg/resource/deploy/step.go, with what it does to the state. */
export class StepFactory {
  /** @param deletes The names of what this deployment deletes: what is deleted with them goes without a call. */
  public constructor(
    private readonly plugins: Plugins,
    private readonly state: StackState,
    private readonly isPreview: boolean,
    private readonly deletes: ReadonlySet<string>,
  ) {}

  /** Keeps what there is, with the arguments and options that it has now. */
  public same(old: MutableEntry, fresh: MutableEntry, registration?: Registration): Step {
    return this.step("same", fresh, registration, () => {
      fresh.id = old.id;
      fresh.outputs = old.outputs;
      this.state.markDone(old);
      this.state.add(fresh);
      registration?.resolve({ id: fresh.id, outputs: fresh.outputs, failed: false });
      return Promise.resolve();
    });
  }

  /** Leaves out what would be new. */
  public skippedCreate(fresh: MutableEntry, registration: Registration): Step {
    return this.step("same", fresh, registration, () => {
      registration.resolve({ id: "", outputs: fresh.outputs, failed: false });
      return Promise.resolve();
    });
  }

  public create(fresh: MutableEntry, registration: Registration): Step {
    return this.step("create", fresh, registration, () => this.created(fresh, registration, () => undefined));
  }

  /** @param pendingDelete Whether the old one is still there, and is deleted in the end. */
  public createReplacement(
    old: MutableEntry,
    fresh: MutableEntry,
    registration: Registration,
    pendingDelete: boolean,
  ): Step {
    const create = (): Promise<void> =>
      this.created(fresh, registration, () => {
        if (pendingDelete) old.delete = true;
        if (old.pendingReplacement) this.state.markDone(old);
      });
    return { ...this.step("create-replacement", fresh, registration, create), oldName: old.name };
  }

  public update(old: MutableEntry, fresh: MutableEntry, registration: Registration): Step {
    const step = this.step("update", fresh, registration, async () => {
      fresh.id = old.id;
      const hooks = await this.hooksOf(fresh);
      const put = (outputs: Properties): void => {
        fresh.outputs = outputs;
        this.state.markDone(old);
        this.state.add(fresh);
      };
      try {
        put(this.isPreview ? fresh.inputs : await hooks.update(old.id, old.outputs, fresh.inputs));
      } catch (error) {
        const kept = hooks.partialFailure(error);
        if (kept) {
          // What was asked for is not what there is.
          Object.assign(fresh, { inputs: old.inputs, initErrors: kept.reasons });
          put(kept.properties);
        }
        throw error;
      }
      registration.resolve({ id: fresh.id, outputs: fresh.outputs, failed: false });
    });
    return { ...step, oldName: old.name };
  }

  /** Deletes what the program has no more. */
  public delete(old: MutableEntry): Step {
    return this.step("delete", old, undefined, async () => {
      if (old.options.protect === true) throw new ProtectedError(`${old.name} is protected.`);
      await this.deleted(old);
      if (!old.pendingReplacement) this.state.markDone(old);
    });
  }

  /** @param pending Whether the new one is to come after it. */
  public deleteReplaced(old: MutableEntry, pending: boolean): Step {
    return this.step("delete-replaced", old, undefined, async () => {
      await this.deleted(old);
      if (pending) old.pendingReplacement = true;
      if (!old.pendingReplacement) this.state.markDone(old);
    });
  }

  /** Forgets what was deleted and never created again. */
  public removePendingReplace(old: MutableEntry): Step {
    return this.step("remove-pending-replace", old, undefined, () => {
      this.state.markDone(old);
      return Promise.resolve();
    });
  }

  /** Reads what there is. @param put Takes what is to be in the place of the old one; undefined where it is gone. */
  public refresh(old: MutableEntry, put: (entry: MutableEntry | undefined) => void): Step {
    return this.step("refresh", old, undefined, async () => {
      if (old.pendingReplacement) return;
      const hooks = await this.hooksOf(old);
      const read = await hooks.read(old.id, old.outputs);
      if (read.id === "") {
        put(undefined);
        return;
      }
      const inputs = Object.keys(read.inputs).length > 0 ? read.inputs : old.inputs;
      // What `up` would do about it, for the person at the screen.
      await hooks.diff(read.id, read.outputs, old.inputs);
      put({ ...old, id: read.id, inputs, outputs: read.outputs, initErrors: [] });
    });
  }

  private async created(
    fresh: MutableEntry,
    registration: Registration,
    replaced: () => void,
  ): Promise<void> {
    const hooks = await this.hooksOf(fresh);
    const put = (id: string, outputs: Properties): void => {
      Object.assign(fresh, { id, outputs });
      replaced();
      this.state.add(fresh);
    };
    try {
      const { id, outputs } = this.isPreview
        ? { id: "", outputs: fresh.inputs }
        : await hooks.create(fresh.inputs);
      put(id, outputs);
    } catch (error) {
      const kept = hooks.partialFailure(error);
      if (kept) {
        fresh.initErrors = kept.reasons;
        put(kept.id, kept.properties);
      }
      throw error;
    }
    registration.resolve({ id: fresh.id, outputs: fresh.outputs, failed: false });
  }

  private async deleted(old: MutableEntry): Promise<void> {
    const { retainOnDelete = false, deletedWith } = old.options;
    const goesWith = deletedWith !== undefined && this.deletes.has(deletedWith);
    if (this.isPreview || retainOnDelete || goesWith) return;
    await (await this.hooksOf(old)).delete(old.id, old.outputs);
  }

  private step(
    op: Operation,
    entry: MutableEntry,
    registration: Registration | undefined,
    apply: () => Promise<void>,
  ): Step {
    return {
      ...{ op, apply, name: entry.name, oldName: entry.name },
      dependencies: allDependencies(entry),
      reportFailure: () => {
        registration?.resolve({ id: entry.id, outputs: entry.outputs, failed: true });
      },
    };
  }

  private hooksOf({ options, kind }: MutableEntry): Promise<Hooks> {
    return this.plugins.hooksFor(options.provider, kind);
  }
}
