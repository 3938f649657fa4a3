import type { Key } from "../../model/family";
import type { RoomsProgram } from "../program";
import type { RoomsWorld } from "../world";
import { roomAt, type RoomsAct } from "./roomsAct";

/** Somebody else deletes a room. */
export class RemoveRoom implements RoomsAct {
  public constructor(private readonly room: number) {}

  public possible(_program: RoomsProgram, world: RoomsWorld): boolean {
    return roomAt(world, this.room) !== undefined;
  }

  public perform(_program: RoomsProgram, world: RoomsWorld): { disturbed: readonly Key[] } {
    const roomId = roomAt(world, this.room)!;
    const { accountId, tenant } = world;
    const disturbed = [...world.facts().keys()].filter((key) => key.includes(roomId));
    tenant.state.removeRoom({ accountId, roomId });
    return { disturbed };
  }

  public toString(): string {
    return `somebodyDeletesRoom(${this.room})`;
  }
}
