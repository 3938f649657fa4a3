import { inDigits } from "../../reporting/inDigits";
import type { Progress } from "../../reporting/progress";
import type { RosterPlan } from "./rosterPlan";

/** Counts the applied changes of a plan, and shows them. */
export class RosterProgress {
  private readonly counts = { added: 0, changed: 0, removed: 0 };
  private readonly totals: { added: number; changed: number; removed: number };

  /** @param parent The short name of the parent. */
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

  /** The plan was applied, as far as possible. */
  public end(): void {
    this.progress.show("");
  }

  private count(what: keyof typeof this.counts, count: number): void {
    this.counts[what] += count;
    this.progress.show(this.text());
  }

  private text(): string {
    const done = (["added", "changed", "removed"] as const).filter((what) => this.counts[what] > 0);
    const parts = done.map((what) => {
      // A second attempt counts again.
      const total = Math.max(this.totals[what], this.counts[what]);
      return `${inDigits(this.counts[what])} of ${inDigits(total)} ${what}`;
    });
    // The count first: a narrow terminal cuts the end.
    return `${parts.join(", ")}: ${this.parent}`;
  }
}
