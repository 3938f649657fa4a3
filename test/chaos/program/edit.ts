import { isValidProgram } from "./isValidProgram";
import type { Program } from "./program";

/** A change of the program. */
export interface Edit {
  /** Returns the changed program, or undefined if the change is not possible. */
  apply(program: Program): Program | undefined;
  toString(): string;
}

/** Makes an edit. It is not possible if the package would not accept the changed program. */
export function edit(description: string, change: (program: Program) => Program | undefined): Edit {
  return {
    apply: (program) => {
      const changed = change(program);
      return changed && isValidProgram(changed) ? changed : undefined;
    },
    toString: () => description,
  };
}
