import { operation } from "../operation";
import { label } from "./chimeFields";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_DeleteRoom.html */
export const DeleteRoom = operation({
  name: "DeleteRoom",
  http: { method: "DELETE", path: "/accounts/{AccountId}/rooms/{RoomId}", status: 204 },

  validate: (request) => ({ accountId: label(request, "AccountId"), roomId: label(request, "RoomId") }),

  run: ({ accountId, roomId }, { rooms }) => {
    rooms.room(accountId, roomId);
    return { written: rooms.account(accountId).rooms.delete(roomId) };
  },
});
