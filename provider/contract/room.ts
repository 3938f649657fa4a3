import type { RoomKey } from "./roomId";

/** The checked inputs of a room, as the engine keeps them. */
export interface RoomInputs {
  accountId: string;
  name: string;
}

/** What the engine keeps of a room. */
export interface RoomState extends RoomInputs, RoomKey {
  createdBy?: string;
}
