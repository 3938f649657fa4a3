import { setTimeout as sleep } from "node:timers/promises";

/** The wait before the second read, in milliseconds. Each further wait is twice as long. */
const FIRST_WAIT_MS = 250;

/** The result of one read. */
export interface Observation<T> {
  /** Undefined if it does not exist. */
  found: T | undefined;
  /** For how many seconds earlier reads have already shown it missing. Default 0. */
  missingSeconds?: number;
}

/**
 * Reads until something is found, or has been missing for `seconds`; at least once.
 *
 * The time counts from the end of the first read to the start of the last one. A slow read shows only one moment of its
 * duration.
 *
 * @param observe Reads once. The result must be newer than `after`, a time of `performance.now()`.
 */
export async function retryUntilFound<T>(
  observe: (after: number) => Promise<Observation<T>>,
  seconds: number,
): Promise<T | undefined> {
  let missingSince: number | undefined;
  for (let after = -Infinity, wait = FIRST_WAIT_MS; ; wait *= 2) {
    const startedAt = performance.now();
    const { found, missingSeconds = 0 } = await observe(after);
    after = performance.now();
    missingSince ??= after;
    const left = seconds * 1000 - Math.max(missingSeconds * 1000, startedAt - missingSince, 0);
    if (found !== undefined || left <= 0) return found;
    // A timer may fire up to a millisecond early, which would cost one more read.
    await sleep(Math.min(wait, Math.ceil(left) + 1));
  }
}
