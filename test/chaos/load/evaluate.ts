import type { Sample } from "./memoryProbe";

/** What a deployment remembers of each membership that it makes, so that it is not made twice: at most these bytes. */
const BYTES_OF_A_CLAIM = 400;
/** How much of the heap may differ between two looks without being a leak: what is in flight, code that is compiled. */
const HEAP_TOLERANCE = 0.05;
/** How much the resident memory may: the allocator gives pages back when it likes. */
const RSS_TOLERANCE = 0.1;

/** What a load run has shown. */
export interface LoadMeasurements {
  readonly samples: readonly Sample[];
  /** How many memberships were made between two samples, by the index of the later one. */
  readonly created: readonly number[];
  readonly started: number;
  readonly settled: number;
  /** The longest that a hook took, in seconds, and the longest that its retries and timeouts allow. */
  readonly longest: number;
  readonly maxSeconds: number;
  readonly faultRate: number;
  /** Memberships that were in the service in the end and should not have been. */
  readonly remaining: number;
}

/** One thing that is asked of a load run. */
export interface Check {
  readonly name: string;
  readonly measured: string;
  readonly passed: boolean;
}

/**
 * Judges a run by its second half: the median of the last quarter of the samples against that of the quarter before.
 * A leak of one object for each hook would show as megabytes.
 */
export function evaluate(facts: LoadMeasurements): Check[] {
  const { samples, created, started, settled, longest, maxSeconds, faultRate, remaining } = facts;
  const quarter = Math.floor(samples.length / 4);
  const third = samples.slice(-2 * quarter, -quarter);
  const fourth = samples.slice(-quarter);
  const claims = sum(created.slice(-quarter)) * BYTES_OF_A_CLAIM;
  const heaps = [third, fourth].map((part) => median(part.map(({ heapUsed }) => heapUsed)));
  const sizes = [third, fourth].map((part) => median(part.map(({ rss }) => rss)));
  const resources = [third, fourth].map((part) => median(part.map(({ resources: count }) => count)));
  return [
    grows("heap after garbage collection, third and last quarter", heaps, HEAP_TOLERANCE, claims),
    grows("resident memory, third and last quarter", sizes, RSS_TOLERANCE, claims),
    {
      name: "timers, sockets and the like, third and last quarter",
      measured: resources.join(" and "),
      passed: (resources[1] ?? Infinity) <= (resources[0] ?? 0) * 1.5 + 32,
    },
    {
      name: "hooks that settled",
      measured: `${settled} of ${started}`,
      passed: settled === started && started > 0,
    },
    {
      name: "the longest hook",
      measured: `${longest.toFixed(1)} s, of at most ${maxSeconds} s`,
      passed: longest <= maxSeconds,
    },
    {
      name: "calls that met a fault",
      measured: `${(faultRate * 100).toFixed(1)} %`,
      passed: Math.abs(faultRate - 0.2) < 0.05,
    },
    {
      name: "memberships left in the end that had to go",
      measured: String(remaining),
      passed: remaining === 0,
    },
  ];
}

function grows(
  what: string,
  [before = 0, after = Infinity]: number[],
  tolerance: number,
  allowed: number,
): Check {
  return {
    name: what,
    measured: `${inMegabytes(before)} and ${inMegabytes(after)} MB`,
    passed: after <= before * (1 + tolerance) + allowed,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
