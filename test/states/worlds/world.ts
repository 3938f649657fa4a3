import type { Emulator, OperationName } from "../../../emulator";
import type { Declared } from "../../support/agreement/program";
import type { People, ParentSeen } from "../../support/agreement/service";

/** What states of one service are written in. */
export interface World {
  /** Everybody there is. */
  readonly people: People;
  /** The places that no program makes, with somebody in each whom none names. */
  readonly others: ParentSeen[];
  /** The operations that make people members. */
  readonly operations: readonly OperationName[];
  /** A program with each kind of resource in each of its forms. */
  everything(): Declared;
  /** The part of a program that is interrupted. */
  interruptible(program: Declared): Declared;
  /** Lets a refresh see somebody whom an exclusive roster does not list, and takes them out again. */
  passStranger(chime: Emulator, refresh: () => Promise<unknown>): Promise<void>;
  /** The same program later. */
  changed(program: Declared): Declared;
}
