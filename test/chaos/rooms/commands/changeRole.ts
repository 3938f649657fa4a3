import type { Role } from "../../../../emulator";
import { withResource, type Declaration, type RoomsProgram } from "../program";
import type { RoomsAct } from "./roomsAct";

/** Gives the members of a resource the other role in the program: that of a membership, or of one in a roster. */
export class ChangeRole implements RoomsAct {
  /** @param which Which of the members of a roster. */
  public constructor(
    private readonly name: string,
    private readonly which: number,
  ) {}

  public possible(program: RoomsProgram): boolean {
    const declaration = program.get(this.name);
    return declaration !== undefined && declaration.kind !== "Room" && !isEmpty(declaration);
  }

  public perform(program: RoomsProgram): { program: RoomsProgram } {
    const declaration = program.get(this.name)!;
    return { program: withResource(program, this.name, this.changed(declaration)) };
  }

  public toString(): string {
    return `changeRole(${this.name}, ${this.which})`;
  }

  private changed(one: Declaration): Declaration {
    if (one.kind === "Room") return one;
    if (one.kind === "RoomMembership") return { ...one, role: otherThan(one.role) };
    const [member, role] = [...one.members][this.which % one.members.size]!;
    return { ...one, members: new Map([...one.members, [member, otherThan(role)]]) };
  }
}

function isEmpty(one: Declaration): boolean {
  return one.kind === "RoomRoster" && one.members.size === 0;
}

function otherThan(role: Role): Role {
  return role === "Member" ? "Administrator" : "Member";
}
