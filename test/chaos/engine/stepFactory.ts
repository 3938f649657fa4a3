import type { Properties } from "../../support/host";
import type { Hooks, Plugins } from "./hooks";
import type { Registration } from "./registration";
import { allDependencies, type MutableEntry, type StackState } from "./stackState";
import { ProtectedError, type Operation, type Step } from "./stepExecutor";

/**
 * Creates the steps of one deployment, and applies them to the state: the `Apply` methods in
 * pkg/resource/deploy/step.go.
 */
export class StepFactory {
  /**
   * @param deletes The names of the resources that this deployment deletes. No call is made to delete a resource whose
   *   `deletedWith` is one of them.
   */
  public constructor(
    private readonly plugins: Plugins,
    private readonly state: StackState,
    private readonly isPreview: boolean,
    private readonly deletes: ReadonlySet<string>,
  ) {}

  /** Keeps the resource, with its new inputs and options. */
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

  /** Skips the create of a resource that is not targeted. */
  public skippedCreate(fresh: MutableEntry, registration: Registration): Step {
    return this.step("same", fresh, registration, () => {
      registration.resolve({ id: "", outputs: fresh.outputs, failed: false });
      return Promise.resolve();
    });
  }

  public create(fresh: MutableEntry, registration: Registration): Step {
    const apply = (): Promise<void> => this.applyCreate(fresh, registration, () => undefined);
    return this.step("create", fresh, registration, apply);
  }

  /** @param pendingDelete Whether the old resource still exists, and is deleted at the end. */
  public createReplacement(
    old: MutableEntry,
    fresh: MutableEntry,
    registration: Registration,
    pendingDelete: boolean,
  ): Step {
    const apply = (): Promise<void> =>
      this.applyCreate(fresh, registration, () => {
        if (pendingDelete) old.delete = true;
        if (old.pendingReplacement) this.state.markDone(old);
      });
    return { ...this.step("create-replacement", fresh, registration, apply), oldName: old.name };
  }

  public update(old: MutableEntry, fresh: MutableEntry, registration: Registration): Step {
    const step = this.step("update", fresh, registration, async () => {
      fresh.id = old.id;
      const hooks = await this.hooksOf(fresh);
      const replaceOld = (outputs: Properties): void => {
        fresh.outputs = outputs;
        this.state.markDone(old);
        this.state.add(fresh);
      };
      try {
        replaceOld(this.isPreview ? fresh.inputs : await hooks.update(old.id, old.outputs, fresh.inputs));
      } catch (error) {
        const partial = hooks.partialFailure(error);
        if (partial) {
          // The state keeps the old inputs, because the new ones were not applied completely.
          Object.assign(fresh, { inputs: old.inputs, initErrors: partial.reasons });
          replaceOld(partial.properties);
        }
        throw error;
      }
      registration.resolve({ id: fresh.id, outputs: fresh.outputs, failed: false });
    });
    return { ...step, oldName: old.name };
  }

  /** Deletes a resource that the program no longer declares. */
  public delete(old: MutableEntry): Step {
    return this.step("delete", old, undefined, async () => {
      if (old.options.protect === true) throw new ProtectedError(`${old.name} is protected.`);
      await this.callDelete(old);
      if (!old.pendingReplacement) this.state.markDone(old);
    });
  }

  /** @param isFirst Whether the old resource is deleted before its replacement is created. */
  public deleteReplaced(old: MutableEntry, isFirst: boolean): Step {
    return this.step("delete-replaced", old, undefined, async () => {
      await this.callDelete(old);
      if (isFirst) old.pendingReplacement = true;
      if (!old.pendingReplacement) this.state.markDone(old);
    });
  }

  /** Removes an entry whose resource was deleted first and never created again. */
  public removePendingReplace(old: MutableEntry): Step {
    return this.step("remove-pending-replace", old, undefined, () => {
      this.state.markDone(old);
      return Promise.resolve();
    });
  }

  /** Reads a resource. @param replace Receives the new entry, or undefined if the resource no longer exists. */
  public refresh(old: MutableEntry, replace: (entry: MutableEntry | undefined) => void): Step {
    return this.step("refresh", old, undefined, async () => {
      if (old.pendingReplacement) return;
      const hooks = await this.hooksOf(old);
      const read = await hooks.read(old.id, old.outputs);
      if (read.id === "") {
        replace(undefined);
        return;
      }
      const inputs = Object.keys(read.inputs).length > 0 ? read.inputs : old.inputs;
      // The engine shows this difference to the user.
      await hooks.diff(read.id, read.outputs, old.inputs);
      replace({ ...old, id: read.id, inputs, outputs: read.outputs, initErrors: [] });
    });
  }

  private async applyCreate(
    fresh: MutableEntry,
    registration: Registration,
    onCreated: () => void,
  ): Promise<void> {
    const hooks = await this.hooksOf(fresh);
    const add = (id: string, outputs: Properties): void => {
      Object.assign(fresh, { id, outputs });
      onCreated();
      this.state.add(fresh);
    };
    try {
      const { id, outputs } = this.isPreview
        ? { id: "", outputs: fresh.inputs }
        : await hooks.create(fresh.inputs);
      add(id, outputs);
    } catch (error) {
      const partial = hooks.partialFailure(error);
      if (partial) {
        fresh.initErrors = partial.reasons;
        add(partial.id, partial.properties);
      }
      throw error;
    }
    registration.resolve({ id: fresh.id, outputs: fresh.outputs, failed: false });
  }

  private async callDelete(old: MutableEntry): Promise<void> {
    const { retainOnDelete = false, deletedWith } = old.options;
    const isDeletedWithOther = deletedWith !== undefined && this.deletes.has(deletedWith);
    if (this.isPreview || retainOnDelete || isDeletedWithOther) return;
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
