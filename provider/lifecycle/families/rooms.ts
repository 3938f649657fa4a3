import { ROOM, type RoomInputs, type RoomState } from "../../contract/room";
import { ROOM_FORM } from "../../contract/roomForm";
import type { RoomKey } from "../../contract/roomId";
import type { EntityFamily } from "./entityFamily";
import type { MembershipFamily } from "./membershipFamily";

/** Who belongs to rooms of Amazon Chime. */
export const ROOMS: MembershipFamily<RoomKey> = {
  form: ROOM_FORM,
  service: ({ roomMemberships }) => roomMemberships,
  serviceOfState: ({ roomMemberships }) => roomMemberships,
  defaults: () => ({}),
  contradictions: () => [],
};

/** The rooms themselves. */
export const ROOM_ENTITIES: EntityFamily<RoomKey, RoomInputs, RoomState> = {
  form: ROOM,
  service: ({ rooms }) => rooms,
  serviceOfState: ({ rooms }) => rooms,
  defaults: () => ({}),
  contradictions: () => [],
};
