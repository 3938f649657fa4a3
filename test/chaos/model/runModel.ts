import { randomUUID } from "node:crypto";

import * as fc from "fast-check";

import type { EmulatorOptions } from "../../../emulator";
import { SharedServer } from "../../../emulator/sharedServer";
import { Host } from "../../support/host";
import { manualChangesOf, declarationsOf, editsOf, PULUMI_NAMES } from "../program/arbitraries";
import type { Edit } from "../program/edits";
import { DeploymentEngines } from "../support/deploymentEngines";
import { HostPool } from "../support/hostPool";
import { ClearFaults } from "./steps/clearFaults";
import { ChangeProgram } from "./steps/changeProgram";
import { Deploy } from "./steps/deploy";
import { ImportDuplicate } from "./steps/importDuplicate";
import { SetReadLag } from "./steps/setReadLag";
import { MakeManualChange } from "./steps/makeManualChange";
import type { SequenceStep } from "./steps/sequenceStep";
import { InjectFault } from "./steps/injectFault";
import { Throttle } from "./steps/throttle";
import type { ResourceFamily } from "./resourceFamily";
import { faultsOf } from "./faults";
import { MAX_RETRIES, Session, type DeployOptions } from "./session";
import { checkConvergence } from "./convergence";
import { Tally } from "./tally";

/** Settings of the plugin under which waits are short. `standard`, because other sequences share the process. */
const QUICK = {
  "chime:maxRetries": String(MAX_RETRIES),
  "chime:maxRetrySeconds": "20",
  "chime:requestTimeoutSeconds": "5",
  "chime:readConsistencySeconds": "1",
  "chime:retryMode": "standard",
};

/** What to run. */
export interface ModelOptions {
  /** How many sequences. */
  readonly runs: number;
  /** Seed of the random sequences. */
  readonly seed: number;
  /** The counterexample to replay, as the report of a failure has it. Only with one lane. */
  readonly path?: string;
  /** How many sequences go on at a time; each lane has a seed of its own, counted on from `seed`. */
  readonly lanes: number;
  /** After how many seconds no further sequence is begun, and none is shrunk any more. Default: never. */
  readonly seconds?: number;
  /** The folder of the project whose plugin is run. Default: this repository. */
  readonly project?: string;
  /** Whether the first failure ends the run, without shrinking it. Default false. */
  readonly stopOnFailure?: boolean;
  /** Is told what broke, at once; what is shrunk comes with the report. */
  readonly onFailure?: (message: string) => void;
  /** Is told how many sequences are done. */
  readonly onProgress?: (done: number) => void;
}

/** What a run has shown. */
export interface ModelReport {
  /** How many sequences were run to their end, those of shrinking not counted. */
  readonly sequences: number;
  readonly seconds: number;
  readonly tally: Tally;
  /** The reports of what failed, each with its seed and path. */
  readonly failures: readonly string[];
}

/** Opens a session with a service of its own. */
export type OpenSession = (id: string, options: EmulatorOptions) => { session: Session; close: () => void };

/** Lets sessions of a family be opened, whose deployments share processes of the plugin. */
export async function withSessions<Result>(
  family: ResourceFamily,
  { project, tally = new Tally() }: { project?: string; tally?: Tally },
  work: (open: OpenSession) => Promise<Result>,
): Promise<Result> {
  const services = await SharedServer.start();
  const engines = new DeploymentEngines();
  const hosts = new HostPool(async ({ deployment, recover }) =>
    Host.start({
      ...{ chime: services, config: { ...QUICK, ...family.settings } },
      ...(project === undefined ? {} : { project }),
      engine: await engines.addressOf(deployment),
      // Empty is not set. Hosts in one process share its environment, so each sets the variable.
      env: { PULUMI_CHIME_RECOVER: recover ? "true" : "" },
    }),
  );
  try {
    return await work((id, options) => {
      const service = services.open(id, options);
      const session = new Session(family, family.openFixture(service, id, options), hosts, tally, engines);
      const close = (): void => {
        service.close();
      };
      return { session, close };
    });
  } finally {
    tally.count("processes of the plugin", hosts.size);
    await hosts.stop();
    await engines.stop();
    await services.stop();
  }
}

/** Runs random sequences of a family, and reports what they have shown. */
export async function runModel(family: ResourceFamily, run: ModelOptions): Promise<ModelReport> {
  const started = performance.now();
  const tally = new Tally();
  let failed = false;
  const broken = (error: unknown): void => {
    if (!failed) run.onFailure?.(error instanceof Error ? error.message : String(error));
    failed = true;
  };
  const deadline = started + (run.seconds ?? Infinity) * 1000;
  const over = (): boolean => (failed && run.stopOnFailure === true) || performance.now() > deadline;
  const project = run.project === undefined ? {} : { project: run.project };
  return withSessions(family, { ...project, tally }, async (open) => {
    const around = { open, tally, broken, over, progress: run.onProgress };
    const each = Math.ceil(run.runs / run.lanes);
    const lanes = Array.from({ length: Math.min(run.lanes, run.runs) }, (_, index) =>
      fc.check(propertyOf(family, around), {
        numRuns: each,
        endOnFailure: run.stopOnFailure ?? false,
        seed: run.seed + index,
        ...(run.path === undefined ? {} : { path: run.path }),
      }),
    );
    const failures = (await Promise.all(lanes)).filter((details) => details.failed);
    const seconds = (performance.now() - started) / 1000;
    const sequences = tally.counts.get(SEQUENCES) ?? 0;
    return { sequences, seconds, tally, failures: failures.map((failure) => reportOf(family.name, failure)) };
  });
}

