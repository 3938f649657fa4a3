import type { Emulator } from "../../emulator";

/** The input of an SDK command, before serialization. */
export type Input = Readonly<Record<string, unknown>>;

/** A valid call of an operation. */
export interface Sample {
  /** Creates what the call needs. */
  readonly prepare?: (chime: Emulator) => void;
  /** The input, with every member that can be set at the same time. */
  readonly input: Input;
  /** Generates distinct valid items, for each list of the input. */
  readonly items?: Readonly<Record<string, (index: number) => unknown>>;
  /** Members that have no valid value in the emulator, with the reason. They are tested only with invalid values. */
  readonly without?: Readonly<Record<string, string>>;
  /** The expected value of `written` in the journal: whether the call changes anything. */
  readonly writes: boolean;
}
