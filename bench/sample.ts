import type { Tally } from "./service/actions";
import type { Step } from "./steps";
import type { VariantName } from "./variants";

/** The measurement of one step in one round. */
export interface Sample {
  variant: VariantName;
  /** The number of members. */
  n: number;
  /** The first round is 1. */
  round: number;
  step: Step | "cold start";
  seconds: number;
  /** Calls by operation, including failed attempts. */
  calls: Tally["calls"];
  /** The number of throttled calls. */
  refused: Tally["refused"];
  /** Seconds from the start to the first call, and from the last call to the end; null without calls. */
  lead: number | null;
  tail: number | null;
  /** How many members are missing or not expected afterwards. */
  mismatches: number;
  /** Whether the command failed. */
  failed: boolean;
  /** The size of the state file afterwards; null without a stack. */
  stateBytes: number | null;
  /** The peak memory of the plugin process; null if unknown. */
  peakMegabytes: number | null;
}
