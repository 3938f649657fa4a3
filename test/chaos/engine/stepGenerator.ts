import type { Difference, Properties } from "../../support/host";
import type { CommandOptions } from "./commandOptions";
import { dependentReplacements } from "./dependentReplacements";
import type { Hooks, Plugins } from "./hooks";
import type { Registration } from "./registration";
import { allDependencies, type MutableEntry, type StackState } from "./stackState";
import type { Step } from "./stepExecutor";
import { StepFactory } from "./stepFactory";
import { Targets } from "./targets";
import { withoutUnknown } from "./unknown";

/** Whether a deployment applies the program or deletes all resources. */
export type Mode = "update" | "destroy";

/**
 * Decides which steps a registered resource needs, and which resources are deleted at the end:
 * pkg/resource/deploy/step_generator.go. It processes one resource after the other.
 */
export class StepGenerator {
  /** Errors that would end the deployment. A preview continues, so that it reports all of them. */
  public readonly previewErrors: string[] = [];
  /** The entries that a destroy with `--run-program` has registered. They replace the old entries and are deleted. */
  public readonly registeredByDestroy: MutableEntry[] = [];
  private readonly steps: StepFactory;
  private readonly targets: Targets;
  private readonly creates = new Set<string>();
  private readonly sames = new Set<string>();
  private readonly updates = new Set<string>();
  private readonly replaces = new Set<string>();
  private readonly deletes = new Set<string>();
  private readonly skippedCreates = new Set<string>();
  /** Entries that are deleted before their replacement because they depend on another such entry. */
  private readonly pendingDeletes = new Set<MutableEntry>();
  private readonly providers = new Set<string | undefined>();
  private readonly renames = new Map<string, string>();

  public constructor(
    private readonly plugins: Plugins,
    private readonly state: StackState,
    private readonly options: CommandOptions,
    private readonly mode: Mode,
    private readonly isPreview: boolean,
    providers: readonly string[],
  ) {
    this.steps = new StepFactory(plugins, state, isPreview, this.deletes);
    this.targets = new Targets(options);
    for (const provider of providers) this.providers.add(provider);
  }

  /**
   * The steps for a resource of the program.
   *
   * @throws Error if the deployment must end.
   */
  public async register(registration: Registration): Promise<Step[]> {
    const steps = await this.generate(registration);
    this.rejectSkippedDependencies(steps);
    return steps;
  }

  /** Whether the program has registered a resource of this name in this deployment. */
  public isRegistered(name: string): boolean {
    return [this.creates, this.sames, this.updates, this.deletes, this.replaces].some((names) =>
      names.has(name),
    );
  }

  /** The deletes after all registrations, in no particular order. */
  public async finalDeletes(): Promise<ReadonlyMap<MutableEntry, Step>> {
    const { found } = this.state;
    const isDeletable = await this.targets.deletable(found, (entry) => this.dependentReplacements(entry));
    const steps = new Map<MutableEntry, Step>();
    for (const entry of found) {
      const step = isDeletable(entry.name) ? this.finalDelete(entry) : this.keepEntry(entry);
      if (step) steps.set(entry, step);
    }
    for (const entry of this.registeredByDestroy) {
      if (isDeletable(entry.name)) steps.set(entry, this.steps.delete(entry));
    }
    const names = [...steps.keys()].map(({ name }) => name);
    for (const name of names) this.deletes.add(name);
    const rejected = names.filter((name) => !this.targets.allowsDelete(name));
    if (rejected.length > 0) this.reject(`${rejected.join()} would be deleted, but is not targeted.`);
    return steps;
  }

  /** The new names of resources that an alias renames, by their old names. */
  public get renamed(): ReadonlyMap<string, string> {
    return this.renames;
  }

  // The engine writes the entry again, after the registered resources.
  private keepEntry(entry: MutableEntry): Step | undefined {
    if (this.isOperatedOn(entry.name)) return undefined;
    this.state.markDone(entry);
    this.state.add({ ...entry });
    return undefined;
  }

  private finalDelete(entry: MutableEntry): Step | undefined {
    if (entry.delete) {
      return this.pendingDeletes.has(entry) ? undefined : this.steps.deleteReplaced(entry, false);
    }
    if (this.isOperatedOn(entry.name)) return undefined;
    return entry.pendingReplacement ? this.steps.removePendingReplace(entry) : this.steps.delete(entry);
  }

