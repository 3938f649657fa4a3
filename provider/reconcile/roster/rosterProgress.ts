import type { Progress } from "../../reporting/progress";
import type { RosterPlan } from "./rosterPlan";

/** Counts what is done of a plan, and tells the person at the screen. */
export class RosterProgress {
  private readonly counts = { added: 0, changed: 0, removed: 0 };
  private readonly totals: { added: number; changed: number; removed: number };

  /** @param parent The place, in short. */
  public constructor(
    private readonly parent: string,
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
    this.progress.show(this.inWords());
  }

  private inWords(): string {
    const done = (["added", "changed", "removed"] as const).filter((what) => this.counts[what] > 0);
    const parts = done.map((what) => {
      // What is tried a second time is more than was planned.
      const total = Math.max(this.totals[what], this.counts[what]);
      return `${inDigits(this.counts[what])} of ${inDigits(total)} ${what}`;
    });
    return `${this.parent}: ${parts.join(", ")}`;
  }
}

function inDigits(count: number): string {
  return count.toLocaleString("en-US");
}
