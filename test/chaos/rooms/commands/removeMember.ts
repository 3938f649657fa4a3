import type { Key } from "../../model/family";
import type { RoomsProgram } from "../program";
import { memberKey, type RoomsWorld } from "../world";
import { placeIn, type Place, type RoomsAct } from "./roomsAct";

/** Somebody else takes a member out. */
export class RemoveMember implements RoomsAct {
  public constructor(private readonly place: Place) {}

  public possible(_program: RoomsProgram, world: RoomsWorld): boolean {
    const at = placeIn(world, this.place);
    return at !== undefined && world.facts().has(memberKey(at.roomId, at.memberId));
  }

  public perform(_program: RoomsProgram, world: RoomsWorld): { disturbed: readonly Key[] } {
    const at = placeIn(world, this.place)!;
    world.tenant.state.removeMember(at);
    return { disturbed: [memberKey(at.roomId, at.memberId)] };
  }

  public toString(): string {
    return `somebodyRemoves(${this.place.member} from room ${this.place.room})`;
  }
}
