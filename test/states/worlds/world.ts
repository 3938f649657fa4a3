import type { Emulator, OperationName } from "../../../emulator";
import type { Declared } from "../../support/agreement/program";
import type { People, ParentSeen } from "../../support/agreement/service";

/** The environment and the programs for the fixtures of one service. */
export interface World {
  /** All users, bots and administrators. */
  readonly people: People;
  /** The rooms or channels that no program creates, each with an unmanaged member. */
  readonly others: ParentSeen[];
  /** The operations that an interrupted deployment calls without an answer. */
  readonly operations: readonly OperationName[];
  /** A program with each kind of resource in all its forms. */
  fullProgram(): Declared;
  /** The part of a program that the interrupted deployment uses. */
  interruptedProgram(program: Declared): Declared;
  /** Runs a refresh while an exclusive roster has an unmanaged member. */
  refreshWithUnmanagedMember(chime: Emulator, refresh: () => Promise<unknown>): Promise<void>;
  /** The program after some changes. */
  changedProgram(program: Declared): Declared;
}
