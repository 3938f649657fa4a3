import { randomUUID } from "node:crypto";

import * as fc from "fast-check";

import { checkConvergence } from "./convergence";
import type { ResourceFamily } from "./resourceFamily";
import { withSessions, type OpenSession } from "./sessions";
import { randomSteps } from "./steps/randomSteps";
import { Tally } from "./tally";

export interface ModelOptions {
  /** The number of sequences. */
  readonly runs: number;
  /** The seed of the first lane. Each further lane adds 1. */
  readonly seed: number;
  /** The counterexample to replay, from the report of a failure. Only with one lane. */
  readonly path?: string;
  /** How many sequences run at the same time. */
  readonly lanes: number;
  /** The time in seconds after which no further sequence starts, and shrinking ends. Default: no limit. */
  readonly seconds?: number;
  /** The folder of the project whose plugin is used. Default: this repository. */
  readonly project?: string;
  /** Whether the first failure ends the run and is not shrunk. Default: false. */
  readonly stopOnFailure?: boolean;
  /** Called with the message of the first failure of the run, before it is shrunk. */
  readonly onFailure?: (message: string) => void;
  /** Called after each sequence with the number of sequences so far. */
  readonly onProgress?: (done: number) => void;
}

export interface ModelReport {
  /** The number of completed sequences, without those for shrinking. */
  readonly sequences: number;
  readonly seconds: number;
  readonly tally: Tally;
  /** A report of each failure, with its seed and path. */
  readonly failures: readonly string[];
}

/** Runs random sequences of a family. */
export async function runModel(family: ResourceFamily, options: ModelOptions): Promise<ModelReport> {
  const started = performance.now();
  const tally = new Tally();
  let hasFailed = false;
  const onFailure = (error: unknown): void => {
    if (!hasFailed) options.onFailure?.(messageOf(error));
    hasFailed = true;
  };
  const deadline = started + (options.seconds ?? Infinity) * 1000;
  const isOver = (): boolean => (hasFailed && options.stopOnFailure === true) || performance.now() > deadline;
  const project = options.project === undefined ? {} : { project: options.project };
  return withSessions(family, { ...project, tally }, async (open) => {
    const context = { open, tally, onFailure, isOver, onProgress: options.onProgress };
    const runsPerLane = Math.ceil(options.runs / options.lanes);
    const lanes = Array.from({ length: Math.min(options.lanes, options.runs) }, (_, index) =>
      fc.check(propertyOf(family, context), {
        numRuns: runsPerLane,
        endOnFailure: options.stopOnFailure ?? false,
        seed: options.seed + index,
        ...(options.path === undefined ? {} : { path: options.path }),
      }),
    );
    const failures = (await Promise.all(lanes)).filter(({ failed }) => failed);
    const seconds = (performance.now() - started) / 1000;
    const sequences = tally.counts.get(SEQUENCES) ?? 0;
    return { sequences, seconds, tally, failures: failures.map((failure) => reportOf(family.name, failure)) };
  });
}

interface RunContext {
  readonly open: OpenSession;
  readonly tally: Tally;
  readonly onProgress: ((done: number) => void) | undefined;
  readonly onFailure: (error: unknown) => void;
  /** Whether no further sequence must start. */
  readonly isOver: () => boolean;
}

const SEQUENCES = "sequences";
const SHRINKING = "sequences for shrinking";

function propertyOf(family: ResourceFamily, { open, tally, ...context }: RunContext) {
  let isShrinking = false;
  return fc.asyncProperty(family.rules, randomSteps(family), async (options, steps) => {
    if (context.isOver()) return;
    const { session, close } = open(randomUUID(), options);
    try {
      await fc.asyncModelRun(() => ({ model: session, real: session }), steps);
      await checkConvergence(session);
      tally.count(isShrinking ? SHRINKING : SEQUENCES);
      context.onProgress?.(tally.counts.get(SEQUENCES) ?? 0);
    } catch (error) {
      if (fc.PreconditionFailure.isFailure(error)) throw error;
      tally.count(isShrinking ? SHRINKING : SEQUENCES);
      isShrinking = true;
      context.onFailure(error);
      throw error;
    } finally {
      close();
    }
  });
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
    `A sequence violated an invariant (shrunk ${numShrinks} times). To replay it:`,
    `  npm run chaos -- model --family ${family} --seed ${seed} --path ${counterexamplePath ?? "?"}`,
    `Options of the emulator: ${JSON.stringify(options)}`,
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- every step implements toString
    ...steps.map((step) => `  ${String(step)}`),
    messageOf(errorInstance),
  ].join("\n");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
