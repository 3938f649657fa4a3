import type { Sample } from "../sample";
import type { VariantName } from "../variants";
import { median } from "./statistics";

/** A cell of a table: a variant, its number of members, and a step. */
export interface Cell {
  variant: VariantName;
  n: number;
  step: Sample["step"];
}

/** The samples and their medians. Failed steps count only as failures. */
export class Figures {
  public constructor(private readonly samples: readonly Sample[]) {}

  /** The measured sizes of a variant, in ascending order. */
  public sizes(variant: VariantName): number[] {
    const sizes = this.samples
      .filter((sample) => sample.variant === variant && sample.step !== "cold start")
      .map(({ n }) => n);
    return [...new Set(sizes)].sort((a, b) => a - b);
  }

  /** The median of a figure over all rounds. Undefined if it was not measured. */
  public median(cell: Cell, figure: (sample: Sample) => number | null): number | undefined {
    const values = this.samplesOf(cell)
      .filter(({ failed }) => !failed)
      .map(figure);
    return median(values.filter((value) => value !== null));
  }

  public seconds(cell: Cell): number | undefined {
    return this.median(cell, ({ seconds }) => seconds);
  }

  /** The calls of the given operations, or of all. */
  public calls(cell: Cell, ...operations: string[]): number | undefined {
    return this.median(cell, ({ calls }) =>
      Object.entries(calls).reduce(
        (sum, [operation, count]) =>
          operations.length === 0 || operations.includes(operation) ? sum + count : sum,
        0,
      ),
    );
  }

  /** The time from the arrival of the first call to that of the last one. */
  public callingSeconds(cell: Cell): number | undefined {
    return this.median(cell, ({ seconds, lead, tail }) =>
      lead === null || tail === null ? null : seconds - lead - tail,
    );
  }

  /** The number of throttled calls in all rounds, including those of failed commands. */
  public throttled(cell: Cell): number | undefined {
    const samples = this.samplesOf(cell);
    return samples.length === 0 ? undefined : samples.reduce((sum, { throttled }) => sum + throttled, 0);
  }

  /** The bytes of the state after `up`, minus those of the empty stack. */
  public stateBytes({ variant, n }: Omit<Cell, "step">): number | undefined {
    const full = this.median({ variant, n, step: "up" }, ({ stateBytes }) => stateBytes);
    const empty = this.median({ variant, n, step: "destroy" }, ({ stateBytes }) => stateBytes);
    return full === undefined || empty === undefined ? undefined : full - empty;
  }

  /** The peak memory of the plugin in all steps. */
  public peakMegabytes({ variant, n }: Omit<Cell, "step">): number | undefined {
    const steps = new Set(this.samples.map(({ step }) => step));
    const peaks = [...steps].map((step) =>
      this.median({ variant, n, step }, ({ peakMegabytes }) => peakMegabytes),
    );
    const known = peaks.filter((peak) => peak !== undefined);
    return known.length === 0 ? undefined : Math.max(...known);
  }

  /** The number of members that are missing or unexpected. A failed command counts as at least one. */
  public failures(cell: Cell): number | undefined {
    const samples = this.samplesOf(cell);
    if (samples.length === 0) return undefined;
    return samples.reduce((sum, { failed, mismatches }) => sum + Math.max(mismatches, failed ? 1 : 0), 0);
  }

  /** The samples of a cell, including failed ones. */
  public samplesOf({ variant, n, step }: Cell): Sample[] {
    return this.samples.filter(
      (sample) => sample.variant === variant && sample.n === n && sample.step === step,
    );
  }
}
