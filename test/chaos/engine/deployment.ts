import type { CommandOptions } from "./commandOptions";
import type { DeclaredResource } from "./declaredResource";
import { antichains, transitiveDependencies } from "./deleteOrder";
import type { Plugins } from "./hooks";
import type { ProgramLedger } from "./programLedger";
import { ProgramRun } from "./programRun";
import { Random } from "./random";
import type { Entry, MutableEntry, StackState } from "./stackState";
import { StepExecutor, type ErrorTolerance, type Step } from "./stepExecutor";
import { StepFactory } from "./stepFactory";
import { StepGenerator, type Mode } from "./stepGenerator";
import { Targets } from "./targets";

/** The result of a deployment. */
export interface Outcome {
  /** The errors. Empty if the deployment succeeded. */
  readonly errors: readonly string[];
  /** The steps that changed a resource, such as `update ana`. */
  readonly changes: readonly string[];
  /** Only of a preview: the state after the previewed deployment. */
  readonly planned?: readonly Entry[];
}

export interface DeploymentContext {
  readonly plugins: Plugins;
  readonly state: StackState;
  readonly ledger: ProgramLedger;
  /** Whether no resource is changed. */
  readonly isPreview: boolean;
}

/**
 * Simulates one deployment of Pulumi's engine: pkg/resource/deploy/deployment_executor.go at v3.259.0. The engine
 * checks and compares resources one after the other while earlier steps run. After a failure, running steps finish
 * and no further step starts. Deletes run after all creates and updates.
 *
 * Not simulated: components, views, plans, policies, resource hooks of the program, `replaceWith`, the option `import`,
 * and external resources.
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

  /** Refreshes the state, like `pulumi refresh` and the option `--refresh` of other commands. */
  public async refresh(): Promise<void> {
    const { plugins, state } = this.context;
    const { targets = [], excludes = [] } = this.options;
    if (!this.requireInState([...targets, ...excludes])) return;
    const steps = new StepFactory(plugins, state, false, new Set());
    const refreshed = new Map<MutableEntry, MutableEntry | undefined>(
      state.found.map((entry) => [entry, entry]),
    );
    const executor = this.newExecutor("all");
    for (const entry of new Targets(this.options).entriesToRefresh(state.found))
      await executor.submit([steps.refresh(entry, (read) => refreshed.set(entry, read))]);
    await executor.waitForAll();
    state.rebase(withoutDangling([...refreshed.values()].filter((entry) => entry !== undefined)));
  }

  /** Runs the program and applies it to the service. */
  public async update(
    program: readonly DeclaredResource[],
    providers: readonly string[],
    mode: Mode,
  ): Promise<void> {
    if (this.errors.length > 0 || !this.requireInState(this.options.replaces ?? [])) return;
    const { plugins, state, isPreview } = this.context;
    const generator = new StepGenerator(plugins, state, this.options, mode, isPreview, providers);
    const executor = this.newExecutor(this.options.continueOnError === true ? "continueOnError" : "none");
    const run = new ProgramRun(program, isPreview, this.context.ledger, this.random);
    await this.registerAll(run, generator, executor);
    await executor.waitForAll();
    if (!executor.isCancelled) await this.finish(generator, executor);
    for (const message of generator.previewErrors) this.fail("", new Error(message));
    state.rename(generator.renamed);
  }

  /** Adds a resource to the state under another name. The plugin only checks its inputs. */
  public async importAs(name: string, { kind, id, inputs, outputs }: Entry): Promise<void> {
    const { plugins, state } = this.context;
    await (await plugins.hooksFor(undefined, kind)).check(inputs, inputs);
    const references = { dependencies: [], propertyDependencies: {}, options: {} };
    const status = { initErrors: [], delete: false, pendingReplacement: false };
    state.add({ ...{ name, kind, id, inputs, outputs }, ...references, ...status });
  }

  private async registerAll(
    run: ProgramRun,
    generator: StepGenerator,
    executor: StepExecutor,
  ): Promise<void> {
    const skipped = new Set<string>();
    while (!run.isDone && !executor.isCancelled) {
      const registration = run.next();
      if (!registration) {
        // If a delete before a replacement fails, the engine never answers the registration, and the program never
        // ends.
        if (!executor.isBusy) return;
        await executor.waitForOne();
        continue;
      }
      try {
        const steps = await generator.register(registration);
        for (const { name } of executor.failed) skipped.add(name);
        const chain = steps.filter((step) => !this.skipIfDependent(step, skipped));
        if (chain.length > 0) await executor.submit(chain);
      } catch (error) {
        this.fail(registration.name, error);
        executor.cancel();
      }
      if (!run.awaitsIds) await this.waitRandomly(executor);
      run.recordResults();
    }
  }

  // How many steps are done when the program registers its next resource depends on the program and the machine. A program
  // does not wait for a roster that waits for the program.
  private async waitRandomly(executor: StepExecutor): Promise<void> {
    const choice = this.random.below(3);
    if (choice === 1 && executor.isBusy) await executor.waitForOne();
    if (choice === 2) await executor.waitForAll();
  }

  private skipIfDependent(step: Step, skipped: Set<string>): boolean {
    if (![...step.dependencies].some((name) => skipped.has(name))) return false;
    step.reportFailure();
    skipped.add(step.name);
    return true;
  }

  private async finish(generator: StepGenerator, executor: StepExecutor): Promise<void> {
    const { targets = [] } = this.options;
    const hasAllTargets = targets.every((name) => this.isInState(name) || generator.isRegistered(name));
    await this.runDeletes(generator, executor);
    if (!hasAllTargets) this.fail("", new Error("A target could not be found."));
  }

  private async runDeletes(generator: StepGenerator, executor: StepExecutor): Promise<void> {
    const steps = await generator.finalDeletes().catch((error: unknown) => {
      this.fail("", error);
      return new Map<MutableEntry, Step>();
    });
    const graph = [...generator.registeredByDestroy, ...this.context.state.found];
    for (const chain of antichains([...steps.keys()], graph)) {
      const failed = new Set(executor.failed.map(({ oldName }) => oldName));
      const needed = transitiveDependencies(failed, graph);
      const deletable = chain.filter(({ name }) => !needed.has(name));
      for (const entry of this.random.shuffled(deletable)) await executor.submit([steps.get(entry)!]);
      await executor.waitForAll();
    }
  }

  private newExecutor(tolerance: ErrorTolerance): StepExecutor {
    return new StepExecutor(this.options.parallel, tolerance, ({ op, name }, error) => {
      if (error !== undefined) this.fail(name, error);
      if (op !== "same" && op !== "refresh") this.changes.push(`${op} ${name}`);
    });
  }

  private requireInState(names: readonly string[]): boolean {
    const missing = names.filter((name) => !this.isInState(name));
    if (missing.length > 0) this.fail("", new Error(`There is no ${missing.join()} in the stack.`));
    return missing.length === 0;
  }

  private isInState(name: string): boolean {
    return this.context.state.found.some((entry) => entry.name === name);
  }

  private fail(name: string, error: unknown): void {
    this.errors.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

// `rebuildBaseState`: removes references to resources that no longer exist.
function withoutDangling(entries: readonly MutableEntry[]): MutableEntry[] {
  const names = new Set<string>();
  return entries.map((entry) => {
    const exists = (name: string): boolean => names.has(name);
    const properties = Object.entries(entry.propertyDependencies).map(
      ([property, dependencies]) => [property, dependencies.filter(exists)] as const,
    );
    const { deletedWith, ...options } = entry.options;
    names.add(entry.name);
    return {
      ...entry,
      dependencies: entry.dependencies.filter(exists),
      propertyDependencies: Object.fromEntries(properties),
      options: deletedWith !== undefined && exists(deletedWith) ? entry.options : options,
    };
  });
}
