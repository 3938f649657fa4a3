import { operation } from "../operation";
import { room } from "./chimeShapes";
import { label } from "./chimeFields";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_GetRoom.html */
export const GetRoom = operation({
  name: "GetRoom",
  http: { method: "GET", path: "/accounts/{AccountId}/rooms/{RoomId}", status: 200 },

  validate: (request) => ({ accountId: label(request, "AccountId"), roomId: label(request, "RoomId") }),

  run: ({ accountId, roomId }, { rooms }) => ({
    output: { Room: room(rooms.account(accountId), rooms.room(accountId, roomId)) },
    written: false,
  }),
});
