import * as fc from "fast-check";

import type { Call } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import { withDeadline } from "../../../provider/aws/call/deadline";
import type { HostPool } from "../support/hostPool";
import type { Outcome } from "../engine/deployment";
import type { CommandOptions } from "../engine/commandOptions";
import { SimulatedEngine } from "../engine/simulatedEngine";
import { openLedger } from "../engine/programLedger";
import type { Entry } from "../engine/stackState";
import { ExpectedState } from "../program/expectedState";
import { EMPTY_PROGRAM } from "../program/program";
import { toRunnableProgram } from "../program/runnableProgram";
import { DeploymentPlugins } from "../support/deploymentPlugins";
import type { DeploymentEngines } from "../support/deploymentEngines";
import {
  ownedIn,
  contentsOf,
  initialMembersOf,
  mayOrphan,
  OUTCOME_UNKNOWN,
  writeOf,
  type Contents,
  type Key,
} from "./contents";
import type { ResourceFamily, ServiceFixture } from "./resourceFamily";
import { isTimeout, retained, violations } from "./invariants";
import { expectedStateAt, type Snapshot, type Observation, type Preview } from "./observation";
import type { Tally } from "./tally";

/** How often the plugin repeats a call here. */
export const MAX_RETRIES = 2;

/** How long a deployment may take, in seconds: far beyond what its retries can add up to, on a busy machine too. */
const MOST_SECONDS = 300;

/** How long an attempt that was given up may be on its way, in milliseconds. */
const MOST_LATENESS_MS = 10_000;

/** The commands of Pulumi that change something. */
export type CommandName = "up" | "refresh" | "destroy";

/** How a command is run here. */
export interface DeployOptions extends CommandOptions {
  /** Whether an interrupted deployment's work is taken over. */
  readonly recover?: boolean;
  /** Whether a preview comes before it, in processes of its own. */
  readonly preview?: boolean;
  /** Whether a destroy runs the program. */
  readonly runProgram?: boolean;
  /** Whether another one follows, which is to change nothing. */
  readonly repeat?: boolean;
}

/** One random sequence: a program, its stack and the service, and what may be expected of them. */
export class Session {
  public program = EMPTY_PROGRAM;
  private readonly engine: SimulatedEngine;
  private readonly disturbed = new Set<Key>();
  private readonly managed = new Set<Key>();
  private readonly theirs = new Set<Key>();
  private deployments = 0;
  /** The number of the deployment that goes on. */
  private deployment = 0;
  private lag = 0;
  private readonly story: string[] = [];

  public constructor(
    public readonly family: ResourceFamily,
    public readonly fixture: ServiceFixture,
    private readonly hosts: HostPool,
    public readonly tally: Tally,
    private readonly engines: DeploymentEngines,
  ) {
    this.engine = new SimulatedEngine(async () => {
      const engineAddress = await engines.addressOf(this.deployment);
      return { plugins: this.plugins, engineAddress };
    }, openLedger);
  }

  private plugins!: DeploymentPlugins;

  public get emulator(): HostedEmulator {
    return this.fixture.emulator;
  }

  /** What the state and the service hold now. */
  public get snapshot(): Snapshot {
    return { entries: this.engine.state.entries, contents: contentsOf(this.fixture) };
  }

  /** What the program means now. */
  public get expectedState(): ExpectedState {
    return new ExpectedState(this.family, this.fixture, this.program, this.engine.state.entries);
  }

  /** Somebody else changed these; the second are theirs from now on. */
  public recordManualChange(keys: readonly Key[], theirs: readonly Key[] = []): void {
    for (const key of keys) this.disturbed.add(key);
    const claims = ownedIn(this.family, this.engine.state.entries);
    for (const key of theirs) {
      if (!claims.has(key)) this.managed.delete(key);
      this.theirs.add(key);
    }
    this.dropGone(contentsOf(this.fixture));
  }

  /** Lets lists miss the last writes, or none. */
  public setReadLag(reads: number): void {
    this.lag = reads;
    this.emulator.faults.setReadLag({ reads });
    if (reads > 0) this.tally.count("sequences in which lists lag behind writes");
  }

  /** No fault strikes from now on. */
  public clearFaults(): void {
    this.lag = 0;
    this.emulator.faults.clear();
  }

  /** Runs a command of Pulumi in a process of its own, and holds what came of it against the invariants. */
  public async run(command: CommandName, options: DeployOptions): Promise<Seen> {
    const before = this.snapshot;
    this.emulator.journal.clear();
    const preview = command === "up" && options.preview ? await this.preview(options) : undefined;
    this.emulator.journal.clear();
    const outcome = await this.deploy(command, options);
    const seen = { ...this.observe(command, options, before, outcome), preview };
    this.remember(seen);
    const broken = violations(seen);
    if (broken.length > 0) throw new Error(this.report(broken));
    return seen;
  }

