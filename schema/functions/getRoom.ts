import type { FunctionSpec } from "../model";
import { ACCOUNT, ADA } from "../rooms/shared";
import { GET_ROOMS, ROOM_OF_RESULT } from "./getRooms";
import { ACCOUNT_ID, ERRORS, exactlyOne } from "./shared";

export const GET_ROOM: FunctionSpec = {
  name: "getRoom",
  description: "Returns the room with a name.",
  example: `
import * as chime from "pulumi-chime";

const accountId = "${ACCOUNT}";

const { roomId } = chime.getRoomOutput({ accountId, name: "Launch" });
new chime.RoomMembership("ada", { accountId, roomId, memberId: "${ADA}" });
`,
  inputs: {
    accountId: ACCOUNT_ID,
    name: { type: "string", required: true, description: "The name of the room, exactly." },
  },
  exampleInputs: { accountId: ACCOUNT, name: "Launch" },
  outputs: ROOM_OF_RESULT,
  operations: GET_ROOMS.operations,
  notes: [exactlyOne("room"), ["By id", "To read a room by its id, use `Room.get`."], ERRORS],
};
