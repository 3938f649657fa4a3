import type { Call } from "../../../emulator";

/** Counts the events of a run. */
export class Tally {
  /** The number of calls that each kind of fault affected. */
  public readonly faults = new Map<string, number>();
  /** The number of other events, such as deployments. */
  public readonly counts = new Map<string, number>();

  public calls(calls: readonly Call[]): void {
    this.count("calls to the service", calls.length);
    for (const { faults } of calls) for (const fault of faults) add(this.faults, withoutDuration(fault), 1);
  }

  public count(event: string, times = 1): void {
    add(this.counts, event, times);
  }

  /** The counts, one per line. */
  public lines(): string[] {
    const total = [...this.faults.values()].reduce((sum, count) => sum + count, 0);
    return [
      ...linesOf(this.counts),
      `${formatCount(total)} faults injected:`,
      ...linesOf(this.faults).map((line) => `  ${line}`),
    ];
  }
}

function add(counts: Map<string, number>, event: string, times: number): void {
  counts.set(event, (counts.get(event) ?? 0) + times);
}

function linesOf(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([event, count]) => `${formatCount(count)} ${event}`);
}

// Delays of all durations are counted together.
function withoutDuration(fault: string): string {
  return fault.replace(/ \d+ ms$/, "");
}

function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}
