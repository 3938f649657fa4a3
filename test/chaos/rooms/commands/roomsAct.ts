import type { Act } from "../../model/family";
import type { RoomsProgram } from "../program";
import type { RoomsWorld } from "../world";

/** A part of a random sequence about rooms. */
export type RoomsAct = Act<RoomsProgram, RoomsWorld>;

/** A member in a room, by index. */
export interface Place {
  /** Which of the rooms that there are when it is done. */
  readonly room: number;
  readonly member: number;
}

/** The id of the room at an index, in the order in which they came to be; undefined where there is none. */
export function roomAt({ tenant, accountId }: RoomsWorld, index: number): string | undefined {
  return tenant.state.rooms(accountId)[index]?.roomId;
}

/** The ids of a place; undefined where there is no such room. */
export function placeIn(
  world: RoomsWorld,
  { room, member }: Place,
): { accountId: string; roomId: string; memberId: string } | undefined {
  const roomId = roomAt(world, room);
  if (roomId === undefined) return undefined;
  return { accountId: world.accountId, roomId, memberId: world.members[member]! };
}
