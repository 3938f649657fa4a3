import { formatRoomMembershipId } from "../schema/rooms/roomMembershipId";
import { ROOM_MEMBERSHIP_SCHEMA } from "../schema/rooms/roomMembershipSchema";
import { formatRoomId, type RoomKey } from "../schema/rooms/roomId";
import type { ImportSource } from "./importSource";
import { shortForm } from "./resourceNames";

/** The members of a room. */
export function roomSource(room: RoomKey): ImportSource {
  return {
    kinds: { membership: "RoomMembership", roster: "RoomRoster" },
    schema: ROOM_MEMBERSHIP_SCHEMA,
    parent: { ...room },
    rosterId: formatRoomId(room),
    description: ROOM_MEMBERSHIP_SCHEMA.describe(room),
    program: {
      variable: "room",
      parentKind: "an Amazon Chime room",
      roleType: "chime.RoomMembershipRole",
    },
    prefix: `room-${shortForm(room.roomId)}`,
    membershipId: (memberId) => formatRoomMembershipId({ ...room, memberId }),
    labelOf: (memberId) => memberId,
    members: async ({ api }) => {
      const members = await api.roomMemberships.members(room);
      return members.map(({ membership: { memberId, role, memberType, invitedBy } }) => ({
        memberId,
        role,
        attributes: {
          ...(memberType === undefined ? {} : { memberType }),
          ...(invitedBy === undefined ? {} : { invitedBy }),
        },
        ...(memberType === undefined || memberType === "User" ? {} : { note: memberType }),
      }));
    },
  };
}
