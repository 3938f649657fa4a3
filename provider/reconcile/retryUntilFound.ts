import { setTimeout as sleep } from "node:timers/promises";

/** How long to wait before the first further look, in milliseconds; each wait is twice the one before. */
const FIRST_WAIT_MS = 250;

/** What one look has shown. */
export interface Observation<T> {
  /** What was looked for; undefined where it is not there. */
  found: T | undefined;
  /** For how many seconds others have looked for it in vain already. Default 0. */
  missingSeconds?: number;
}

/**
 * Looks until something is found, or has been missing for `seconds`; at least once.
 *
 * That time is counted between looks: from the end of the first to the beginning of the last. A single look that
 * took long, because the service was slow or throttled, has seen one moment only.
 *
 * @param look Looks once. What it is shown must be newer than the time of `performance.now()` that it is given.
 */
export async function retryUntilFound<T>(
  look: (after: number) => Promise<Observation<T>>,
  seconds: number,
): Promise<T | undefined> {
  let since: number | undefined;
  for (let after = -Infinity, wait = FIRST_WAIT_MS; ; wait *= 2) {
    const asked = performance.now();
    const { found, missingSeconds = 0 } = await look(after);
    after = performance.now();
    since ??= after;
    const left = seconds * 1000 - Math.max(missingSeconds * 1000, asked - since, 0);
    if (found !== undefined || left <= 0) return found;
    // A timer may go off up to a millisecond early: that would cost one more look.
    await sleep(Math.min(wait, Math.ceil(left) + 1));
  }
}
