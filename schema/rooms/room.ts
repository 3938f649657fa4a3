import type { ResourceSpec } from "../model";
import { entityNotes } from "../notes";
import { ACCOUNT, ROOM, ROOM_INPUTS, ROOM_OUTPUTS } from "./shared";

export const ROOM_SPEC: ResourceSpec = {
  name: "Room",
  service: "rooms",
  noun: "room",
  description: "An Amazon Chime room.",
  example: `
import * as chime from "pulumi-chime";

const accountId = "${ACCOUNT}";
const room = new chime.Room("launch", { accountId, name: "Launch" }, { protect: true });

export const roomId = room.roomId;
`,
  inputProperties: {
    accountId: ROOM_INPUTS.accountId,
    name: {
      type: "string",
      required: true,
      description: "The display name. Need not be unique.",
    },
  },
  exampleInputs: { accountId: ACCOUNT, name: "Launch" },
  properties: {
    ...ROOM_OUTPUTS,
    roomId: {
      type: "string",
      required: true,
      description: "The id of the room, for memberships. Known in the preview of an update.",
    },
    name: { type: "string", required: true, description: "The display name." },
    createdBy: {
      type: "string",
      description: "The id of the creator; not set where Amazon Chime does not return it.",
    },
  },
  id: { description: "`accountId/roomId`", example: `${ACCOUNT}/${ROOM}` },
  stateInputs: {},
  import: {
    inputs: { accountId: ACCOUNT, name: "Launch" },
    outputs: { accountId: ACCOUNT, name: "Launch", roomId: ROOM },
  },
  operations: ["CreateRoom", "GetRoom", "UpdateRoom", "DeleteRoom", "GetAccount"],
  recoveryOperations: ["ListRooms", "ListRoomMemberships"],
  notes: [
    [
      "Adoption",
      "A room that exists is not adopted. Import it, or read it with `Room.get`. A room that an " +
        "interrupted deployment created can be [recovered](../guides/crashes.md#recover).",
    ],
    [
      "Update",
      "A change of `name` renames the room. The memberships in the room are not replaced, because the " +
        "preview knows `roomId`.",
    ],
    ...entityNotes({ noun: "room", contents: "the room and its messages" }),
  ],
};
