import { setTimeout as sleep } from "node:timers/promises";

/** Spaces calls out evenly, so that they keep to a rate which is known beforehand. */
export class Pacer {
  private next = 0;

  /** @param callsPerSecond The rate; undefined lets every call go at once. */
  public constructor(private readonly callsPerSecond: number | undefined) {}

  /** Waits for the turn of one call: in the order of asking, and only as long as those before it need. */
  public async turn(): Promise<void> {
    if (this.callsPerSecond === undefined) return;
    const now = performance.now();
    const mine = Math.max(now, this.next);
    this.next = mine + 1000 / this.callsPerSecond;
    if (mine > now) await sleep(mine - now);
  }
}
