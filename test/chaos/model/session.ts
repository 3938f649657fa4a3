import * as fc from "fast-check";

import type { HostedEmulator } from "../../../emulator/sharedServer";
import { withDeadline } from "../../../provider/aws/call/deadline";
import type { CommandOptions } from "../engine/commandOptions";
import type { Outcome } from "../engine/deployment";
import { noLedger, openLedger } from "../engine/programLedger";
import { SimulatedEngine } from "../engine/simulatedEngine";
import type { Entry } from "../engine/stackState";
import { ExpectedState } from "../program/expectedState";
import { EMPTY_PROGRAM } from "../program/program";
import { toRunnableProgram } from "../program/runnableProgram";
import { isNative } from "../../support/host";
import { DeploymentPlugins, type StartPlugin } from "../support/deploymentPlugins";
import { contentsOf, type Key } from "./contents";
import { describeCall, describeOutcome } from "./describe";
import { isTimeout, violations } from "./invariants";
import { KeyTracker } from "./keyTracker";
import { hangs, hasUnexplainedRetry, waitForLateCalls } from "./lateCalls";
import type { Observation, Preview, Snapshot } from "./observation";
import type { ResourceFamily } from "./resourceFamily";
import type { ServiceFixture } from "./serviceFixture";
import type { Tally } from "./tally";

/** How many times the plugin retries a call. */
export const MAX_RETRIES = 2;

/** The time limit of a deployment, in seconds. All retries take much less, even on a busy machine. */
const MAX_DEPLOYMENT_SECONDS = 300;

export type CommandName = "up" | "refresh" | "destroy";

export interface DeployOptions extends CommandOptions {
  /** Whether the plugin recovers resources of an interrupted deployment: `PULUMI_CHIME_RECOVER`. */
  readonly recover?: boolean;
  /** Whether a preview runs first, in its own plugin processes. */
  readonly preview?: boolean;
  /** Whether a destroy runs the program. */
  readonly runProgram?: boolean;
  /** Whether the same command runs again, and must change nothing. */
  readonly repeat?: boolean;
}

/** One random sequence: a program, its stack and the service. */
export class Session {
  public program = EMPTY_PROGRAM;
  private readonly engine: SimulatedEngine;
  private readonly keys: KeyTracker;
  private plugins!: DeploymentPlugins;
  private readLag = 0;
  private readonly history: string[] = [];

  public constructor(
    public readonly family: ResourceFamily,
    public readonly fixture: ServiceFixture,
    private readonly startPlugin: StartPlugin,
    public readonly tally: Tally,
  ) {
    this.keys = new KeyTracker(family, fixture);
    this.engine = new SimulatedEngine(
      () => {
        const { plugins } = this;
        return Promise.resolve({ plugins, engineAddress: plugins.engineAddress });
      },
      isNative() ? noLedger : openLedger,
    );
  }

  public get emulator(): HostedEmulator {
    return this.fixture.emulator;
  }

  /** The entries of the state. */
  public get entries(): readonly Entry[] {
    return this.engine.state.entries;
  }

  /** The state and the contents of the service now. */
  public get snapshot(): Snapshot {
    return { entries: this.entries, contents: contentsOf(this.fixture) };
  }

  /** What the program declares now. */
  public get expectedState(): ExpectedState {
    return new ExpectedState(this.family, this.fixture, this.program, this.entries);
  }

  /** See {@link Observation.createdManually}. */
  public get createdManually(): ReadonlySet<Key> {
    return this.keys.createdManually;
  }

  public recordManualChange(changed: readonly Key[], created: readonly Key[] = []): void {
    this.keys.recordManualChange(changed, created, this.entries);
  }

  /** Makes lists lack the latest writes for this many reads. */
  public setReadLag(reads: number): void {
    this.readLag = reads;
    this.emulator.faults.setReadLag({ reads });
    if (reads > 0) this.tally.count("times that read lag was switched on");
  }

  public clearFaults(): void {
    this.readLag = 0;
    this.emulator.faults.clear();
  }

  /**
   * Runs a Pulumi command in its own plugin processes.
   *
   * @throws Error if the deployment violates an invariant.
   */
  public async run(command: CommandName, options: DeployOptions): Promise<Observation> {
    const before = this.snapshot;
    this.emulator.journal.clear();
    const preview = command === "up" && options.preview ? await this.preview(options) : undefined;
    this.emulator.journal.clear();
    const outcome = await this.deploy(command, options);
    const observation = { ...this.observe(command, options, before, outcome), preview };
    this.keys.recordResult(observation);
    this.logDeployment("", outcome);
    const violated = violations(observation);
    if (violated.length > 0) throw new Error(this.report(violated));
    return observation;
  }

  /** Adds a line to the history of the sequence. */
  public log(line: string): void {
    this.history.push(line);
  }

