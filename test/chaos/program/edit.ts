import { isValid, type Program } from "./program";

/** A change of the program. */
export interface Edit {
  /** What the program becomes; undefined where that cannot be. */
  apply(program: Program): Program | undefined;
  toString(): string;
}

/** A change in words; it cannot be made where the classes of the package would not accept the program. */
export function edit(words: string, change: (program: Program) => Program | undefined): Edit {
  return {
    apply: (program) => {
      const edited = change(program);
      return edited && isValid(edited) ? edited : undefined;
    },
    toString: () => words,
  };
}
