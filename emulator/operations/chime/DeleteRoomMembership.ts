import { removeMembership, roomMembershipContext } from "./roomMemberships";
import { operation } from "../operation";
import { label } from "./chimeFields";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_DeleteRoomMembership.html */
export const DeleteRoomMembership = operation({
  name: "DeleteRoomMembership",
  http: {
    method: "DELETE",
    path: "/accounts/{AccountId}/rooms/{RoomId}/memberships/{MemberId}",
    status: 204,
  },

  validate: (request) => ({
    accountId: label(request, "AccountId"),
    roomId: label(request, "RoomId"),
    memberId: label(request, "MemberId"),
  }),

  run: (input, context) => ({
    written: removeMembership(roomMembershipContext(context, input), input.memberId),
  }),
});
