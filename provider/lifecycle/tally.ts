import type { Progress } from "./progress";
import type { RosterPlan } from "./rosterPlan";

/** Counts what is done of a plan, and tells the person at the screen. */
export class Tally {
  private readonly counts = { added: 0, changed: 0, removed: 0 };
  private readonly totals: { added: number; changed: number; removed: number };

  /** @param place The place, in short. */
  public constructor(
    private readonly place: string,
    { add, promote, demote, remove }: RosterPlan,
    private readonly progress: Progress,
  ) {
    this.totals = { added: add.length, changed: promote.length + demote.length, removed: remove.length };
  }

  public added(count: number): void {
    this.count("added", count);
  }

  public changed(count: number): void {
    this.count("changed", count);
  }

  public removed(count: number): void {
    this.count("removed", count);
  }

  /** All is done that could be. */
  public end(): void {
    this.progress.show("");
  }

  private count(what: keyof typeof this.counts, count: number): void {
    this.counts[what] += count;
    const parts = (["added", "changed", "removed"] as const)
      .filter((kind) => this.counts[kind] > 0)
      // What is tried a second time is more than was planned.
      .map(
        (kind) =>
          `${inDigits(this.counts[kind])} of ${inDigits(Math.max(this.totals[kind], this.counts[kind]))} ${kind}`,
      );
    this.progress.show(`${this.place}: ${parts.join(", ")}`);
  }
}

function inDigits(count: number): string {
  return count.toLocaleString("en-US");
}
