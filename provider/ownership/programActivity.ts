import { programRuns } from "./ownershipErrors";
import { refuseIfCancelled, waitWhile } from "./waiting";

/** How long a removal waits for the program before it fails, in milliseconds. */
const MAX_WAIT_MS = 30_000;

/**
 * What shows that a program runs that writes no ledger. It declares all resources whose inputs it knows at once, and the plugin learns of
 * each in its check.
 */
export class ProgramActivity {
  /** When the program was last known to run, by `performance.now()`. */
  private lastSign = -Infinity;
  private lookUps = 0;

  /** @param quietMs For how long the program must have shown no sign before it counts as quiet, in milliseconds. */
  public constructor(private readonly quietMs: number) {}

  /** The engine asked for a check. */
  public check(): void {
    this.lastSign = performance.now();
  }

  /** The program looks something up. It may declare more resources afterwards. */
  public async lookUp<Found>(lookUp: () => Promise<Found>): Promise<Found> {
    this.lookUps += 1;
    try {
      return await lookUp();
    } finally {
      this.lookUps -= 1;
      this.lastSign = performance.now();
    }
  }

  /**
   * Waits until the program is quiet.
   *
   * @param what The removal that waits, as an error names it.
   * @throws UserError if the program is not quiet in time.
   */
  public async untilQuiet(what: string): Promise<void> {
    const runs = (): boolean => this.lookUps > 0 || performance.now() - this.lastSign < this.quietMs;
    await waitWhile(runs, MAX_WAIT_MS);
    refuseIfCancelled(what);
    if (runs()) throw programRuns(what, MAX_WAIT_MS);
  }
}
