import { PUBLISHED_RATES } from "../../emulator/throttling/publishedRates";
import { VARIANT, type Limit } from "../variants";
import type { Cell, Figures } from "./figures";

/** The minimum time and calls of a step with a rate limit. */
export interface Minimum {
  seconds: number | undefined;
  calls: number | undefined;
}

/** A token bucket. */
interface Bucket {
  callsPerSecond: number;
  burst: number;
}

/**
 * Derives the minimum from the same step without a limit, which makes the minimum number of calls. A limit does not
 * change the time before the first call and after the last one, because the buckets are full at the first call. In
 * between, the minimum is the time without a limit or the time of the slowest bucket, whichever is longer.
 */
export function minimumOf(figures: Figures, { variant, n, step }: Cell): Minimum {
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

/** The minimum time between the first and the last of a number of calls that share a bucket. */
export function bucketSeconds(calls: number, { callsPerSecond, burst }: Bucket): number {
  return Math.max(0, calls - burst) / callsPerSecond;
}

/**
 * The minimum time of the calls of a step with a distant service, if so many are made at a time. Undefined if they were
 * not measured.
 */
export function distanceSeconds(figures: Figures, cell: Cell, concurrency: number): number | undefined {
  const calls = figures.calls(cell);
  const { distance = 0 } = VARIANT[cell.variant];
  return calls === undefined ? undefined : (calls * distance) / 1000 / concurrency;
}

const REGION = "us-east-1";

/** The buckets of a limit, with the operations that share each. An empty list means all operations. */
function bucketsOf(limit: Limit | undefined): (Bucket & { operations: readonly string[] })[] {
  if (limit === undefined) return [];
  if (limit !== "published") return [{ ...limit, operations: [] }];
  return PUBLISHED_RATES.map(({ operations, perSecond }) => {
    const rate = perSecond(REGION);
    return { operations, callsPerSecond: rate, burst: rate };
  });
}
