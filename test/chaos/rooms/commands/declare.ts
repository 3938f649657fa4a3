import { inWords, isValid, withResource, type Declaration, type RoomsProgram } from "../program";
import type { RoomsAct } from "./roomsAct";

/** Declares a resource, in the place of the one of that name if there is one. */
export class Declare implements RoomsAct {
  public constructor(
    private readonly name: string,
    private readonly declaration: Declaration,
  ) {}

  public possible(program: RoomsProgram): boolean {
    return isValid(withResource(program, this.name, this.declaration));
  }

  public perform(program: RoomsProgram): { program: RoomsProgram } {
    return { program: withResource(program, this.name, this.declaration) };
  }

  public toString(): string {
    return `declare(${this.name}, ${inWords(this.declaration)})`;
  }
}
