import type { Step } from "../steps";
import { LIMIT } from "../variants";
import type { Figures } from "./figures";

/** What a step must take and call at the least where the service allows few calls a second. */
export interface Least {
  seconds: number | undefined;
  calls: number | undefined;
}

/**
 * The least is taken from the same step at a service without a limit. Its calls are those that are needed. Its time
 * before the first call and after the last one is the engine's own and is spent with a limit too, because the bucket
 * is full before the first call already. In between, nobody can be faster than the engine is without a limit, nor
 * than the bucket, which lets `burst` calls through at once and each further one after 1/rate of a second.
 */
export function leastOf(figures: Figures, n: number, step: Step): Least {
  const cell = { variant: "unlimited", n, step } as const;
  const calls = figures.calls(cell);
  const total = figures.seconds(cell);
  const lead = figures.median(cell, (sample) => sample.lead);
  const tail = figures.median(cell, (sample) => sample.tail);
  if (calls === undefined || total === undefined || lead === undefined || tail === undefined)
    return { seconds: undefined, calls };
  return { seconds: lead + Math.max(total - lead - tail, bucketSeconds(calls)) + tail, calls };
}

/** How long the limit makes so many calls last, from the first one to the last one. */
export function bucketSeconds(calls: number, { callsPerSecond, burst } = LIMIT): number {
  return Math.max(0, calls - burst) / callsPerSecond;
}
