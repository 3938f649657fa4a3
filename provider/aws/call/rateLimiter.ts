import { setTimeout as sleep } from "node:timers/promises";

/** Spaces calls evenly to keep to a known rate. */
export class RateLimiter {
  private nextSlot = 0;
  private lastCall = -Infinity;

  /** @param callsPerSecond The rate; undefined for none. */
  public constructor(private readonly callsPerSecond: number | undefined) {}

  /** The next free time, by `performance.now()`. */
  public get free(): number {
    return this.nextSlot;
  }

  /** Reserves a time for a call. */
  public reserve(time: number): void {
    this.nextSlot = time + this.interval;
  }

  /** The earliest time for a call after the last one. */
  public get due(): number {
    return this.lastCall + this.interval;
  }

  /** Records a call that is made now. */
  public recordCall(): void {
    this.lastCall = performance.now();
  }

  private get interval(): number {
    return this.callsPerSecond === undefined ? 0 : 1000 / this.callsPerSecond;
  }
}

/**
 * Waits until all rates allow a call, in the order of the requests. It reserves the same moment for all of them. If it waited
 * for one after the other, the first would reserve a time long before the call is made.
 */
export async function acquireAll(rateLimiters: readonly RateLimiter[]): Promise<void> {
  const now = performance.now();
  const slot = Math.max(now, ...rateLimiters.map(({ free }) => free));
  for (const rateLimiter of rateLimiters) rateLimiter.reserve(slot);
  if (slot > now) await sleep(slot - now);
  // If the machine was suspended or busy, several sleepers wake at once though their slots are apart.
  for (let wait = waitFor(rateLimiters); wait > 0; wait = waitFor(rateLimiters)) await sleep(wait);
  for (const rateLimiter of rateLimiters) rateLimiter.recordCall();
}

function waitFor(rateLimiters: readonly RateLimiter[]): number {
  return Math.ceil(Math.max(...rateLimiters.map(({ due }) => due)) - performance.now() - TIMER_TOLERANCE_MS);
}

/** A timer may fire this much early. */
const TIMER_TOLERANCE_MS = 1;
