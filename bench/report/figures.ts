import type { Sample } from "../sample";
import type { VariantName } from "../variants";
import { median } from "./statistics";

/** A cell of a table: one step of one variant at one size. */
export interface Cell {
  variant: VariantName;
  n: number;
  step: Sample["step"];
}

/** The samples by cell, and their medians. A step that failed has no figures but its failure. */
export class Figures {
  public constructor(private readonly samples: readonly Sample[]) {}

  /** The sizes that a variant was measured at, the smallest first. */
  public sizes(variant: VariantName): number[] {
    const sizes = this.samples
      .filter((sample) => sample.variant === variant && sample.step !== "cold start")
      .map(({ n }) => n);
    return [...new Set(sizes)].sort((one, other) => one - other);
  }

  /** The median of a figure over the rounds; undefined where it was never measured. */
  public median(cell: Cell, figure: (sample: Sample) => number | null): number | undefined {
    const values = this.of(cell)
      .filter(({ failed }) => !failed)
      .map(figure);
    return median(values.filter((value) => value !== null));
  }

  public seconds(cell: Cell): number | undefined {
    return this.median(cell, ({ seconds }) => seconds);
  }

  /** Calls of the operations, or of all. */
  public calls(cell: Cell, ...operations: string[]): number | undefined {
    return this.median(cell, ({ calls }) =>
      Object.entries(calls).reduce(
        (sum, [operation, count]) =>
          operations.length === 0 || operations.includes(operation) ? sum + count : sum,
        0,
      ),
    );
  }

  /** Calls that the service refused for coming too fast, in all rounds, commands that failed too. */
  public refused(cell: Cell): number | undefined {
    const samples = this.of(cell);
    return samples.length === 0 ? undefined : samples.reduce((sum, { refused }) => sum + refused, 0);
  }

  /** Bytes of the state after `up`, those of the stack without resources taken off. */
  public stateBytes({ variant, n }: Omit<Cell, "step">): number | undefined {
    const full = this.median({ variant, n, step: "up" }, ({ stateBytes }) => stateBytes);
    const empty = this.median({ variant, n, step: "destroy" }, ({ stateBytes }) => stateBytes);
    return full === undefined || empty === undefined ? undefined : full - empty;
  }

  /** The most memory of the plugin in any step. */
  public peakMegabytes({ variant, n }: Omit<Cell, "step">): number | undefined {
    const steps = new Set(this.samples.map(({ step }) => step));
    const peaks = [...steps].map((step) =>
      this.median({ variant, n, step }, ({ peakMegabytes }) => peakMegabytes),
    );
    const known = peaks.filter((peak) => peak !== undefined);
    return known.length === 0 ? undefined : Math.max(...known);
  }

  /** Commands that failed, and members that are in the room or the channel and should not be, or the other way round. */
  public failures(cell: Cell): number | undefined {
    const samples = this.of(cell);
    if (samples.length === 0) return undefined;
    return samples.reduce((sum, { failed, amiss }) => sum + Math.max(amiss, failed ? 1 : 0), 0);
  }

  /** The samples of a cell, those that failed too. */
  public of({ variant, n, step }: Cell): Sample[] {
    return this.samples.filter(
      (sample) => sample.variant === variant && sample.n === n && sample.step === step,
    );
  }
}
