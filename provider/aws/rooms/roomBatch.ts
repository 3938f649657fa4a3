import { BatchCreateRoomMembershipCommand, type ChimeClient } from "@aws-sdk/client-chime";

import { describeRoom, type RoomKey } from "../../schema/rooms/roomId";
import type { RoomMembershipRole } from "../../schema/rooms/roomMembershipRole";
import { refusalsIn, type BatchOperation } from "../memberships/batchCreate";
import { roomPath } from "./roomMembershipShape";

/** BatchCreateRoomMembership: 50 members with a role each, answered with those who were refused and nothing else. */
export function roomBatch(client: ChimeClient): BatchOperation<RoomKey> {
  return {
    call: { operation: "BatchCreateRoomMembership" },
    size: 50,
    singleRole: false,
    success: 201,
    describe: describeRoom,
    send: async (room, members, options) => {
      const command = new BatchCreateRoomMembershipCommand({
        ...roomPath(room),
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
