import { ROOM_SCHEMA, type RoomInputs, type RoomOutputs } from "../../schema/rooms/roomSchema";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../schema/rooms/roomMembershipSchema";
import type { RoomKey } from "../../schema/rooms/roomId";
import type { EntityDefinition } from "./entityDefinition";
import type { RosterDefinition } from "./membershipDefinition";

/** Memberships of Amazon Chime rooms. */
export const ROOM_MEMBERSHIPS: RosterDefinition<RoomKey> = {
  schema: ROOM_MEMBERSHIP_SCHEMA,
  api: ({ roomMemberships }) => roomMemberships,
  defaults: () => ({}),
  validateWithSettings: () => [],
};

/** Amazon Chime rooms. */
export const ROOMS: EntityDefinition<RoomKey, RoomInputs, RoomOutputs> = {
  schema: ROOM_SCHEMA,
  api: ({ rooms }) => rooms,
  defaults: () => ({}),
  validateWithSettings: () => [],
};
