import { ref, type FunctionSpec, type Properties } from "../model";
import { ACCOUNT } from "../rooms/shared";
import { ACCOUNT_ID, ACCOUNT_OUTPUT, ERRORS } from "./shared";

/** A room in the results of `getRoom` and `getRooms`. */
export const ROOM_OF_RESULT: Properties = {
  accountId: ACCOUNT_OUTPUT,
  roomId: { type: "string", required: true, description: "The id of the room." },
  name: { type: "string", required: true, description: "The display name." },
  createdBy: {
    type: "string",
    description: "The id of the creator; not set where Amazon Chime does not return it.",
  },
};

export const GET_ROOMS: FunctionSpec = {
  name: "getRooms",
  description: "Lists the rooms of an account.",
  example: `
import * as chime from "pulumi-chime";

const { rooms } = chime.getRoomsOutput({ accountId: "${ACCOUNT}" });

export const names = rooms.apply((all) => all.map(({ name }) => name));
`,
  inputs: {
    accountId: ACCOUNT_ID,
    name: {
      type: "string",
      description: "Only rooms of exactly this name.",
      defaultDescription: "all rooms",
    },
  },
  exampleInputs: { accountId: ACCOUNT },
  outputs: {
    accountId: ACCOUNT_OUTPUT,
    rooms: {
      type: "array",
      items: ref("GetRoomsRoom"),
      required: true,
      description: "The rooms, sorted by id.",
    },
  },
  operations: ["ListRooms"],
  notes: [ERRORS],
};
