import type { Key } from "../../model/family";
import type { RoomsProgram } from "../program";
import { memberKey, type RoomsWorld } from "../world";
import { placeIn, type Place, type RoomsAct } from "./roomsAct";

/** Somebody else gives a member the other role. */
export class SetRole implements RoomsAct {
  public constructor(private readonly place: Place) {}

  public possible(_program: RoomsProgram, world: RoomsWorld): boolean {
    const at = placeIn(world, this.place);
    return at !== undefined && world.facts().has(memberKey(at.roomId, at.memberId));
  }

  public perform(_program: RoomsProgram, world: RoomsWorld): { disturbed: readonly Key[] } {
    const at = placeIn(world, this.place)!;
    const key = memberKey(at.roomId, at.memberId);
    const role = world.facts().get(key) === "Member" ? "Administrator" : "Member";
    world.tenant.state.setRole({ ...at, role });
    return { disturbed: [key] };
  }

  public toString(): string {
    return `somebodyChangesTheRole(of ${this.place.member} in room ${this.place.room})`;
  }
}
