import type { Tally } from "./emulator/actions";
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
  throttled: Tally["throttled"];
  /** Seconds from the start to the first call, and from the last call to the end. Null without calls. */
  lead: number | null;
  tail: number | null;
  /** The number of members that are missing or unexpected afterwards. */
  mismatches: number;
  failed: boolean;
  /** The size of the state file afterwards. Null without one. */
  stateBytes: number | null;
  /** The peak memory of the plugin process. Null if unknown. */
  peakMegabytes: number | null;
  /** The CPU time of the emulator's process. */
  emulatorSeconds: number;
  /** The CPU time of the backend's process. Null without one. */
  backendSeconds: number | null;
}
