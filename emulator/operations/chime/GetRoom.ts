import { operation } from "../operation";
import { room } from "./shapes";
import { label } from "./validation";

/** @see https://docs.aws.amazon.com/chime/latest/APIReference/API_GetRoom.html */
export const GetRoom = operation({
  name: "GetRoom",
  http: { method: "GET", path: "/accounts/{AccountId}/rooms/{RoomId}", status: 200 },

  validate: (request) => ({ accountId: label(request, "AccountId"), roomId: label(request, "RoomId") }),

  run: ({ accountId, roomId }, { store }) => ({
    output: { Room: room(store.account(accountId), store.room(accountId, roomId)) },
    written: false,
  }),
});
