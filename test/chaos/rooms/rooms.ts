import { ErrorCode } from "@aws-sdk/client-chime";
import * as fc from "fast-check";

import type { EmulatorOptions } from "../../../emulator";
import type { HostedEmulator } from "../../../emulator/sharedServer";
import {
  formatRoomMembershipId,
  parseRoomMembershipId,
} from "../../../provider/schema/rooms/roomMembershipId";
import { parseRoomId } from "../../../provider/schema/rooms/roomId";
import type { Family } from "../model/resourceFamily";
import { RoomsWorld } from "./roomsFixture";

/** Rooms and their members: `Room`, `RoomMembership` and `RoomRoster`. */
export const rooms: Family = {
  name: "rooms",
  kinds: { parent: "Room", membership: "RoomMembership", roster: "RoomRoster" },
  properties: { parent: "roomId", member: "memberId", role: "role" },
  roles: ["Member", "Administrator"],
  confirmed: { parent: "roomId", membership: "memberType" },
  choosesIds: false,
  idOf: ({ accountId, roomId }, memberId) =>
    formatRoomMembershipId({ accountId: String(accountId), roomId: String(roomId), memberId }),
  parentOf: (id) => parseRoomId(id).roomId,
  membershipOf: (id) => {
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
    believing: ["DeleteRoom", "DeleteRoomMembership", "GetRoom", "ListRoomMemberships"],
    batch: "BatchCreateRoomMembership",
    errorCodes: Object.values(ErrorCode),
    about: (memberId) => ({ memberId }),
  },
  rules: fc.record({
    existingMember: fc.constantFrom("conflict" as const, "created" as const),
    missingMember: fc.constantFrom("notFound" as const, "noContent" as const),
    lastAdministrator: fc.constantFrom("allowed" as const, "allowed" as const, "refused" as const),
  }),
  excuse: (message, { isParentGone, options }) => {
    if (/ConflictException|exists already/.test(message)) return "somebody is a member already";
    if (isParentGone && /NotFoundException|There is no room/.test(message)) return "the room is gone";
    if (message.includes("BadRequestException") && options.lastAdministrator === "refused") {
      return "the room would be left without an administrator";
    }
    return undefined;
  },

  open: (service: HostedEmulator, accountId: string, options: EmulatorOptions) =>
    new RoomsWorld(service, accountId, options),
};
