import { BatchCreateRoomMembershipCommand, type ChimeClient } from "@aws-sdk/client-chime";

import { describeRoom, type RoomKey } from "../../schema/rooms/roomId";
import type { RoomMembershipRole } from "../../schema/rooms/roomMembershipRole";
import { refusalsIn, type BatchOperation } from "../memberships/batchCreate";
import { roomParams } from "./roomMembershipShape";

/** BatchCreateRoomMembership: up to 50 members, each with a role. The reply has only those that failed. */
export function roomBatch(client: ChimeClient): BatchOperation<RoomKey> {
  return {
    call: { operation: "BatchCreateRoomMembership" },
    size: 50,
    singleRole: false,
    success: 201,
    describe: describeRoom,
    send: async (room, members, options) => {
      const command = new BatchCreateRoomMembershipCommand({
        ...roomParams(room),
        MembershipItemList: members.map(({ memberId, role }) => ({
          MemberId: memberId,
          Role: role as RoomMembershipRole,
        })),
      });
      const { $metadata, Errors: errors } = await client.send(command, options);
      return { $metadata, refusals: refusalsIn(errors, "MemberId") };
    },
  };
}
