import { ROOM_SCHEMA, type RoomInputs, type RoomState } from "../../contract/room";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../contract/roomForm";
import type { RoomKey } from "../../contract/roomId";
import type { EntityDefinition } from "./entityFamily";
import type { MembershipDefinition } from "./membershipFamily";

/** Who belongs to rooms of Amazon Chime. */
export const ROOM_MEMBERSHIPS: MembershipDefinition<RoomKey> = {
  schema: ROOM_MEMBERSHIP_SCHEMA,
  api: ({ roomMemberships }) => roomMemberships,
  stateApi: ({ roomMemberships }) => roomMemberships,
  defaults: () => ({}),
  validateWithSettings: () => [],
};

/** The rooms themselves. */
export const ROOMS: EntityDefinition<RoomKey, RoomInputs, RoomState> = {
  schema: ROOM_SCHEMA,
  api: ({ rooms }) => rooms,
  stateApi: ({ rooms }) => rooms,
  defaults: () => ({}),
  validateWithSettings: () => [],
};
