import type { Call } from "../../../emulator";

/** Counts what a run did, by kind. */
export class Tally {
  /** How many calls met each fault. */
  public readonly faults = new Map<string, number>();
  /** Other things that were done, such as deployments. */
  public readonly counts = new Map<string, number>();

  public calls(calls: readonly Call[]): void {
    this.count("calls to the service", calls.length);
    for (const { faults } of calls) for (const fault of faults) add(this.faults, withoutNumbers(fault), 1);
  }

  public count(what: string, howMany = 1): void {
    add(this.counts, what, howMany);
  }

  /** All of it, a line each. */
  public lines(): string[] {
    const struck = [...this.faults.values()].reduce((sum, count) => sum + count, 0);
    return [
      ...linesOf(this.counts),
      `${inDigits(struck)} faults injected:`,
      ...linesOf(this.faults).map((line) => `  ${line}`),
    ];
  }
}

function add(counts: Map<string, number>, what: string, howMany: number): void {
  counts.set(what, (counts.get(what) ?? 0) + howMany);
}

function linesOf(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([what, count]) => `${inDigits(count)} ${what}`);
}

// How long a delay was is no kind of its own.
function withoutNumbers(fault: string): string {
  return fault.replace(/ \d+ ms$/, "");
}

function inDigits(count: number): string {
  return count.toLocaleString("en-US");
}
