import type { EntitySchema } from "../entitySchema";
import { requiredStrings } from "../properties";
import { validateId } from "../validators";
import { validateAccountId } from "./roomIdValidators";
import { formatRoomId, parseRoomId, type RoomKey } from "./roomId";

/** The checked inputs of a room. */
export interface RoomInputs {
  accountId: string;
  name: string;
}

/** The state of a room. */
export interface RoomOutputs extends RoomInputs, RoomKey {
  createdBy?: string;
}

/** Rooms: two ids identify one, and Amazon Chime assigns the second. */
export const ROOM_SCHEMA: EntitySchema<RoomKey, RoomInputs> = {
  labels: { kind: "room", idFormat: "account/room" },
  validators: { accountId: validateAccountId, name: validateRoomName },
  replaceOnChange: ["accountId"],
  mutable: ["name"],
  bearerProperties: [],
  writeOnly: [],
  sensitive: [],
  normalize: (props) => props,
  validateTogether: () => [],
  inputsOf: (props) => requiredStrings(props, ["accountId", "name"]),
  keyOf: parseRoomId,
  idOf: formatRoomId,
  plannedId: () => undefined,
};

// The constraints of an id, except for "." and "..": a name is not part of a URL path.
function validateRoomName(value: unknown): string | undefined {
  return value === "." || value === ".." ? undefined : validateId(value);
}
