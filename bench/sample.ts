import type { Tally } from "./service/actions";
import type { Step } from "./steps";
import type { VariantName } from "./variants";

/** One step, once. */
export interface Sample {
  variant: VariantName;
  /** The size of the team. */
  n: number;
  /** 1 for the first. */
  round: number;
  step: Step | "cold start";
  seconds: number;
  /** Calls by operation, attempts that failed too. */
  calls: Tally["calls"];
  /** How many of them the service refused for coming too fast. */
  refused: Tally["refused"];
  /** Seconds from the start to the first call and from the last call to the end; null without a call. */
  lead: number | null;
  tail: number | null;
  /** How many members the room or the channel has too few or too many afterwards. */
  amiss: number;
  /** Whether the command reported a failure. */
  failed: boolean;
  /** The size of the stack's file afterwards; null without a stack. */
  stateBytes: number | null;
  /** The most memory that the plugin process had at once; null where that cannot be told. */
  peakMegabytes: number | null;
}