  /** What the sequence has done so far, for the report of a failure. */
  public log(line: string): void {
    this.story.push(line);
  }

  /** The text of a failure. */
  public report(broken: readonly string[]): string {
    return [...broken, "", "What was done:", ...this.story.map((line) => `  ${line}`)].join("\n");
  }

  /** The same thing is in the state a second time, under another name. */
  public async importDuplicate(name: string, otherName: string): Promise<void> {
    await this.within({}, () => this.engine.importDuplicate(name, otherName));
  }

  /** `pulumi state unprotect --all`: what the program has no more cannot be deleted otherwise. */
  public unprotect(): void {
    this.engine.unprotect();
  }

  /** What somebody else has made: see {@link Observation.createdManually}. */
  public get madeByOthers(): ReadonlySet<Key> {
    return this.theirs;
  }

  /** The entries of the state. */
  public get entries(): readonly Entry[] {
    return this.engine.state.entries;
  }

  private async deploy(command: CommandName, options: DeployOptions): Promise<Outcome> {
    const program = toRunnableProgram(this.family, this.program, this.fixture);
    // In a destroy no plugin is asked for a check: so it has none of the processes in which other sequences are.
    return this.within({ ...options, isApart: command === "destroy" }, async () => {
      const work = {
        up: () => this.engine.up(program, options),
        refresh: () => this.engine.refresh(options),
        destroy: () => this.engine.destroy(options, options.runProgram === true ? program : undefined),
      };
      const outcome = await withDeadline(work[command](), Date.now() + MOST_SECONDS * 1000, () => {
        return new Error(this.report([`(h) an ${command} did not end within ${MOST_SECONDS} s`]));
      });
      await this.quiet(outcome);
      return outcome;
    });
  }

  private async preview(options: DeployOptions): Promise<Preview | undefined> {
    const program = toRunnableProgram(this.family, this.program, this.fixture);
    const outcome = await this.within(options, () => this.engine.preview(program, options));
    const { deployment } = this;
    await this.quiet(outcome);
    this.tally.count("previews");
    const calls = this.emulator.journal.calls();
    this.story.push(
      `    preview -> ${inWords(outcome)}`,
      ...calls.map((call) => `       ${callInWords(call)}`),
    );
    // What it cannot read it cannot name.
    if (outcome.errors.length > 0 || calls.some(({ faults }) => faults.length > 0)) return undefined;
    const { changes, planned = [] } = outcome;
    return { changes, planned, mentions: (id) => this.engines.received(deployment, id) };
  }

  private async within<Result>(
    { recover = false, isApart = false }: Pick<DeployOptions, "recover"> & { isApart?: boolean },
    work: () => Promise<Result>,
  ): Promise<Result> {
    this.deployment = 2 * this.deployments + Number(isApart);
    this.deployments += 1;
    this.plugins = new DeploymentPlugins(this.hosts, { deployment: this.deployment, recover });
    try {
      return await work();
    } finally {
      await this.plugins.end();
    }
  }

