import { operation } from "../operation";
import { room } from "./shapes";
import { fields, string } from "../validation";
import { label } from "./validation";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoom.html */
export const UpdateRoom = operation({
  name: "UpdateRoom",
  http: { method: "POST", path: "/accounts/{AccountId}/rooms/{RoomId}", status: 200 },

  validate: (request) => ({
    accountId: label(request, "AccountId"),
    roomId: label(request, "RoomId"),
    name: string(fields(request)["Name"], "Name"),
  }),

  run: ({ accountId, roomId, name }, { store }) => {
    const renamed = store.room(accountId, roomId);
    if (name !== undefined) store.renameRoom(renamed, name);
    return { output: { Room: room(store.account(accountId), renamed) }, written: name !== undefined };
  },
});
