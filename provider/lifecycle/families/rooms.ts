import { ROOM_FORM } from "../../contract/roomForm";
import type { RoomKey } from "../../contract/roomId";
import type { MembershipFamily } from "./family";

/** Who belongs to rooms of Amazon Chime. */
export const ROOMS: MembershipFamily<RoomKey> = {
  form: ROOM_FORM,
  service: ({ roomMemberships }) => roomMemberships,
  defaults: () => ({}),
  contradictions: () => [],
};
