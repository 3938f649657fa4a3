import type { EntityForm } from "./entityForm";
import { idProblem, stringsOf } from "./properties";
import { formatRoomId, parseRoomId, type RoomKey } from "./roomId";

/** The checked inputs of a room, as the engine keeps them. */
export interface RoomInputs {
  accountId: string;
  name: string;
}

/** What the engine keeps of a room. */
export interface RoomState extends RoomInputs, RoomKey {
  createdBy?: string;
}

/** Rooms: named by two ids, of which Amazon Chime chooses one. */
export const ROOM: EntityForm<RoomKey, RoomInputs> = {
  words: { kind: "room", id: "account/room" },
  rules: { accountId: idProblem, name: nameProblem },
  fixed: ["accountId"],
  changeable: ["name"],
  caller: [],
  untold: [],
  personal: [],
  confirmed: "roomId",
  normal: (props) => props,
  contradictions: () => [],
  inputsOf: (props) => stringsOf(props, ["accountId", "name"]),
  keyOf: parseRoomId,
  idOf: formatRoomId,
  idBefore: () => undefined,
};

// Checked as an id is, but for the two that only a path could mistake.
function nameProblem(value: unknown): string | undefined {
  return value === "." || value === ".." ? undefined : idProblem(value);
}
