import type { CommandOptions } from "./commandOptions";
import { antichains, transitiveDependencies } from "./deleteOrder";
import type { Plugins } from "./hooks";
import type { ProgramLedger } from "./programLedger";
import { ProgramRun } from "./programRun";
import type { DeclaredResource } from "./declaredResource";
import { Random } from "./random";
import type { Entry, MutableEntry, StackState } from "./stackState";
import { StepExecutor, type Step, type ErrorTolerance } from "./stepExecutor";
import { StepGenerator, type Mode } from "./stepGenerator";
import { StepFactory } from "./stepFactory";
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
export interface DeploymentContext {
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
    private readonly context: DeploymentContext,
    private readonly options: CommandOptions,
  ) {
    this.random = new Random(options.order ?? 0);
    context.state.beginDeployment();
  }

  public get outcome(): Outcome {
    const { isPreview, state } = this.context;
    return { errors: this.errors, changes: this.changes, ...(isPreview ? { planned: state.entries } : {}) };
  }

  /** Brings the state up to date with the service, as `pulumi refresh`, and as every command does with `--refresh`. */
  public async refresh(): Promise<void> {
    const { plugins, state } = this.context;
    const { targets = [], excludes = [] } = this.options;
    if (!this.checkNames([...targets, ...excludes], () => false)) return;
    const steps = new StepFactory(plugins, state, false, new Set());
    const now = new Map<MutableEntry, MutableEntry | undefined>(state.found.map((entry) => [entry, entry]));
    const executor = this.executor("all");
    for (const entry of new Targets(this.options).entriesToRefresh(state.found))
      await executor.submit([steps.refresh(entry, (read) => now.set(entry, read))]);
    await executor.waitForAll();
    state.rebase(withoutDangling([...now.values()].filter((entry) => entry !== undefined)));
  }

  /** Brings the service up to date with the program. */
  public async update(
    program: readonly DeclaredResource[],
    providers: readonly string[],
    mode: Mode,
  ): Promise<void> {
    if (this.hasFailed || !this.checkNames(this.options.replaces ?? [], () => false)) return;
    const { plugins, state, isPreview } = this.context;
    const generator = new StepGenerator(plugins, state, this.options, mode, isPreview, providers);
    const executor = this.executor(this.options.continueOnError === true ? "continueOnError" : "none");
    const run = new ProgramRun(program, isPreview, this.context.ledger, this.random);
    await this.register(run, generator, executor);
    await executor.waitForAll();
    if (!executor.isCancelled) await this.runDeletes(generator, executor);
    for (const refusal of generator.previewErrors) this.fail("", new Error(refusal));
    state.rename(generator.renamed);
  }

  private async runDeletes(generator: StepGenerator, executor: StepExecutor): Promise<void> {
    const found = this.checkNames(
      [...(this.options.targets ?? [])],
      (name) => generator.isRegistered(name),
      false,
    );
    await this.deletes(generator, executor);
    if (!found) this.fail("", new Error("A target could not be found."));
  }

  /** Takes what is known of a resource into the state under a name: only whether its arguments are valid is asked. */
  public async importAs(name: string, { kind, id, inputs, outputs }: Entry): Promise<void> {
    const { plugins, state } = this.context;
    await (await plugins.hooksFor(undefined, kind)).check(inputs, inputs);
    const refers = { dependencies: [], propertyDependencies: {}, options: {} };
    const fresh = { initErrors: [], delete: false, pendingReplacement: false };
    state.add({ ...{ name, kind, id, inputs, outputs }, ...refers, ...fresh });
  }

  private async register(run: ProgramRun, generator: StepGenerator, executor: StepExecutor): Promise<void> {
    const skipped = new Set<string>();
    while (!run.isDone && !executor.isCancelled) {
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
        if (chain.length > 0) await executor.submit(chain);
      } catch (error) {
        this.fail(registration.name, error);
        executor.cancel();
      }
      await this.waitRandomly(executor);
      run.recordResults();
    }
  }

  // How far the steps have come when the next resource is registered is up to the program and to the machine.
  private async waitRandomly(executor: StepExecutor): Promise<void> {
    const choice = this.random.below(3);
    if (choice === 1 && executor.isBusy) await executor.next();
    if (choice === 2) await executor.waitForAll();
  }

  private skips(step: Step, skipped: Set<string>): boolean {
    if (![...step.dependencies].some((name) => skipped.has(name))) return false;
    step.reportFailure();
    skipped.add(step.name);
    return true;
  }

  private async deletes(generator: StepGenerator, executor: StepExecutor): Promise<void> {
    const steps = await generator.finalDeletes().catch((error: unknown) => {
      this.fail("", error);
      return new Map<MutableEntry, Step>();
    });
    const graph = [...generator.registeredToDelete, ...this.context.state.found];
    for (const chain of antichains([...steps.keys()], graph)) {
      const failed = new Set(executor.failed.map(({ oldName }) => oldName));
      const needed = transitiveDependencies(failed, graph);
      const going = chain.filter(({ name }) => !needed.has(name));
      for (const entry of this.random.shuffled(going)) await executor.submit([steps.get(entry)!]);
      await executor.waitForAll();
    }
  }

  private executor(tolerance: ErrorTolerance): StepExecutor {
    return new StepExecutor(this.options.parallel, tolerance, (step, error) => {
      const { op, name } = step;
      if (error !== undefined) this.fail(name, error);
      if (op !== "same" && op !== "refresh") this.changes.push(`${op} ${name}`);
    });
  }

  private get hasFailed(): boolean {
    return this.errors.length > 0;
  }

  private checkNames(names: readonly string[], isNew: (name: string) => boolean, report = true): boolean {
    const { found } = this.context.state;
    const missing = names.filter((name) => !isNew(name) && !found.some((entry) => entry.name === name));
    if (report && missing.length > 0) this.fail("", new Error(`There is no ${missing.join()} in the stack.`));
    return missing.length === 0;
  }

  private fail(name: string, error: unknown): void {
    this.errors.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

// `rebuildBaseState`: what refers to something that is gone does so no more.
function withoutDangling(entries: readonly MutableEntry[]): MutableEntry[] {
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
