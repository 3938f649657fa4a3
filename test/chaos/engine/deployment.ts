import type { CommandOptions } from "./commandOptions";
import { antichains, transitiveDependencies } from "./deleteOrder";
import type { Plugins } from "./hooks";
import type { ProgramLedger } from "./programLedger";
import { ProgramRun } from "./programRun";
import type { Declared } from "./declaredResource";
import { Random } from "./random";
import type { Entry, LiveEntry, StackState } from "./stackState";
import { StepExecutor, type Step, type Tolerance } from "./stepExecutor";
import { StepGenerator, type Mode } from "./stepGenerator";
import { Steps } from "./stepFactory";
import { Targets } from "./targets";

/** What one deployment did. */
export interface Outcome {
  /** What failed, in words; empty where it succeeded. */
  readonly errors: readonly string[];
  /** What was done to resources that did not stay the same, such as `update ana`. */
  readonly changes: readonly string[];
  /** Of a preview: the state as it would be. */
  readonly planned?: readonly Entry[];
}

/** What a deployment works with. */
export interface Surroundings {
  readonly plugins: Plugins;
  readonly state: StackState;
  readonly ledger: ProgramLedger;
  /** Whether nothing is done. */
  readonly isPreview: boolean;
}

/**
 * One deployment, as Pulumi's engine carries it out: pkg/resource/deploy/deployment_executor.go at v3.259.0. Resources are
 * checked and compared one after the other while the steps of those before go on; a failure lets the steps that run come to
 * their end and starts no other; deletes come after all of the creates and updates. Components, views, plans, policies,
 * hooks of the program, `replaceWith`, `import` as an option, and resources that are only read are left out.
 */
export class Deployment {
  private readonly errors: string[] = [];
  private readonly changes: string[] = [];
  private readonly random: Random;

  public constructor(
    private readonly around: Surroundings,
    private readonly options: CommandOptions,
  ) {
    this.random = new Random(options.order ?? 0);
    around.state.begin();
  }

  public get outcome(): Outcome {
    const { isPreview, state } = this.around;
    return { errors: this.errors, changes: this.changes, ...(isPreview ? { planned: state.entries } : {}) };
  }

  /** Brings the state up to date with the service, as `pulumi refresh`, and as every command does with `--refresh`. */
  public async refresh(): Promise<void> {
    const { plugins, state } = this.around;
    const { targets = [], excludes = [] } = this.options;
    if (!this.hasAll([...targets, ...excludes], () => false)) return;
    const steps = new Steps(plugins, state, false, new Set());
    const now = new Map<LiveEntry, LiveEntry | undefined>(state.found.map((entry) => [entry, entry]));
    const executor = this.executor("all");
    for (const entry of new Targets(this.options).refreshed(state.found))
      await executor.take([steps.refresh(entry, (read) => now.set(entry, read))]);
    await executor.idle();
    state.rebase(withoutDangling([...now.values()].filter((entry) => entry !== undefined)));
  }

  /** Brings the service up to date with the program. */
  public async update(program: readonly Declared[], providers: readonly string[], mode: Mode): Promise<void> {
    if (this.hasFailed || !this.hasAll(this.options.replaces ?? [], () => false)) return;
    const { plugins, state, isPreview } = this.around;
    const generator = new StepGenerator(plugins, state, this.options, mode, isPreview, providers);
    const executor = this.executor(this.options.continueOnError === true ? "continueOnError" : "none");
    const run = new ProgramRun(program, isPreview, this.around.ledger, this.random);
    await this.register(run, generator, executor);
    await executor.idle();
    if (!executor.isCancelled) await this.conclude(generator, executor);
    for (const refusal of generator.refusals) this.fail("", new Error(refusal));
    state.rename(generator.renamed);
  }

  private async conclude(generator: StepGenerator, executor: StepExecutor): Promise<void> {
    const found = this.hasAll(
      [...(this.options.targets ?? [])],
      (name) => generator.isRegistered(name),
      false,
    );
    await this.deletes(generator, executor);
    if (!found) this.fail("", new Error("A target could not be found."));
  }

