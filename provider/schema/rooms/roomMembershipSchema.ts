import type { RosterSchema } from "../membershipSchema";
import { requiredStrings } from "../properties";
import { validateAccountId, validateMemberId, validateRoomId } from "./roomIdValidators";
import type { MemberType } from "./memberType";
import { describeRoom, formatRoomId, parseRoomId, type RoomKey } from "./roomId";
import { formatRoomMembershipId, parseRoomMembershipId, type RoomMembershipKey } from "./roomMembershipId";
import { RoomMembershipRole } from "./roomMembershipRole";

/** The state of a membership. Small, because Pulumi writes it again after each step of an update. */
export interface RoomMembershipOutputs extends RoomMembershipKey {
  role: RoomMembershipRole;
  memberType?: MemberType;
  invitedBy?: string;
}

/** Room memberships: three ids identify one, and the role of a user can be updated. */
export const ROOM_MEMBERSHIP_SCHEMA: RosterSchema<RoomKey> = {
  parentProperties: ["accountId", "roomId"],
  bearerProperties: [],
  memberProperty: "memberId",
  role: {
    property: "role",
    values: Object.values(RoomMembershipRole),
    default: RoomMembershipRole.Member,
    // Amazon Chime may refuse to remove the only administrator of a room that has other members.
    elevated: RoomMembershipRole.Administrator,
    // "The member role can be updated only for user IDs":
    // https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoomMembership.html
    isFixed: ({ memberType }) => memberType !== undefined && memberType !== "User",
  },
  validators: { accountId: validateAccountId, roomId: validateRoomId, memberId: validateMemberId },
  labels: {
    kind: "membership",
    member: "member",
    parent: "room",
    idFormat: "account/room/member",
    idParts: "the three ids",
    parentIdParts: "the two ids",
    memberIds: "member ids",
  },
  parentOf: (props) => requiredStrings(props, ["accountId", "roomId"]),
  describe: describeRoom,
  shortName: ({ roomId }) => `Room ${roomId}`,
  formatParentId: formatRoomId,
  endsWith: (room) => [formatRoomId(room)],
  parseParentId: (id) => ({ ...parseRoomId(id) }),
  formatId: (room, memberId) => formatRoomMembershipId({ ...room, memberId }),
  parseId: (id) => ({ ...parseRoomMembershipId(id) }),
  validateTogether: () => [],
  // Every response of Amazon Chime has the member's type.
  isOutcomeKnown: ({ memberType }) => memberType !== undefined,
  isBearer: () => false,
  hasRosters: true,
};