  private async generate(registration: Registration): Promise<Step[]> {
    const fresh = newEntry(registration);
    const { name, options } = fresh;
    const old = this.findOld(name, options.alias);
    if (this.mode === "destroy") return this.generateForDestroy(registration, old, fresh);
    const isIncluded = this.targets.includes(fresh);
    this.providers.add(options.provider);
    fresh.inputs = isIncluded ? await this.checked(registration, fresh, old) : (old?.inputs ?? {});
    if (old && this.deletes.delete(name)) {
      this.replaces.add(name);
      return [this.steps.createReplacement(old, fresh, registration, false)];
    }
    this.targets.recordDecision(fresh, isIncluded);
    if (!isIncluded) return old ? this.untargeted(old, registration) : this.skipCreate(fresh, registration);
    if (old) return this.generateFromDiff(registration, old, fresh);
    this.creates.add(name);
    return [this.steps.create(fresh, registration)];
  }

  private checked(
    { declared, inputs, name }: Registration,
    fresh: MutableEntry,
    old: MutableEntry | undefined,
  ): Promise<Properties> {
    if (!old || this.deletes.has(name) || this.isTargetedReplace(name)) return this.check(fresh, inputs);
    return this.check(fresh, withIgnoredChanges(declared.options?.ignoreChanges, inputs, old), old.inputs);
  }

  private isTargetedReplace(name: string): boolean {
    return this.options.replaces?.includes(name) ?? false;
  }

  // No hook is called. The old resource is kept for now, and deleted at the end.
  private generateForDestroy(
    registration: Registration,
    old: MutableEntry | undefined,
    fresh: MutableEntry,
  ): Step[] {
    const dependsOnSkipped = [...allDependencies(fresh)].some((other) => this.skippedCreates.has(other));
    if (!old || dependsOnSkipped) {
      this.skippedCreates.add(fresh.name);
      fresh.outputs = old?.outputs ?? {};
      return [this.steps.skippedCreate(fresh, registration)];
    }
    this.sames.add(fresh.name);
    fresh.inputs = old.inputs;
    this.registeredByDestroy.push(fresh);
    return [this.steps.same(old, fresh, registration)];
  }

  private untargeted(old: MutableEntry, registration: Registration): Step[] {
    const { provider } = old.options;
    if (!this.providers.has(provider)) {
      throw new Error(`The provider ${provider ?? "of the stack"} of ${old.name} is not registered yet.`);
    }
    this.sames.add(registration.name);
    return this.untargetedWithDependencies(old, registration);
  }

  // Dependencies that the program no longer declares are written before their dependents.
  private untargetedWithDependencies(old: MutableEntry, registration?: Registration): Step[] {
    this.sames.add(old.name);
    const missing = [...allDependencies(old)].filter((name) => !this.isRegistered(name));
    const steps = missing.flatMap((name) => {
      const dependency = this.findOld(name, undefined);
      return dependency ? this.untargetedWithDependencies(dependency) : [];
    });
    return [...steps, this.steps.same(old, { ...old, id: "" }, registration)];
  }

  private skipCreate(fresh: MutableEntry, registration: Registration): Step[] {
    this.sames.add(fresh.name);
    this.skippedCreates.add(fresh.name);
    return [this.steps.skippedCreate(fresh, registration)];
  }

  private async generateFromDiff(
    registration: Registration,
    old: MutableEntry,
    fresh: MutableEntry,
  ): Promise<Step[]> {
    const { changes, replaces, deleteFirst } = await this.diff(old, fresh);
    if (!changes && !old.pendingReplacement) {
      if (old.initErrors.length === 0) {
        this.sames.add(fresh.name);
        return [this.steps.same(old, fresh, registration)];
      }
    } else if (replaces.length > 0 || old.pendingReplacement) {
      this.rejectProtectedReplacement(old, fresh);
      this.replaces.add(fresh.name);
      if (!this.isTargetedReplace(fresh.name)) fresh.inputs = await this.check(fresh, registration.inputs);
      return (fresh.options.deleteBeforeReplace ?? deleteFirst)
        ? this.deleteBeforeReplace(registration, old, fresh)
        : [this.steps.createReplacement(old, fresh, registration, true)];
    }
    this.updates.add(fresh.name);
    return [this.steps.update(old, fresh, registration)];
  }

  private async diff(old: MutableEntry, fresh: MutableEntry): Promise<Difference> {
    if (this.isTargetedReplace(fresh.name)) return { changes: true, replaces: ["id"], deleteFirst: false };
    const hooks = await this.hooksOf(fresh);
    const difference = await hooks.diff(old.id, old.outputs, this.asPluginInput(fresh.inputs));
    // Only "*" matters here: the diff of a dynamic resource names no changed properties that other paths could match.
    const isReplacedAfterFailure =
      old.initErrors.length > 0 && (fresh.options.replaceOnChanges ?? []).includes("*");
    return isReplacedAfterFailure
      ? { ...difference, changes: true, replaces: [...difference.replaces, "#initerror"] }
      : difference;
  }

