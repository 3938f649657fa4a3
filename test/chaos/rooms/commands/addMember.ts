import type { Role } from "../../../../emulator";
import type { Key } from "../../model/family";
import type { RoomsProgram } from "../program";
import { memberKey, type RoomsWorld } from "../world";
import { placeIn, type Place, type RoomsAct } from "./roomsAct";

/** Somebody else adds a member. */
export class AddMember implements RoomsAct {
  public constructor(
    private readonly place: Place,
    private readonly role: Role,
  ) {}

  public possible(_program: RoomsProgram, world: RoomsWorld): boolean {
    const at = placeIn(world, this.place);
    return at !== undefined && !world.facts().has(memberKey(at.roomId, at.memberId));
  }

  public perform(
    _program: RoomsProgram,
    world: RoomsWorld,
  ): { disturbed: readonly Key[]; theirs: readonly Key[] } {
    const at = placeIn(world, this.place)!;
    world.tenant.state.addMember({ ...at, role: this.role });
    const keys = [memberKey(at.roomId, at.memberId)];
    return { disturbed: keys, theirs: keys };
  }

  public toString(): string {
    return `somebodyAdds(${this.place.member} to room ${this.place.room} as ${this.role})`;
  }
}