  /**
   * Waits for calls that were given up and are still at work, or still on their way, in the service. On a machine that
   * is too busy to answer in time, a call can take effect when a later attempt, or the deployment, has long ended: then
   * nothing can be concluded from this sequence.
   */
  private async quiet({ errors }: Outcome): Promise<void> {
    const { journal } = this.emulator;
    const deadline = performance.now() + MOST_LATENESS_MS;
    const busy = (): boolean => {
      const calls = journal.calls();
      return calls.some((call) => (!call.ended && !hangs(call)) || isAfterMissing(call, calls));
    };
    while (busy() && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    const slow = errors.some(isTimeout) && !journal.calls().some(hangs);
    if (!slow && !busy()) return;
    this.tally.count("sequences given up because this machine was too slow");
    fc.pre(false);
  }

  private observe(
    command: CommandName,
    options: DeployOptions,
    before: Snapshot,
    outcome: Outcome,
  ): Observation {
    const { family, fixture, lag } = this;
    const calls = this.emulator.journal.calls();
    this.tally.calls(calls);
    this.tally.count(`deployments: ${command}${options.refresh ? " --refresh" : ""}`);
    if (outcome.errors.length > 0) this.tally.count("deployments that failed");
    const isAll = options.targets === undefined && options.excludes === undefined;
    const refreshed = (command === "refresh" || options.refresh === true) && lag === 0 && isAll;
    const after = this.snapshot;
    this.own(calls, before, after);
    const program = command === "destroy" ? EMPTY_PROGRAM : this.program;
    const destroyProgram = command === "destroy" && options.runProgram === true ? this.program : undefined;
    const { targets, excludes, replaces } = options;
    const isUnrestricted = [targets, excludes, replaces].every((names) => names === undefined);
    const { disturbed, managed, theirs } = this;
    return {
      ...{
        family,
        fixture,
        command,
        refreshed,
        program,
        before,
        after,
        calls,
        outcome,
        options,
        isUnrestricted,
      },
      ...{ destroyProgram, checkRan: this.plugins.wasAsked },
      ...{
        drifted: new Set(disturbed),
        managed: new Set(managed),
        createdManually: new Set(theirs),
        hasReadLag: lag > 0,
      },
      maxAttempts: MAX_RETRIES + 1,
    };
  }

  // What was not there before, and what the state has, is Pulumi's from now on. What the service makes of its own accord
  // with a place is nobody's: no call asked for it, no program declares it, and it goes with the place.
  private own(calls: Observation["calls"], before: Snapshot, after: Snapshot): void {
    const { family, fixture } = this;
    const lossy = calls.some((call) => mayOrphan(family, call) && call.faults.length > 0);
    const parents = fixture.parents().map(({ parentId }) => parentId);
    const byTheWay = initialMembersOf(fixture, parents);
    for (const key of after.contents.keys()) {
      if (before.contents.has(key) || byTheWay.has(key)) continue;
      if (lossy && !calls.some((call) => writeOf(family, call)?.written.includes(key))) continue;
      this.managed.add(key);
    }
    for (const { entries } of [before, after]) {
      for (const key of ownedIn(family, entries).keys()) this.managed.add(key);
    }
    this.takeOver(calls, [before, after]);
    this.dropGone(after.contents);
  }

  // What somebody else has made is Pulumi's once it has changed it, or its state is sure of it.
  private takeOver(calls: Observation["calls"], moments: readonly Snapshot[]): void {
    const written = calls.flatMap((call) => writeOf(this.family, call)?.written ?? []);
    const sure = moments
      .flatMap(({ entries }) => [...ownedIn(this.family, entries)])
      .filter(([, value]) => value !== OUTCOME_UNKNOWN);
    for (const key of [...written, ...sure.map(([claimed]) => claimed)]) this.theirs.delete(key);
  }

  private dropGone(facts: Contents): void {
    for (const keys of [this.managed, this.theirs])
      for (const key of [...keys]) if (!facts.has(key)) keys.delete(key);
  }

  private remember(seen: Observation): void {
    const { outcome, refreshed, calls } = seen;
    if (refreshed && outcome.errors.length === 0) this.disturbed.clear();
    for (const key of this.claimedInVain(seen)) this.disturbed.add(key);
    for (const key of this.letGo(seen)) this.managed.delete(key);
    this.story.push(`    -> ${inWords(outcome)}`, ...calls.map((call) => `       ${callInWords(call)}`));
  }

  // What was left behind on purpose: because the program says so, or because it was somebody else's.
  private letGo(seen: Observation): Key[] {
    const { command, outcome, after } = seen;
    const claims = ownedIn(this.family, after.entries);
    const spared = command === "up" ? [...expectedStateAt(seen, after).ignored()] : [];
    // An `up` that fails for another reason may have let go already of whom the program says to let alone.
    const isLetGo = (key: Key): boolean => outcome.errors.length === 0 || !claims.has(key);
    const left = [...retained(seen), ...this.theirs].filter((key) => !claims.has(key));
    return [...left, ...spared.filter(isLetGo)];
  }

  // A delete whose answer was lost has failed, and stays in the state: only a refresh shows that it did its work. Nor does
  // anything else show that somebody whom a list that lags still had in it was no member any more.
  private claimedInVain({ after, calls, hasReadLag }: Observation): Key[] {
    const claims = ownedIn(this.family, after.entries);
    const doubtful = hasReadLag
      ? [...claims.keys()]
      : calls.flatMap((call) => writeOf(this.family, call)?.written ?? []);
    return doubtful.filter((key) => claims.has(key) && !after.contents.has(key));
  }
}

/** One deployment, as somebody sees it who can look at everything. */
export type Seen = Observation;

function hangs({ faults }: Call): boolean {
  return faults.some((fault) => fault.startsWith("hang"));
}

/** Whether attempts of the same command before this one have not arrived. */
function isAfterMissing({ invocationId, attempt = 1 }: Call, calls: readonly Call[]): boolean {
  if (attempt === 1) return false;
  return calls.filter((call) => call.invocationId === invocationId).length < attempt;
}

function inWords({ changes, errors }: Outcome): string {
  const failures = errors.map((error) => error.split("\n")[0] ?? "");
  return `${changes.join(", ") || "no change"}; ${failures.join(" | ") || "success"}`;
}

function callInWords({ operation, role, type, status, written, faults, ...call }: Call): string {
  const { memberId, members, memberArn, memberArns } = call;
  const many = members?.map((member) => member.memberId) ?? memberArns;
  const whom = memberId ?? memberArn ?? many?.join("+");
  const answer = status === undefined ? "no answer" : String(status);
  const struck = faults.length > 0 ? `[${faults.join(", ")}]` : undefined;
  return [operation, whom, role ?? type, answer, written ? "written" : undefined, struck]
    .filter(Boolean)
    .join(" ");
}
