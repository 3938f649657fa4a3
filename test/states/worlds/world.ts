import type { Emulator, OperationName } from "../../../emulator";
import type { Declared } from "../../support/agreement/program";
import type { People, PlaceSeen } from "../../support/agreement/service";

/** What states of one service are written in. */
export interface World {
  /** Everybody there is. */
  readonly people: People;
  /** The places that no program makes, with somebody in each whom none names. */
  readonly others: PlaceSeen[];
  /** The operations that make people members. */
  readonly operations: readonly OperationName[];
  /**
   * A program with each kind of resource in each of its forms, as far as a version of the package has them; undefined
   * where it has none.
   *
   * @param exported The names that the package exports.
   */
  everything(exported: readonly string[]): Declared | undefined;
  /** What of a program can be left half done; undefined where that would show nothing. */
  interruptible(program: Declared): Declared | undefined;
  /** Lets a refresh see somebody whom an exclusive roster does not list, and takes them out again. */
  passStranger(chime: Emulator, refresh: () => Promise<unknown>): Promise<void>;
  /** The same program later. */
  changed(program: Declared): Declared;
}