interface RunContext {
  readonly open: OpenSession;
  readonly tally: Tally;
  readonly progress: ((done: number) => void) | undefined;
  readonly broken: (error: unknown) => void;
  /** Whether no further sequence is wanted. */
  readonly over: () => boolean;
}

const SEQUENCES = "sequences";

function propertyOf(family: ResourceFamily, around: RunContext) {
  const { open, tally } = around;
  let shrinking = false;
  return fc.asyncProperty(family.rules, stepsOf(family), async (options, steps) => {
    if (around.over()) return;
    const { session, close } = open(randomUUID(), options);
    try {
      await fc.asyncModelRun(() => ({ model: session, real: session }), steps);
      await checkConvergence(session);
      tally.count(shrinking ? "further sequences, to shrink one" : SEQUENCES);
      around.progress?.(tally.counts.get(SEQUENCES) ?? 0);
    } catch (error) {
      if (fc.PreconditionFailure.isFailure(error)) throw error;
      tally.count(shrinking ? "further sequences, to shrink one" : SEQUENCES);
      shrinking = true;
      around.broken(error);
      throw error;
    } finally {
      close();
    }
  });
}

function stepsOf(family: ResourceFamily): fc.Arbitrary<SequenceStep[]> {
  const edit = severalOf(editsOf(family));
  const step: fc.Arbitrary<SequenceStep> = fc.oneof(
    { weight: 6, arbitrary: edit },
    { weight: 3, arbitrary: manualChangesOf(family).map((act) => new MakeManualChange(act)) },
    { weight: 6, arbitrary: faultsOf(family).map((fault) => new InjectFault(fault)) },
    { weight: 1, arbitrary: fc.constantFrom(0, 1).map((reads) => new SetReadLag(reads)) },
    { weight: 1, arbitrary: fc.constantFrom(2, 10).map((rate) => new Throttle(rate)) },
    { weight: 1, arbitrary: fc.constant(new ClearFaults()) },
    { weight: 9, arbitrary: optionsOf(true).map((options) => new Deploy("up", options)) },
    { weight: 2, arbitrary: optionsOf(false).map((options) => new Deploy("refresh", options)) },
    { weight: 1, arbitrary: optionsOf(true).map((options) => new Deploy("destroy", options)) },
    { weight: 1, arbitrary: fc.constantFrom(...PULUMI_NAMES).map((name) => new ImportDuplicate(name)) },
  );
  const beginning = fc.array(severalOf(declarationsOf(family)), { minLength: 1, maxLength: 4, size: "max" });
  return fc
    .tuple(beginning, fc.array(step, { minLength: 6, maxLength: 14, size: "max" }))
    .map(([edits, steps]) => [...edits, ...steps]);
}

// Most changes can be made to few programs only.
function severalOf(edits: fc.Arbitrary<Edit>): fc.Arbitrary<SequenceStep> {
  return fc
    .array(edits, { minLength: 1, maxLength: 4, size: "max" })
    .map((several) => new ChangeProgram(several));
}

// @param mayChange Whether it is no refresh.
function optionsOf(mayChange: boolean): fc.Arbitrary<DeployOptions> {
  const some = fc.uniqueArray(fc.constantFrom(...PULUMI_NAMES), { minLength: 1, maxLength: 4 });
  const names: fc.Arbitrary<Partial<DeployOptions>> = fc.oneof(
    { weight: 12, arbitrary: fc.constant({}) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(some, fc.boolean())
        .map(([targets, targetDependents]) => ({ targets, targetDependents })),
    },
    { weight: 2, arbitrary: some.map((excludes) => ({ excludes })) },
    { weight: mayChange ? 2 : 0, arbitrary: some.map((replaces) => ({ replaces })) },
  );
  const seldom = fc.constantFrom(false, false, false, mayChange);
  const switches = fc.record({
    ...{ refresh: seldom, continueOnError: seldom, recovers: seldom, runProgram: seldom, isRepeated: seldom },
    previews: fc.boolean(),
  });
  const common = fc.record({ parallel: fc.constantFrom(1, 4, 16), order: fc.nat(1_000_000) });
  return fc.tuple(common, names, switches).map(([one, two, three]) => ({ ...one, ...two, ...three }));
}

interface Failure {
  readonly seed: number;
  readonly counterexamplePath: string | null;
  readonly counterexample: [object, readonly object[]] | null;
  readonly numShrinks: number;
  readonly errorInstance?: unknown;
}

function reportOf(
  family: string,
  { seed, counterexamplePath, counterexample, numShrinks, errorInstance }: Failure,
): string {
  const [options, steps] = counterexample ?? [{}, []];
  return [
    `A sequence broke an invariant (shrunk ${numShrinks} times). Replay it with:`,
    `  npm run chaos -- model --family ${family} --seed ${seed} --path ${counterexamplePath ?? "?"}`,
    `Rules of the service: ${JSON.stringify(options)}`,
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- every step has a text of its own
    ...steps.map((step) => `  ${String(step)}`),
    errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
  ].join("\n");
}