  private async deleteBeforeReplace(
    registration: Registration,
    old: MutableEntry,
    fresh: MutableEntry,
  ): Promise<Step[]> {
    const steps: Step[] = [];
    for (const dependent of (await this.dependentReplacements(old)).reverse()) {
      if (this.pendingDeletes.has(dependent)) continue;
      if (!dependent.delete && dependent.options.protect === true) {
        throw new Error(`${dependent.name} is protected, but would be replaced with ${old.name}.`);
      }
      steps.push(
        dependent.delete ? this.steps.delete(dependent) : this.steps.deleteReplaced(dependent, true),
      );
      this.deletes.add(dependent.name);
      this.pendingDeletes.add(dependent);
    }
    if (!old.pendingReplacement) steps.push(this.steps.deleteReplaced(old, true));
    return [...steps, this.steps.createReplacement(old, fresh, registration, false)];
  }

  private rejectProtectedReplacement(old: MutableEntry, fresh: MutableEntry): void {
    if (old.options.protect !== true || fresh.options.protect !== true) return;
    this.reject(`${fresh.name} is protected, but would be replaced.`);
  }

  private rejectSkippedDependencies(steps: readonly Step[]): void {
    const isConstrained = this.options.targets !== undefined || this.options.replaces !== undefined;
    if (!isConstrained || this.mode === "destroy") return;
    for (const { name, op, dependencies } of steps) {
      if (op.startsWith("delete") || this.skippedCreates.has(name)) continue;
      const skipped = [...dependencies].find((other) => this.skippedCreates.has(other));
      if (skipped === undefined) continue;
      this.reject(`${name} depends on ${skipped}, which is not targeted.`);
      this.skippedCreates.delete(skipped);
    }
  }

  private reject(message: string): void {
    if (!this.isPreview) throw new Error(message);
    this.previewErrors.push(message);
  }

  private dependentReplacements(entry: MutableEntry): Promise<MutableEntry[]> {
    return dependentReplacements(entry, this.state.found, (name) => this.isRegistered(name), this.plugins);
  }

  private findOld(name: string, alias: string | undefined): MutableEntry | undefined {
    const find = (wanted: string): MutableEntry | undefined =>
      this.state.found.find((entry) => entry.name === wanted && !entry.delete);
    const old = find(name) ?? (alias === undefined ? undefined : find(alias));
    if (old && old.name !== name) this.renames.set(old.name, name);
    return old;
  }

  private isOperatedOn(name: string): boolean {
    const currentName = this.renames.get(name) ?? name;
    return [this.sames, this.updates, this.replaces].some((names) => names.has(currentName));
  }

  private async check(entry: MutableEntry, news: Properties, olds?: Properties): Promise<Properties> {
    const hooks = await this.hooksOf(entry);
    const { inputs, failures } = await hooks.check(this.asPluginInput(news), olds);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return inputs;
  }

  // Outside previews, plugins do not see unknown values.
  private asPluginInput(properties: Properties): Properties {
    return this.isPreview ? properties : withoutUnknown(properties);
  }

  private hooksOf({ options, kind }: MutableEntry): Promise<Hooks> {
    return this.plugins.hooksFor(options.provider, kind);
  }
}

// An input that resolves to undefined is no dependency.
function newEntry({ declared, inputs }: Registration): MutableEntry {
  const { name, kind, options = {} } = declared;
  const defined = Object.entries(declared.propertyDependencies).filter(([property]) => property in inputs);
  const propertyDependencies = Object.fromEntries(defined);
  const dependencies = [...new Set([...declared.dependencies, ...defined.flatMap(([, names]) => names)])];
  const references = { dependencies, propertyDependencies };
  const status = {
    id: "",
    inputs: {},
    outputs: {},
    initErrors: [],
    delete: false,
    pendingReplacement: false,
  };
  return { name, kind, options, ...references, ...status };
}

function withIgnoredChanges(
  names: readonly string[] = [],
  inputs: Properties,
  { inputs: olds }: MutableEntry,
): Properties {
  const result = { ...inputs };
  for (const name of names) {
    if (name in olds) result[name] = olds[name];
    else Reflect.deleteProperty(result, name);
  }
  return result;
}
