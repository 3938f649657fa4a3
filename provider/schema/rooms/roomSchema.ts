import type { EntitySchema } from "../entitySchema";
import { validateId, requiredStrings } from "../properties";
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
export const ROOM_SCHEMA: EntitySchema<RoomKey, RoomInputs> = {
  labels: { kind: "room", id: "account/room" },
  validators: { accountId: validateId, name: nameProblem },
  replaceOnChange: ["accountId"],
  mutable: ["name"],
  bearerProperties: [],
  writeOnly: [],
  sensitive: [],
  serviceAssigned: "roomId",
  normalize: (props) => props,
  validateTogether: () => [],
  inputsOf: (props) => requiredStrings(props, ["accountId", "name"]),
  keyOf: parseRoomId,
  idOf: formatRoomId,
  plannedId: () => undefined,
};

// Checked as an id is, but for the two that only a path could mistake.
function nameProblem(value: unknown): string | undefined {
  return value === "." || value === ".." ? undefined : validateId(value);
}
