import { operation } from "../operation";
import { room } from "./chimeShapes";
import { fields, string } from "../requestFields";
import { label } from "./chimeFields";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoom.html */
export const UpdateRoom = operation({
  name: "UpdateRoom",
  http: { method: "POST", path: "/accounts/{AccountId}/rooms/{RoomId}", status: 200 },

  validate: (request) => ({
    accountId: label(request, "AccountId"),
    roomId: label(request, "RoomId"),
    name: string(fields(request)["Name"], "Name"),
  }),

  run: ({ accountId, roomId, name }, { rooms }) => {
    const renamed = rooms.room(accountId, roomId);
    if (name !== undefined) rooms.renameRoom(renamed, name);
    return { output: { Room: room(rooms.account(accountId), renamed) }, written: name !== undefined };
  },
});
