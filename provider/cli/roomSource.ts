import { formatMembershipId } from "../contract/membershipId";
import { ROOM_FORM } from "../contract/roomForm";
import { formatRoomId, type RoomKey } from "../contract/roomId";
import type { ImportSource } from "./importSource";
import { shortForm } from "./names";

/** Who is in a room. */
export function roomSource(room: RoomKey): ImportSource {
  return {
    kinds: { membership: "RoomMembership", roster: "RoomRoster" },
    form: ROOM_FORM,
    place: { ...room },
    placeId: formatRoomId(room),
    inWords: ROOM_FORM.inWords(room),
    program: {
      variable: "room",
      what: "an Amazon Chime room",
      standingType: "chime.RoomMembershipRole",
    },
    prefix: `room-${shortForm(room.roomId)}`,
    idOf: (memberId) => formatMembershipId({ ...room, memberId }),
    labelOf: (memberId) => memberId,
    members: async ({ service }) => {
      const members = await service.roomMemberships.members(room);
      return members.map(({ membership: { memberId, role, memberType, invitedBy } }) => ({
        memberId,
        standing: role,
        facts: {
          ...(memberType === undefined ? {} : { memberType }),
          ...(invitedBy === undefined ? {} : { invitedBy }),
        },
        ...(memberType === undefined || memberType === "User" ? {} : { note: memberType }),
      }));
    },
  };
}
