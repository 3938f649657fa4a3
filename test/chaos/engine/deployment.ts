import type { ResourceKind } from "../../../provider/contract/providerText";
import type { Difference, Host, Properties } from "../../support/host";
import type { Declared } from "./program";
import { Slots } from "./slots";
import type { Entry, StackState } from "./state";

/** What one deployment did. */
export interface Outcome {
  /** What failed, in words; empty where it succeeded. */
  readonly errors: readonly string[];
  /** What was done to resources that did not stay the same, such as `update ana`. */
  readonly changes: readonly string[];
}

/**
 * One deployment, as Pulumi's engine carries it out (pkg/resource/deploy and pkg/backend/snapshot.go at v3.259.0):
 * resources are checked and compared one after the other while the steps of those before go on; the first failure
 * lets the steps that run come to their end and starts no other; deletes come after all of the creates and updates,
 * and only where those succeeded. `deletedWith`, targets, aliases, protection and `retainOnDelete` are left out.
 */
export class Deployment {
  private readonly errors: string[] = [];
  private readonly changes: string[] = [];
  private readonly registered = new Set<string>();
  private readonly running: Promise<void>[] = [];
  private readonly finished = new Map<string, Promise<void>>();
  private readonly slots: Slots;

  /**
   * @param host The process of the plugin, in which no deployment of this stack has run before.
   * @param parallel How many steps may run at a time.
   */
  public constructor(
    private readonly host: Host,
    private readonly state: StackState,
    private readonly parallel: number,
  ) {
    this.slots = new Slots(parallel);
  }

  public get outcome(): Outcome {
    return { errors: this.errors, changes: this.changes };
  }

  /** Brings the state up to date with the service, as `pulumi refresh`, and as every command does with `--refresh`. */
  public async refresh(): Promise<void> {
    await this.all(
      this.state.entries.filter((entry) => !entry.pendingReplacement),
      (entry) => this.refreshed(entry),
    );
  }

  /** Brings the service up to date with the program, which is empty for `pulumi destroy`. */
  public async update(program: readonly Declared[]): Promise<void> {
    if (this.hasFailed()) return;
    for (const declared of program) {
      await Promise.all(declared.dependencies.map((name) => this.finished.get(name) ?? Promise.resolve()));
      if (this.hasFailed()) break;
      await this.register(declared);
    }
    await Promise.all(this.running);
    if (!this.hasFailed()) await this.deletes();
  }

  private hasFailed(): boolean {
    return this.errors.length > 0;
  }

  private async register(declared: Declared): Promise<void> {
    const { name, kind } = declared;
    const inputs = declared.inputs((other) => this.state.current(other)?.outputs ?? {});
    const old = this.state.current(name);
    this.registered.add(name);
    try {
      const checked = await this.check(kind, inputs, old?.inputs);
      if (!old) {
        this.start(name, `create ${name}`, () => this.create(declared, checked));
        return;
      }
      const difference = await this.as(kind).diff(old.id, old.outputs, checked);
      if (difference.replaces.length > 0 || old.pendingReplacement) {
        await this.replace(declared, inputs, old, difference);
      } else if (difference.changes || old.initErrors.length > 0) {
        this.start(name, `update ${name}`, () => this.updateInPlace(old, checked, declared));
      } else {
        const { dependencies } = declared;
        this.state.replace(old, { ...old, inputs: checked, dependencies });
      }
    } catch (error) {
      this.fail(name, error);
    }
  }

  private async replace(
    declared: Declared,
    inputs: Properties,
    old: Entry,
    { deleteFirst }: Difference,
  ): Promise<void> {
    const { name, kind } = declared;
    const checked = await this.check(kind, inputs, undefined);
    this.start(name, `replace ${name}`, async () => {
      if (!deleteFirst && !old.pendingReplacement) {
        await this.create(declared, checked, () => {
          this.state.replace(old, { ...old, delete: true });
        });
        return;
      }
      const gone = { ...old, pendingReplacement: true };
      if (!old.pendingReplacement) {
        await this.as(kind).delete(old.id, old.outputs);
        this.state.replace(old, gone);
      }
      const left = old.pendingReplacement ? old : gone;
      await this.create(declared, checked, () => {
        this.state.replace(left);
      });
    });
  }

