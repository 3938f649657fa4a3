import { PUBLISHED_RATES } from "../../emulator/throttling/publishedRates";
import { VARIANT, type Limit } from "../variants";
import type { Cell, Figures } from "./figures";

/** What a step must take and call at the least where the service allows few calls a second. */
export interface Least {
  seconds: number | undefined;
  calls: number | undefined;
}

/** A bucket of calls: so many at once, and then so many a second. */
interface Bucket {
  callsPerSecond: number;
  burst: number;
}

/**
 * The least is taken from the same step at a service without a limit. Its calls are those that are needed. Its time
 * before the first call and after the last one is the engine's own and is spent with a limit too, because the buckets
 * are full before the first call already. In between, nobody can be faster than the engine is without a limit, nor
 * than the slowest of the buckets, which lets `burst` calls through at once and each further one after 1/rate of a second.
 */
export function leastOf(figures: Figures, { variant, n, step }: Cell): Least {
  const { floor, limit } = VARIANT[variant];
  const cell = { variant: floor, n, step };
  const calls = figures.calls(cell);
  const total = figures.seconds(cell);
  const lead = figures.median(cell, (sample) => sample.lead);
  const tail = figures.median(cell, (sample) => sample.tail);
  if (calls === undefined || total === undefined || lead === undefined || tail === undefined)
    return { seconds: undefined, calls };
  const limited = bucketsOf(limit).map(({ operations, ...bucket }) =>
    bucketSeconds(figures.calls(cell, ...operations) ?? 0, bucket),
  );
  return { seconds: lead + Math.max(total - lead - tail, ...limited) + tail, calls };
}

/** How long a bucket makes so many calls last, from the first one to the last one. */
export function bucketSeconds(calls: number, { callsPerSecond, burst }: Bucket): number {
  return Math.max(0, calls - burst) / callsPerSecond;
}

const REGION = "us-east-1";

/** The buckets of a limit, each with the operations that it holds for: none stands for all. */
function bucketsOf(limit: Limit | undefined): (Bucket & { operations: readonly string[] })[] {
  if (limit === undefined) return [];
  if (limit !== "published") return [{ ...limit, operations: [] }];
  return PUBLISHED_RATES.map(({ operations, perSecond }) => {
    const rate = perSecond(REGION);
    return { operations, callsPerSecond: rate, burst: rate };
  });
}
