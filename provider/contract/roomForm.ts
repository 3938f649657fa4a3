import { formatMembershipId, parseMembershipId } from "./membershipId";
import type { MembershipForm } from "./membershipForm";
import { idProblem, stringsOf } from "./properties";
import { formatRoomId, parseRoomId, type RoomKey } from "./roomId";
import { RoomMembershipRole } from "./roomMembership";

/** Memberships of rooms: named by three ids, with a role that can be changed, for users, in place. */
export const ROOM_FORM: MembershipForm<RoomKey> = {
  place: ["accountId", "roomId"],
  caller: [],
  member: "memberId",
  standing: "role",
  standings: Object.values(RoomMembershipRole),
  defaultStanding: RoomMembershipRole.Member,
  // Amazon Chime may refuse to let the only administrator go while others are in the room.
  senior: RoomMembershipRole.Administrator,
  rules: { accountId: idProblem, roomId: idProblem, memberId: idProblem },
  words: {
    place: "room",
    id: "account/room/member",
    checkMembership: "the three ids",
    checkPlace: "the two ids",
    memberIds: "member ids",
  },
  placeOf: (props) => stringsOf(props, ["accountId", "roomId"]),
  inWords: roomInWords,
  inShort: ({ roomId }) => `Room ${roomId}`,
  formatPlace: formatRoomId,
  parsePlace: (id) => ({ ...parseRoomId(id) }),
  format: (room, memberId) => formatMembershipId({ ...room, memberId }),
  parse: (id) => ({ ...parseMembershipId(id) }),
  contradictions: () => [],
  // "The member role can be updated only for user IDs":
  // https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoomMembership.html
  isStandingFixed: ({ memberType }) => memberType !== undefined && memberType !== "User",
  // Every answer of Amazon Chime says what kind of member it is.
  isConfirmed: ({ memberType }) => memberType !== undefined,
  isCaller: () => false,
};

/** A room, as errors name it. */
export function roomInWords({ accountId, roomId }: RoomKey): string {
  return `room ${roomId} (account ${accountId})`;
}