  /** Takes what is known of a resource into the state under a name: only whether its arguments are valid is asked. */
  public async importAs(name: string, { kind, id, inputs, outputs }: Entry): Promise<void> {
    const { plugins, state } = this.around;
    await (await plugins.of(undefined, kind)).check(inputs, inputs);
    const refers = { dependencies: [], propertyDependencies: {}, options: {} };
    const fresh = { initErrors: [], delete: false, pendingReplacement: false };
    state.add({ ...{ name, kind, id, inputs, outputs }, ...refers, ...fresh });
  }

  private async register(run: ProgramRun, generator: StepGenerator, executor: StepExecutor): Promise<void> {
    const skipped = new Set<string>();
    while (!run.isOver && !executor.isCancelled) {
      const registration = run.next();
      if (!registration) {
        // A delete that failed before its replacement answers no registration, so that the program waits for ever.
        if (!executor.isBusy) return;
        await executor.next();
        continue;
      }
      try {
        const steps = await generator.register(registration);
        for (const { name } of executor.failed) skipped.add(name);
        const chain = steps.filter((step) => !this.skips(step, skipped));
        if (chain.length > 0) await executor.take(chain);
      } catch (error) {
        this.fail(registration.name, error);
        executor.cancel();
      }
      await this.loiter(executor);
      run.look();
    }
  }

  // How far the steps have come when the next resource is registered is up to the program and to the machine.
  private async loiter(executor: StepExecutor): Promise<void> {
    const choice = this.random.below(3);
    if (choice === 1 && executor.isBusy) await executor.next();
    if (choice === 2) await executor.idle();
  }

  private skips(step: Step, skipped: Set<string>): boolean {
    if (![...step.dependencies].some((name) => skipped.has(name))) return false;
    step.giveUp();
    skipped.add(step.name);
    return true;
  }

  private async deletes(generator: StepGenerator, executor: StepExecutor): Promise<void> {
    const steps = await generator.finalDeletes().catch((error: unknown) => {
      this.fail("", error);
      return new Map<LiveEntry, Step>();
    });
    const graph = [...generator.registeredToDelete, ...this.around.state.found];
    for (const chain of antichains([...steps.keys()], graph)) {
      const failed = new Set(executor.failed.map(({ nameBefore }) => nameBefore));
      const needed = transitiveDependencies(failed, graph);
      const going = chain.filter(({ name }) => !needed.has(name));
      for (const entry of this.random.shuffled(going)) await executor.take([steps.get(entry)!]);
      await executor.idle();
    }
  }

  private executor(tolerance: Tolerance): StepExecutor {
    return new StepExecutor(this.options.parallel, tolerance, (step, error) => {
      const { op, name } = step;
      if (error !== undefined) this.fail(name, error);
      if (op !== "same" && op !== "refresh") this.changes.push(`${op} ${name}`);
    });
  }

  private get hasFailed(): boolean {
    return this.errors.length > 0;
  }

  private hasAll(names: readonly string[], isNew: (name: string) => boolean, report = true): boolean {
    const { found } = this.around.state;
    const missing = names.filter((name) => !isNew(name) && !found.some((entry) => entry.name === name));
    if (report && missing.length > 0) this.fail("", new Error(`There is no ${missing.join()} in the stack.`));
    return missing.length === 0;
  }

  private fail(name: string, error: unknown): void {
    this.errors.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

// `rebuildBaseState`: what refers to something that is gone does so no more.
function withoutDangling(entries: readonly LiveEntry[]): LiveEntry[] {
  const names = new Set<string>();
  return entries.map((entry) => {
    const isThere = (name: string): boolean => names.has(name);
    const properties = Object.entries(entry.propertyDependencies).map(
      ([property, dependencies]) => [property, dependencies.filter(isThere)] as const,
    );
    const { deletedWith, ...options } = entry.options;
    names.add(entry.name);
    return {
      ...entry,
      dependencies: entry.dependencies.filter(isThere),
      propertyDependencies: Object.fromEntries(properties),
      options: deletedWith !== undefined && isThere(deletedWith) ? entry.options : options,
    };
  });
}
