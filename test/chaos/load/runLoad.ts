import { setTimeout as sleep } from "node:timers/promises";

import { Host } from "../../support/host";
import { Room } from "../../support/room";
import { evaluate, type Check } from "./evaluate";
import { FaultInjector } from "./faultInjector";
import { MemoryProbe, type Sample } from "./memoryProbe";
import { CREATED_MEMBERSHIPS, Worker } from "./worker";

/** The part of all calls that a fault affects. */
const FAULT_RATE = 0.2;

/** Settings that limit the duration of a hook to {@link maxHookSeconds}. */
const SETTINGS = {
  "chime:maxRetries": "4",
  "chime:maxRetrySeconds": "10",
  "chime:requestTimeoutSeconds": "5",
  "chime:readConsistencySeconds": "1",
};

/** The time limit of a hook. It makes at most four calls in a row, each limited by its retries and its last attempt. */
function maxHookSeconds(config: typeof SETTINGS): number {
  return 4 * (Number(config["chime:maxRetrySeconds"]) + 2 * Number(config["chime:requestTimeoutSeconds"]));
}

export interface LoadOptions {
  readonly seconds: number;
  /** The number of hooks that run at the same time. */
  readonly hooks: number;
  /** The time between two memory samples, in seconds. */
  readonly sampleSeconds: number;
  /** Additional settings of the plugin. */
  readonly config?: Readonly<Record<string, string>>;
  /** The folder of the project whose plugin is used. Default: this repository. */
  readonly project?: string;
  /** Called with a line about each memory sample. */
  readonly onProgress?: (line: string) => void;
}

export interface LoadReport {
  readonly samples: readonly Sample[];
  readonly checks: readonly Check[];
  /** Numbers of hooks and calls, by description. */
  readonly counts: Readonly<Record<string, number>>;
}

/** Runs many hooks at the same time while faults affect some of their calls, and evaluates the plugin. */
export async function runLoad({
  seconds,
  hooks,
  sampleSeconds,
  onProgress,
  ...options
}: LoadOptions): Promise<LoadReport> {
  const config = { ...SETTINGS, ...options.config };
  const maxSeconds = maxHookSeconds(config);
  const room = await Room.open({ quotas: { membershipsPerRoom: 1_000_000 } });
  const probe = await MemoryProbe.open();
  const host = await Host.start({ ...options, chime: room.chime, config, env: probe.env, process: true });
  try {
    const injector = new FaultInjector(room.chime, FAULT_RATE, Math.random);
    const workers = Array.from({ length: hooks }, () => new Worker(room, host));
    const deadline = performance.now() + seconds * 1000;
    const running = Promise.all(workers.map((worker) => worker.run(() => performance.now() < deadline)));
    const memory = await sampleMemory(probe, host.pid, workers, { deadline, sampleSeconds, onProgress });
    await withTimeout(running, maxSeconds + 10);
    injector.stop();
    await Promise.all(workers.map((worker) => worker.removeMembers()));
    const counts = totalCounts(workers);
    const checks = evaluate({
      ...{ ...memory, maxSeconds, remaining: room.members().length },
      started: counts["started"] ?? 0,
      settled: counts["settled"] ?? 0,
      longest: Math.max(...workers.map(({ longest }) => longest)),
      faultRate: injector.faulty / injector.calls,
    });
    return {
      ...{ samples: memory.samples, checks },
      counts: { ...counts, calls: injector.calls, "calls with a fault": injector.faulty },
    };
  } finally {
    await host.stop();
    await probe.close();
    await room.close();
  }
}

function totalCounts(workers: readonly Worker[]): Record<string, number> {
  const names = Object.keys(workers[0]?.counts ?? {});
  return Object.fromEntries(names.map((name) => [name, totalOf(name, workers)]));
}

function totalOf(name: string, workers: readonly Worker[]): number {
  return workers.reduce((total, { counts }) => total + (counts[name] ?? 0), 0);
}

async function sampleMemory(
  probe: MemoryProbe,
  pid: number,
  workers: readonly Worker[],
  {
    deadline,
    sampleSeconds,
    onProgress,
  }: Pick<LoadOptions, "sampleSeconds"> & { deadline: number; onProgress: LoadOptions["onProgress"] },
): Promise<{ samples: Sample[]; created: number[] }> {
  const samples: Sample[] = [];
  const created: number[] = [];
  let before = 0;
  while (performance.now() + sampleSeconds * 1000 < deadline) {
    await sleep(sampleSeconds * 1000);
    const sample = await probe.sample(pid);
    const now = totalOf(CREATED_MEMBERSHIPS, workers);
    samples.push(sample);
    created.push(now - before);
    before = now;
    const [heap, rss] = [sample.heapUsed, sample.rss].map((bytes) => (bytes / 1e6).toFixed(1));
    onProgress?.(`heap ${heap} MB, resident memory ${rss} MB, ${sample.resources} timers, sockets, etc.`);
  }
  return { samples, created };
}

// A hook that never ends must fail the run instead of blocking it.
async function withTimeout(work: Promise<unknown>, seconds: number): Promise<void> {
  const abort = new AbortController();
  const timeout = sleep(seconds * 1000, undefined, { signal: abort.signal }).then(() => {
    throw new Error(`Some hooks were still running ${seconds} s after the end of the run.`);
  });
  try {
    await Promise.race([work, timeout]);
  } finally {
    abort.abort();
    timeout.catch(() => undefined);
  }
}
