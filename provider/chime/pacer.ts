import { setTimeout as sleep } from "node:timers/promises";

/** Spaces calls out evenly, so that they keep to a rate which is known beforehand. */
export class Pacer {
  private next = 0;

  /** @param callsPerSecond The rate; undefined lets every call go at once. */
  public constructor(private readonly callsPerSecond: number | undefined) {}

  /** Waits for the turn of one call: in the order of asking, and only as long as those before it need. */
  public turn(): Promise<void> {
    return turnOfAll([this]);
  }

  /** When the next call may be made, by the clock of `performance.now()`. */
  public get free(): number {
    return this.next;
  }

  /** One call is made at this time. */
  public take(time: number): void {
    if (this.callsPerSecond !== undefined) this.next = time + 1000 / this.callsPerSecond;
  }
}

/**
 * Waits for the turn of one call that several rates hold for. It takes its turn with all of them for the same moment:
 * one after the other, a call would use a turn of the first long before it is made.
 */
export async function turnOfAll(pacers: readonly Pacer[]): Promise<void> {
  const now = performance.now();
  const mine = Math.max(now, ...pacers.map(({ free }) => free));
  for (const pacer of pacers) pacer.take(mine);
  if (mine > now) await sleep(mine - now);
}
