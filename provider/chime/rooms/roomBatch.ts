import { BatchCreateRoomMembershipCommand, type ChimeClient } from "@aws-sdk/client-chime";

import type { RoomKey } from "../../contract/roomId";
import { roomInWords } from "../../contract/roomForm";
import type { RoomMembershipRole } from "../../contract/roomMembership";
import { refusalsIn, type BatchOperation } from "../batchCreate";
import { roomPath } from "./roomMembershipShape";

/** BatchCreateRoomMembership: 50 members with a role each, answered with those who were refused and nothing else. */
export function roomBatch(client: ChimeClient): BatchOperation<RoomKey> {
  return {
    call: { operation: "BatchCreateRoomMembership" },
    size: 50,
    oneStanding: false,
    success: 201,
    inWords: roomInWords,
    send: async (room, members, options) => {
      const command = new BatchCreateRoomMembershipCommand({
        ...roomPath(room),
        MembershipItemList: members.map(({ memberId, standing }) => ({
          MemberId: memberId,
          Role: standing as RoomMembershipRole,
        })),
      });
      const { $metadata, Errors: errors } = await client.send(command, options);
      return { $metadata, refusals: refusalsIn(errors, "MemberId") };
    },
  };
}
