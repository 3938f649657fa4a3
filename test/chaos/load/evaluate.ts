import type { Sample } from "./memoryProbe";

/** The maximum that a plugin process keeps in memory for each membership that it creates, in bytes. */
const BYTES_PER_MEMBERSHIP = 400;
/** How much the heap may grow without a leak: running calls and compiled code. */
const HEAP_TOLERANCE = 0.05;
/** How much the resident memory may grow without a leak. The allocator does not return pages immediately. */
const RSS_TOLERANCE = 0.1;

export interface LoadMeasurements {
  readonly samples: readonly Sample[];
  /** The number of memberships that were created before each sample, and after the previous one. */
  readonly created: readonly number[];
  /** The number of hooks that started. */
  readonly started: number;
  /** The number of hooks that ended. */
  readonly settled: number;
  /** The duration of the longest hook, in seconds. */
  readonly longest: number;
  /** The time limit of a hook, in seconds. */
  readonly maxSeconds: number;
  /** The part of the calls that a fault affected. */
  readonly faultRate: number;
  /** The number of members that should have been removed, but still exist at the end. */
  readonly remaining: number;
}

/** The result of one check of a load run. */
export interface Check {
  readonly name: string;
  readonly measured: string;
  readonly passed: boolean;
}

/**
 * Evaluates a run. Growth is measured between the medians of the third and the last quarter of the samples. A leak of
 * one object for each hook would amount to megabytes.
 */
export function evaluate(measurements: LoadMeasurements): Check[] {
  const { started, settled, longest, maxSeconds, faultRate, remaining } = measurements;
  return [
    ...evaluateMemory(measurements),
    {
      name: "hooks that ended",
      measured: `${settled} of ${started}`,
      passed: settled === started && started > 0,
    },
    {
      name: "longest hook",
      measured: `${longest.toFixed(1)} s of at most ${maxSeconds} s`,
      passed: longest <= maxSeconds,
    },
    {
      name: "calls with a fault",
      measured: `${(faultRate * 100).toFixed(1)} %`,
      passed: Math.abs(faultRate - 0.2) < 0.05,
    },
    {
      name: "members that were not removed",
      measured: String(remaining),
      passed: remaining === 0,
    },
  ];
}

function evaluateMemory({ samples, created }: LoadMeasurements): Check[] {
  const quarter = Math.floor(samples.length / 4);
  const third = samples.slice(-2 * quarter, -quarter);
  const fourth = samples.slice(-quarter);
  const expectedGrowth = sum(created.slice(-quarter)) * BYTES_PER_MEMBERSHIP;
  const heaps = [third, fourth].map((part) => median(part.map(({ heapUsed }) => heapUsed)));
  const sizes = [third, fourth].map((part) => median(part.map(({ rss }) => rss)));
  const resources = [third, fourth].map((part) => median(part.map(({ resources: count }) => count)));
  return [
    checkGrowth(
      "heap after garbage collection, third and last quarter",
      heaps,
      HEAP_TOLERANCE,
      expectedGrowth,
    ),
    checkGrowth("resident memory, third and last quarter", sizes, RSS_TOLERANCE, expectedGrowth),
    {
      name: "timers, sockets and similar objects, third and last quarter",
      measured: resources.join(" and "),
      passed: (resources[1] ?? Infinity) <= (resources[0] ?? 0) * 1.5 + 32,
    },
  ];
}

function checkGrowth(
  name: string,
  [before = 0, after = Infinity]: number[],
  tolerance: number,
  expectedGrowth: number,
): Check {
  return {
    name,
    measured: `${inMegabytes(before)} and ${inMegabytes(after)} MB`,
    passed: after <= before * (1 + tolerance) + expectedGrowth,
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
