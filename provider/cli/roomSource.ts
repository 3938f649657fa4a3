import { formatRoomMembershipId } from "../schema/rooms/roomMembershipId";
import { ROOM_MEMBERSHIP_SCHEMA } from "../schema/rooms/roomMembershipSchema";
import { formatRoomId, type RoomKey } from "../schema/rooms/roomId";
import type { ImportSource } from "./importSource";
import { shortForm } from "./names";

/** Who is in a room. */
export function roomSource(room: RoomKey): ImportSource {
  return {
    kinds: { membership: "RoomMembership", roster: "RoomRoster" },
    schema: ROOM_MEMBERSHIP_SCHEMA,
    parent: { ...room },
    placeId: formatRoomId(room),
    inWords: ROOM_MEMBERSHIP_SCHEMA.describe(room),
    program: {
      variable: "room",
      what: "an Amazon Chime room",
      standingType: "chime.RoomMembershipRole",
    },
    prefix: `room-${shortForm(room.roomId)}`,
    idOf: (memberId) => formatRoomMembershipId({ ...room, memberId }),
    labelOf: (memberId) => memberId,
    members: async ({ api: service }) => {
      const members = await service.roomMemberships.members(room);
      return members.map(({ membership: { memberId, role, memberType, invitedBy } }) => ({
        memberId,
        role,
        facts: {
          ...(memberType === undefined ? {} : { memberType }),
          ...(invitedBy === undefined ? {} : { invitedBy }),
        },
        ...(memberType === undefined || memberType === "User" ? {} : { note: memberType }),
      }));
    },
  };
}
