import { setTimeout as sleep } from "node:timers/promises";

import { Host } from "../../support/host";
import { Room } from "../../support/room";
import { FaultInjector } from "./faultInjector";
import { evaluate, type Check } from "./evaluate";
import { MemoryProbe, type Sample } from "./memoryProbe";
import { Worker } from "./worker";

/** Settings under which a hook is bounded to {@link mostSecondsOf}. */
const SETTINGS = {
  "chime:maxRetries": "4",
  "chime:maxRetrySeconds": "10",
  "chime:requestTimeoutSeconds": "5",
  "chime:readConsistencySeconds": "1",
};

/** How long a hook may take: four calls one after the other at most, each bounded by its retries and its last attempt. */
function mostSecondsOf(config: typeof SETTINGS): number {
  return 4 * (Number(config["chime:maxRetrySeconds"]) + 2 * Number(config["chime:requestTimeoutSeconds"]));
}

/** What to run. */
export interface LoadOptions {
  readonly seconds: number;
  /** How many hooks go on at a time. */
  readonly hooks: number;
  /** How often the memory of the plugin is looked at, in seconds. */
  readonly sampleSeconds: number;
  /** Settings of the plugin, beside those under which it always runs here. */
  readonly config?: Readonly<Record<string, string>>;
  /** The folder of the project whose plugin is run. Default: this repository. */
  readonly project?: string;
  readonly onProgress?: (line: string) => void;
}

/** What it has shown. */
export interface LoadReport {
  readonly samples: readonly Sample[];
  readonly checks: readonly Check[];
  readonly counts: Readonly<Record<string, number>>;
}

/** Keeps the plugin busy under faults, and judges it. */
export async function runLoad({
  seconds,
  hooks,
  sampleSeconds,
  onProgress,
  ...options
}: LoadOptions): Promise<LoadReport> {
  const config = { ...SETTINGS, ...options.config };
  const maxSeconds = mostSecondsOf(config);
  const room = await Room.open({ quotas: { membershipsPerRoom: 1_000_000 } });
  const probe = await MemoryProbe.open();
  const host = await Host.start({ ...options, chime: room.chime, config, env: probe.env, process: true });
  try {
    const rate = new FaultInjector(room.chime, 0.2, Math.random);
    const workers = Array.from({ length: hooks }, () => new Worker(room, host));
    const deadline = performance.now() + seconds * 1000;
    const work = Promise.all(workers.map((worker) => worker.run(() => performance.now() < deadline)));
    const { samples, created } = await watch(probe, host.pid, workers, deadline, sampleSeconds, onProgress);
    await within(work, maxSeconds + 10);
    rate.stop();
    await Promise.all(workers.map((worker) => worker.removeMembers()));
    const all = workers.map(({ counts }) => counts);
    const counts = Object.fromEntries(
      Object.keys(all[0] ?? {}).map((key) => [key, all.reduce((sum, one) => sum + (one[key] ?? 0), 0)]),
    );
    const checks = evaluate({
      ...{ samples, created, maxSeconds, remaining: room.members().length },
      started: counts["started"] ?? 0,
      settled: counts["settled"] ?? 0,
      longest: Math.max(...workers.map(({ longest }) => longest)),
      faultRate: rate.faulty / rate.calls,
    });
    return {
      samples,
      checks,
      counts: { ...counts, "calls to the service": rate.calls, "of them met a fault": rate.faulty },
    };
  } finally {
    await host.stop();
    await probe.close();
    await room.close();
  }
}

async function watch(
  probe: MemoryProbe,
  pid: number,
  workers: readonly Worker[],
  deadline: number,
  every: number,
  progress: LoadOptions["onProgress"],
): Promise<{ samples: Sample[]; created: number[] }> {
  const samples: Sample[] = [];
  const created: number[] = [];
  let before = 0;
  while (performance.now() + every * 1000 < deadline) {
    await sleep(every * 1000);
    const sample = await probe.sample(pid);
    const now = workers.reduce((sum, { counts }) => sum + (counts["memberships created"] ?? 0), 0);
    samples.push(sample);
    created.push(now - before);
    before = now;
    const megabytes = [sample.heapUsed, sample.rss].map((bytes) => (bytes / 1e6).toFixed(1));
    progress?.(`heap ${megabytes[0]} MB, resident ${megabytes[1]} MB, ${sample.resources} resources`);
  }
  return { samples, created };
}

// A promise that never settles must fail the run, not hold it up for ever.
async function within(work: Promise<unknown>, seconds: number): Promise<void> {
  const abort = new AbortController();
  const late = sleep(seconds * 1000, undefined, { signal: abort.signal }).then(() => {
    throw new Error(`Hooks were still at work ${seconds} s after the end of the run.`);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    abort.abort();
    late.catch(() => undefined);
  }
}
