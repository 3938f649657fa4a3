import { addMembership, roomMembershipContext } from "./roomMemberships";
import { operation } from "../operation";
import { roomMembership } from "./chimeShapes";
import { fields } from "../requestFields";
import { id, label, role } from "./chimeFields";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_CreateRoomMembership.html */
export const CreateRoomMembership = operation({
  name: "CreateRoomMembership",
  http: { method: "POST", path: "/accounts/{AccountId}/rooms/{RoomId}/memberships", status: 201 },

  validate: (request) => {
    const body = fields(request);
    return {
      accountId: label(request, "AccountId"),
      roomId: label(request, "RoomId"),
      memberId: id(body["MemberId"], "MemberId"),
      role: role(body["Role"]) ?? "Member",
    };
  },

  run: (input, context) => {
    const { membership, written } = addMembership(roomMembershipContext(context, input), input);
    const account = context.rooms.account(input.accountId);
    return { output: { RoomMembership: roomMembership(account, input.roomId, membership) }, written };
  },
});
