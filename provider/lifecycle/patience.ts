import { setTimeout as sleep } from "node:timers/promises";

/** How long to wait before the first further look, in milliseconds; each wait is twice the one before. */
const FIRST_WAIT_MS = 250;

/**
 * Looks until something is found, for `seconds` at the most, and at least once.
 *
 * @param look Looks once; undefined where nothing is there.
 */
export async function untilFound<T>(
  look: () => Promise<T | undefined>,
  seconds: number,
): Promise<T | undefined> {
  const end = Date.now() + seconds * 1000;
  for (let wait = FIRST_WAIT_MS; ; wait *= 2) {
    const found = await look();
    const left = end - Date.now();
    if (found !== undefined || left <= 0) return found;
    await sleep(Math.min(wait, left));
  }
}
