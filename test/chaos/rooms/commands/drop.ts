import { withoutResource, type RoomsProgram } from "../program";
import type { RoomsAct } from "./roomsAct";

/** Takes a resource out of the program. */
export class Drop implements RoomsAct {
  public constructor(private readonly name: string) {}

  public possible(program: RoomsProgram): boolean {
    return program.has(this.name);
  }

  public perform(program: RoomsProgram): { program: RoomsProgram } {
    return { program: withoutResource(program, this.name) };
  }

  public toString(): string {
    return `drop(${this.name})`;
  }
}
