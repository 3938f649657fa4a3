import { changeRole, roomMembershipContext } from "./roomMemberships";
import { operation } from "../operation";
import { roomMembership } from "./chimeShapes";
import { fields } from "../requestFields";
import { label, role } from "./chimeFields";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoomMembership.html */
export const UpdateRoomMembership = operation({
  name: "UpdateRoomMembership",
  http: { method: "POST", path: "/accounts/{AccountId}/rooms/{RoomId}/memberships/{MemberId}", status: 200 },

  validate: (request) => ({
    accountId: label(request, "AccountId"),
    roomId: label(request, "RoomId"),
    memberId: label(request, "MemberId"),
    role: role(fields(request)["Role"]),
  }),

  run: (input, context) => {
    const { membership, written } = changeRole(
      roomMembershipContext(context, input),
      input.memberId,
      input.role,
    );
    const account = context.rooms.account(input.accountId);
    return { output: { RoomMembership: roomMembership(account, input.roomId, membership) }, written };
  },
});
