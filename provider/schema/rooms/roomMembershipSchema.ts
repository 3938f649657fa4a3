import { formatRoomMembershipId, parseRoomMembershipId } from "./roomMembershipId";
import type { MembershipSchema } from "../membershipSchema";
import { validateId, requiredStrings } from "../properties";
import { formatRoomId, parseRoomId, type RoomKey } from "./roomId";
import { RoomMembershipRole } from "./roomMembershipRole";

/** Memberships of rooms: named by three ids, with a role that can be changed, for users, in place. */
export const ROOM_MEMBERSHIP_SCHEMA: MembershipSchema<RoomKey> = {
  parentProperties: ["accountId", "roomId"],
  bearerProperties: [],
  memberProperty: "memberId",
  roleProperty: "role",
  roles: Object.values(RoomMembershipRole),
  defaultRole: RoomMembershipRole.Member,
  // Amazon Chime may refuse to let the only administrator go while others are in the room.
  elevatedRole: RoomMembershipRole.Administrator,
  validators: { accountId: validateId, roomId: validateId, memberId: validateId },
  labels: {
    parent: "room",
    id: "account/room/member",
    checkMembership: "the three ids",
    checkParent: "the two ids",
    memberIds: "member ids",
  },
  parentOf: (props) => requiredStrings(props, ["accountId", "roomId"]),
  describe: describeRoom,
  shortName: ({ roomId }) => `Room ${roomId}`,
  formatParentId: formatRoomId,
  parseParentId: (id) => ({ ...parseRoomId(id) }),
  formatId: (room, memberId) => formatRoomMembershipId({ ...room, memberId }),
  parseId: (id) => ({ ...parseRoomMembershipId(id) }),
  validateTogether: () => [],
  // "The member role can be updated only for user IDs":
  // https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoomMembership.html
  isRoleFixed: ({ memberType }) => memberType !== undefined && memberType !== "User",
  // Every answer of Amazon Chime says what kind of member it is.
  isConfirmed: ({ memberType }) => memberType !== undefined,
  isBearer: () => false,
};

/** A room, as errors name it. */
export function describeRoom({ accountId, roomId }: RoomKey): string {
  return `room ${roomId} (account ${accountId})`;
}