  private async create(
    { name, kind, dependencies }: Declared,
    inputs: Properties,
    replaced: () => void = () => undefined,
  ): Promise<void> {
    const add = (id: string, outputs: Properties, initErrors: readonly string[]): void => {
      replaced();
      const fresh = { delete: false, pendingReplacement: false };
      this.state.add({ name, kind, id, inputs, outputs, initErrors, dependencies, ...fresh });
    };
    try {
      const { id, outputs } = await this.as(kind).create(inputs);
      add(id, outputs, []);
    } catch (error) {
      const kept = this.host.partialFailure(error);
      if (kept) add(kept.id, kept.properties, kept.reasons);
      throw error;
    }
  }

  private async updateInPlace(old: Entry, inputs: Properties, { dependencies }: Declared): Promise<void> {
    const put = (outputs: Properties, initErrors: readonly string[]): void => {
      this.state.replace(old, { ...old, inputs, outputs, initErrors, dependencies });
    };
    try {
      put(await this.as(old.kind).update(old.id, old.outputs, inputs), []);
    } catch (error) {
      const kept = this.host.partialFailure(error);
      if (kept) put(kept.properties, kept.reasons);
      throw error;
    }
  }

  // Those on which none of the others depends go first, all at once; then those on which only they depended.
  private async deletes(): Promise<void> {
    let left = this.state.entries.filter((entry) => entry.delete || !this.registered.has(entry.name));
    while (left.length > 0 && !this.hasFailed()) {
      const needed = new Set(left.flatMap(({ dependencies }) => dependencies));
      const free = left.filter(({ name }) => !needed.has(name));
      left = left.filter((entry) => !free.includes(entry));
      await this.all(free, (entry) => this.delete(entry));
    }
  }

  private async delete(entry: Entry): Promise<void> {
    this.changes.push(`delete ${entry.name}`);
    if (!entry.pendingReplacement) await this.as(entry.kind).delete(entry.id, entry.outputs);
    this.state.replace(entry);
  }

  private async refreshed(entry: Entry): Promise<void> {
    const { kind, id } = entry;
    const read = await this.as(kind).read(id, entry.outputs);
    if (read.id === "") {
      this.state.replace(entry);
      return;
    }
    const inputs = Object.keys(read.inputs).length > 0 ? read.inputs : entry.inputs;
    // What `up` would do about it, for the person at the screen.
    await this.as(kind).diff(read.id, read.outputs, entry.inputs);
    this.state.replace(entry, { ...entry, id: read.id, inputs, outputs: read.outputs, initErrors: [] });
  }

  private async check(
    kind: ResourceKind,
    news: Properties,
    olds: Properties | undefined,
  ): Promise<Properties> {
    const { inputs, failures } = await this.as(kind).check(news, olds);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return inputs;
  }

  private start(name: string, change: string, work: () => Promise<void>): void {
    const step = this.slots.run(async () => {
      if (this.hasFailed()) return;
      this.changes.push(change);
      try {
        await work();
      } catch (error) {
        this.fail(name, error);
      }
    });
    this.running.push(step);
    this.finished.set(name, step);
  }

  private async all(entries: readonly Entry[], work: (entry: Entry) => Promise<void>): Promise<void> {
    const slots = new Slots(this.parallel);
    const steps = entries.map((entry) =>
      slots.run(async () => {
        if (this.hasFailed()) return;
        await work(entry).catch((error: unknown) => {
          this.fail(entry.name, error);
        });
      }),
    );
    await Promise.all(steps);
  }

  private fail(name: string, error: unknown): void {
    this.errors.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }

  private as(kind: ResourceKind): Host {
    return this.host.withKind(kind);
  }
}