  /** The message of a failure, with the history of the sequence. */
  public report(failures: readonly string[]): string {
    return [...failures, "", "History:", ...this.history.map((line) => `  ${line}`)].join("\n");
  }

  /** Imports a resource that is already in the state under another name. */
  public async importDuplicate(name: string, otherName: string): Promise<void> {
    await this.withPlugins({}, () => this.engine.importDuplicate(name, otherName));
  }

  /** `pulumi state unprotect --all`. Otherwise, protected resources that the program dropped cannot be deleted. */
  public unprotect(): void {
    this.engine.unprotect();
  }

  private async deploy(command: CommandName, options: DeployOptions): Promise<Outcome> {
    const program = toRunnableProgram(this.family, this.program, this.fixture);
    return this.withPlugins(options, async () => {
      const run = {
        up: () => this.engine.up(program, options),
        refresh: () => this.engine.refresh(options),
        destroy: () => this.engine.destroy(options, options.runProgram === true ? program : undefined),
      };
      const deadline = Date.now() + MAX_DEPLOYMENT_SECONDS * 1000;
      const outcome = await withDeadline(run[command](), deadline, () => {
        return new Error(this.report([`(h) The ${command} did not end within ${MAX_DEPLOYMENT_SECONDS} s.`]));
      });
      await this.abandonIfTooSlow(outcome);
      return outcome;
    });
  }

  private async preview(options: DeployOptions): Promise<Preview | undefined> {
    const program = toRunnableProgram(this.family, this.program, this.fixture);
    const outcome = await this.withPlugins(options, () => this.engine.preview(program, options));
    const { plugins } = this;
    await this.abandonIfTooSlow(outcome);
    this.tally.count("previews");
    this.logDeployment("preview ", outcome);
    // After a fault, the preview may not know all removals.
    const hasFaults = this.emulator.journal.calls().some(({ faults }) => faults.length > 0);
    if (outcome.errors.length > 0 || hasFaults) return undefined;
    const { changes, planned = [] } = outcome;
    return { changes, planned, mentions: (...texts) => plugins.mention(...texts) };
  }

  private async withPlugins<Result>(
    { recover = false }: Pick<DeployOptions, "recover">,
    work: () => Promise<Result>,
  ): Promise<Result> {
    this.plugins = new DeploymentPlugins(this.startPlugin, recover);
    try {
      return await work();
    } finally {
      await this.plugins.end();
    }
  }

  /**
   * Abandons the sequence if the machine is too slow. Calls then time out without a fault, and may take effect after a
   * later attempt or after the deployment, so that the invariants mean nothing.
   */
  private async abandonIfTooSlow({ errors }: Outcome): Promise<void> {
    const { journal } = this.emulator;
    const hasLateCalls = await waitForLateCalls(journal);
    const hasTimeout = errors.some(isTimeout) && !journal.calls().some(hangs);
    if (!hasTimeout && !hasLateCalls && !hasUnexplainedRetry(journal.calls())) return;
    this.tally.count("sequences abandoned because the machine was too slow");
    fc.pre(false);
  }

  private observe(
    command: CommandName,
    options: DeployOptions,
    before: Snapshot,
    outcome: Outcome,
  ): Observation {
    const { family, fixture, readLag, keys } = this;
    const calls = this.emulator.journal.calls();
    this.countDeployment(command, options, outcome);
    const after = this.snapshot;
    keys.recordDeployment(calls, before, after);
    const { targets, excludes, replaces, refresh, runProgram } = options;
    const readsAll = targets === undefined && excludes === undefined && readLag === 0;
    const isDestroy = command === "destroy";
    return {
      ...{ family, fixture, command, options, before, after, calls, outcome },
      refreshed: (command === "refresh" || refresh === true) && readsAll,
      isUnrestricted: [targets, excludes, replaces].every((names) => names === undefined),
      checkRan: this.plugins.checkRan,
      program: isDestroy ? EMPTY_PROGRAM : this.program,
      destroyProgram: isDestroy && runProgram === true ? this.program : undefined,
      drifted: new Set(keys.drifted),
      managed: new Set(keys.managed),
      createdManually: new Set(keys.createdManually),
      hasReadLag: readLag > 0,
      maxAttempts: MAX_RETRIES + 1,
    };
  }

  private countDeployment(command: CommandName, { refresh }: DeployOptions, { errors }: Outcome): void {
    this.tally.calls(this.emulator.journal.calls());
    this.tally.count(`deployments: ${command}${refresh ? " --refresh" : ""}`);
    if (errors.length > 0) this.tally.count("failed deployments");
  }

  private logDeployment(label: string, outcome: Outcome): void {
    const calls = this.emulator.journal.calls();
    this.history.push(
      `    ${label}-> ${describeOutcome(outcome)}`,
      ...calls.map((call) => `       ${describeCall(call)}`),
    );
  }
}
