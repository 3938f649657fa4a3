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

/** What a deployment is for. */
export type Mode = "update" | "destroy";

/**
 * Decides by which steps a registered resource comes to be what it should be, and what is deleted in the end:
 * pkg/resource/deploy/step_generator.go. It asks one thing after the other.
 */
export class StepGenerator {
  /** What a preview has refused. */
  public readonly previewErrors: string[] = [];
  private readonly steps: StepFactory;
  private readonly targets: Targets;
  private readonly creates = new Set<string>();
  private readonly sames = new Set<string>();
  private readonly updates = new Set<string>();
  private readonly replaces = new Set<string>();
  private readonly deletes = new Set<string>();
  private readonly skippedCreates = new Set<string>();
  /** Replaced before their turn, because they depend on what was deleted first. */
  private readonly pendingDeletes = new Set<MutableEntry>();
  private readonly replacedByDestroy: MutableEntry[] = [];
  private readonly providers = new Set<string | undefined>();
  /** The names that aliased resources had before, with their names now. */
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

  /** @throws Error where that ends the deployment. */
  public async register(registration: Registration): Promise<Step[]> {
    const steps = await this.generate(registration);
    this.rejectSkippedDependencies(steps);
    return steps;
  }

  /** The names of what was registered. */
  public isRegistered(name: string): boolean {
    return [this.creates, this.sames, this.updates, this.deletes, this.replaces].some((names) =>
      names.has(name),
    );
  }

  /** What is deleted when all is registered, in no order. */
  public async finalDeletes(): Promise<ReadonlyMap<MutableEntry, Step>> {
    const { found } = this.state;
    const isDeletable = await this.targets.deletable(found, (entry) => this.dependentReplacements(entry));
    const steps = new Map<MutableEntry, Step>();
    for (const entry of found) {
      const step = isDeletable(entry.name) ? this.finalDelete(entry) : this.keepEntry(entry);
      if (step) steps.set(entry, step);
    }
    for (const entry of this.replacedByDestroy) {
      if (isDeletable(entry.name)) steps.set(entry, this.steps.delete(entry));
    }
    const names = [...steps.keys()].map(({ name }) => name);
    for (const name of names) this.deletes.add(name);
    const unnamed = names.filter((name) => !this.targets.allowsDelete(name));
    if (unnamed.length > 0) this.reject(`${unnamed.join()} would be deleted, and is not targeted.`);
    return steps;
  }

  /** The names that resources had before, with their names now. */
  public get renamed(): ReadonlyMap<string, string> {
    return this.renames;
  }

  /** What is in the state for a destroy that ran the program: it is deleted in place of what was found. */
  public get registeredToDelete(): readonly MutableEntry[] {
    return this.replacedByDestroy;
  }

  // It is written anew, after what was registered.
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

  // Nothing is asked: what there is is kept, and deleted in the end.
  private generateForDestroy(
    registration: Registration,
    old: MutableEntry | undefined,
    fresh: MutableEntry,
  ): Step[] {
    const dependsOnLeftOut = [...allDependencies(fresh)].some((other) => this.skippedCreates.has(other));
    if (!old || dependsOnLeftOut) {
      this.skippedCreates.add(fresh.name);
      fresh.outputs = old?.outputs ?? {};
      return [this.steps.skippedCreate(fresh, registration)];
    }
    this.sames.add(fresh.name);
    fresh.inputs = old.inputs;
    this.replacedByDestroy.push(fresh);
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

  // What it depends on, and what the program has no more, is written before it.
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
    // Dynamic resources name no property that has changed, so that no other path has an effect.
    const isByInitErrors = old.initErrors.length > 0 && (fresh.options.replaceOnChanges ?? []).includes("*");
    return isByInitErrors
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
        throw new Error(`${dependent.name} is protected, and would be replaced with ${old.name}.`);
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
    this.reject(`${fresh.name} is protected, and would be replaced.`);
  }

  private rejectSkippedDependencies(steps: readonly Step[]): void {
    const isConstrained = this.options.targets !== undefined || this.options.replaces !== undefined;
    if (!isConstrained || this.mode === "destroy") return;
    for (const { name, op, dependencies } of steps) {
      if (op.startsWith("delete") || this.skippedCreates.has(name)) continue;
      const left = [...dependencies].find((other) => this.skippedCreates.has(other));
      if (left === undefined) continue;
      this.reject(`${name} depends on ${left}, which is not targeted.`);
      this.skippedCreates.delete(left);
    }
  }

  // A preview goes on, so that all refusals are heard of.
  private reject(message: string): void {
    if (!this.isPreview) throw new Error(message);
    this.previewErrors.push(message);
  }

  private dependentReplacements(entry: MutableEntry): Promise<MutableEntry[]> {
    return dependentReplacements(entry, this.state.found, (name) => this.isRegistered(name), this.plugins);
  }

  private findOld(name: string, alias: string | undefined): MutableEntry | undefined {
    const named = (wanted: string): MutableEntry | undefined =>
      this.state.found.find((entry) => entry.name === wanted && !entry.delete);
    const old = named(name) ?? (alias === undefined ? undefined : named(alias));
    if (old && old.name !== name) this.renames.set(old.name, name);
    return old;
  }

  private isOperatedOn(name: string): boolean {
    const now = this.renames.get(name) ?? name;
    return [this.sames, this.updates, this.replaces].some((names) => names.has(now));
  }

  private async check(entry: MutableEntry, news: Properties, olds?: Properties): Promise<Properties> {
    const hooks = await this.hooksOf(entry);
    const { inputs, failures } = await hooks.check(this.asPluginInput(news), olds);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return inputs;
  }

  private asPluginInput(properties: Properties): Properties {
    return this.isPreview ? properties : withoutUnknown(properties);
  }

  private hooksOf({ options, kind }: MutableEntry): Promise<Hooks> {
    return this.plugins.hooksFor(options.provider, kind);
  }
}

// An argument that turns out to be undefined refers to nothing.
function newEntry({ declared, inputs }: Registration): MutableEntry {
  const { name, kind, options = {} } = declared;
  const there = Object.entries(declared.propertyDependencies).filter(([property]) => property in inputs);
  const propertyDependencies = Object.fromEntries(there);
  const dependencies = [...new Set([...declared.dependencies, ...there.flatMap(([, names]) => names)])];
  const refers = { dependencies, propertyDependencies };
  const isNew = { id: "", inputs: {}, outputs: {}, initErrors: [], delete: false, pendingReplacement: false };
  return { name, kind, options, ...refers, ...isNew };
}

function withIgnoredChanges(
  names: readonly string[] = [],
  inputs: Properties,
  { inputs: olds }: MutableEntry,
): Properties {
  const kept = { ...inputs };
  for (const name of names) {
    if (name in olds) kept[name] = olds[name];
    else Reflect.deleteProperty(kept, name);
  }
  return kept;
}
