import { isValid, withoutResource, withResource, type RoomsProgram } from "../program";
import type { RoomsAct } from "./roomsAct";

/** Gives a resource another name, so that a new one is to take over what the old one has. */
export class Rename implements RoomsAct {
  public constructor(
    private readonly from: string,
    private readonly to: string,
    private readonly adoptExisting: boolean,
  ) {}

  public possible(program: RoomsProgram): boolean {
    const renamed = this.renamed(program);
    return renamed !== undefined && isValid(renamed);
  }

  public perform(program: RoomsProgram): { program: RoomsProgram } {
    return { program: this.renamed(program) ?? program };
  }

  public toString(): string {
    return `rename(${this.from} to ${this.to}${this.adoptExisting ? ", adopted" : ""})`;
  }

  private renamed(program: RoomsProgram): RoomsProgram | undefined {
    const declaration = program.get(this.from);
    if (!declaration || declaration.kind === "Room" || program.has(this.to)) return undefined;
    const { adoptExisting } = this;
    const moved = declaration.kind === "RoomMembership" ? { ...declaration, adoptExisting } : declaration;
    return withResource(withoutResource(program, this.from), this.to, moved);
  }
}
