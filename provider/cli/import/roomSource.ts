import type { RoomMember } from "../../aws/rooms/roomMembershipShape";
import { formatRoomMembershipId } from "../../schema/rooms/roomMembershipId";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../schema/rooms/roomMembershipSchema";
import { describeRoom, formatRoomId, type RoomKey } from "../../schema/rooms/roomId";
import { ROOM_SCHEMA } from "../../schema/rooms/roomSchema";
import { existing, importedEntity, type ImportedMember, type ImportSource } from "./importSource";
import { shortForm } from "./resourceNames";

/** What to import of a room besides its members. */
export interface RoomExtras {
  withRoom?: boolean;
}

/** A room. */
export function roomSource(room: RoomKey, { withRoom }: RoomExtras): ImportSource {
  const name = `room-${shortForm(room.roomId)}`;
  return {
    kinds: { membership: "RoomMembership", roster: "RoomRoster" },
    schema: ROOM_MEMBERSHIP_SCHEMA,
    parent: { ...room },
    parentId: formatRoomId(room),
    noun: "member",
    inWords: "The members of the room",
    others: [],
    description: describeRoom(room),
    prefix: name,
    // https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRoomMemberships.html
    list: { operation: "ListRoomMemberships", pageSize: 99 },
    membershipId: (memberId) => formatRoomMembershipId({ ...room, memberId }),
    labelOf: (memberId) => memberId,
    members: async ({ api }, { withNames }) => {
      const members = await api.roomMemberships.members(room);
      return members.map((member) => importedMember(member, withNames));
    },
    entities: async ({ api }) => {
      if (!withRoom) return [];
      const { state } = existing(await api.rooms.observe(room), describeRoom(room));
      const provides = { accountId: "accountId", roomId: "roomId" };
      return [
        importedEntity(ROOM_SCHEMA, state, {
          kind: "Room",
          resourceName: name,
          expression: "room",
          provides,
        }),
      ];
    },
  };
}

function importedMember({ membership, person }: RoomMember, withNames: boolean): ImportedMember {
  const { memberId, role, memberType, invitedBy } = membership;
  return {
    memberId,
    role,
    attributes: {
      ...(memberType === undefined ? {} : { memberType }),
      ...(invitedBy === undefined ? {} : { invitedBy }),
    },
    ...(memberType === undefined ? {} : { memberType }),
    ...(withNames && person.fullName !== undefined ? { displayName: person.fullName } : {}),
  };
}
