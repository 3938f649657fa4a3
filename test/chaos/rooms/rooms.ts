import { ErrorCode } from "@aws-sdk/client-chime";
import * as fc from "fast-check";

import { parseRoomId } from "../../../provider/schema/rooms/roomId";
import {
  formatRoomMembershipId,
  parseRoomMembershipId,
} from "../../../provider/schema/rooms/roomMembershipId";
import type { ResourceFamily } from "../model/resourceFamily";
import { RoomsFixture } from "./roomsFixture";

/** Rooms and their members: `Room`, `RoomMembership` and `RoomRoster`. */
export const rooms: ResourceFamily = {
  name: "rooms",
  kinds: { parent: "Room", membership: "RoomMembership", roster: "RoomRoster" },
  properties: { parent: "roomId", member: "memberId", role: "role" },
  roles: ["Member", "Administrator"],
  successOutput: { parent: "roomId", membership: "memberType" },
  allowsChosenIds: false,
  formatMembershipId: ({ accountId, roomId }, memberId) =>
    formatRoomMembershipId({ accountId: String(accountId), roomId: String(roomId), memberId }),
  parseParentId: (id) => parseRoomId(id).roomId,
  parseMembershipId: (id) => {
    const { roomId, memberId } = parseRoomMembershipId(id);
    return { parentId: roomId, memberId };
  },

  writes: {
    BatchCreateRoomMembership: "create",
    CreateRoom: "create",
    CreateRoomMembership: "create",
    DeleteRoom: "delete",
    DeleteRoomMembership: "delete",
    UpdateRoom: "update",
    UpdateRoomMembership: "update",
  },
  subjectOf: ({ roomId, memberId, members }) => ({
    parentId: roomId,
    memberIds: memberId === undefined ? members?.map((member) => member.memberId) : [memberId],
  }),
  faults: {
    reads: ["GetRoom", "ListRoomMemberships"],
    trustedNotFound: ["DeleteRoom", "DeleteRoomMembership", "GetRoom", "ListRoomMemberships"],
    batchOperation: "BatchCreateRoomMembership",
    errorCodes: Object.values(ErrorCode),
    matchMember: (memberId) => ({ memberId }),
  },
  rules: fc.record({
    existingMember: fc.constantFrom("conflict" as const, "created" as const),
    missingMember: fc.constantFrom("notFound" as const, "noContent" as const),
    lastAdministrator: fc.constantFrom("allowed" as const, "allowed" as const, "refused" as const),
  }),
  isExpectedFailure: (message, { isParentGone, options }) => {
    const isAlreadyMember = /ConflictException|exists already/.test(message);
    const isRoomGone = isParentGone && /NotFoundException|There is no room/.test(message);
    const isLastAdministrator =
      message.includes("BadRequestException") && options.lastAdministrator === "refused";
    return isAlreadyMember || isRoomGone || isLastAdministrator;
  },

  openFixture: (emulator, accountId, options) => new RoomsFixture(emulator, accountId, options),
};
