import { setTimeout as sleep } from "node:timers/promises";

/** Spaces calls out evenly, so that they keep to a rate which is known beforehand. */
export class RateLimiter {
  private next = 0;
  private last = -Infinity;

  /** @param callsPerSecond The rate; undefined lets every call go at once. */
  public constructor(private readonly callsPerSecond: number | undefined) {}

  /** Waits for the turn of one call: in the order of asking, and only as long as those before it need. */
  public acquire(): Promise<void> {
    return acquireAll([this]);
  }

  /** When the next call may be made, by the clock of `performance.now()`. */
  public get free(): number {
    return this.next;
  }

  /** One call is to be made at this time. */
  public take(time: number): void {
    this.next = time + this.interval;
  }

  /** When a call may be made after the last one that was. */
  public get due(): number {
    return this.last + this.interval;
  }

  /** One call is made now. */
  public made(): void {
    this.last = performance.now();
  }

  private get interval(): number {
    return this.callsPerSecond === undefined ? 0 : 1000 / this.callsPerSecond;
  }
}

/**
 * Waits for the turn of one call that several rates hold for. It takes its turn with all of them for the same moment:
 * one after the other, a call would use a turn of the first long before it is made.
 */
export async function acquireAll(rateLimiters: readonly RateLimiter[]): Promise<void> {
  const now = performance.now();
  const mine = Math.max(now, ...rateLimiters.map(({ free }) => free));
  for (const rateLimiter of rateLimiters) rateLimiter.take(mine);
  if (mine > now) await sleep(mine - now);
  // On a machine that stands still for a while, several wake at once whose turns are one after the other.
  for (let wait = waitIn(rateLimiters); wait > 0; wait = waitIn(rateLimiters)) await sleep(wait);
  for (const rateLimiter of rateLimiters) rateLimiter.made();
}

function waitIn(rateLimiters: readonly RateLimiter[]): number {
  return Math.ceil(Math.max(...rateLimiters.map(({ due }) => due)) - performance.now() - EARLY_MS);
}

/** How much earlier than asked a timer may go off, in milliseconds. */
const EARLY_MS = 1;
