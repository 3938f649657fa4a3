import { ref, type ResourceSpec } from "../model";
import { nativeMembers, rosterNotes } from "../notes";
import { ACCOUNT, ADA, BEN, ROLE, ROOM, ROOM_IMPORT, ROOM_INPUTS, ROOM_OUTPUTS } from "./shared";

export const ROOM_ROSTER: ResourceSpec = {
  name: "RoomRoster",
  service: "rooms",
  noun: "roster",
  description:
    "The members of one Amazon Chime room as one resource, for rooms with many members: one " +
    "`RoomMembership` per member makes a large stack slow.",
  example: `
import * as chime from "pulumi-chime";

new chime.RoomRoster("launch", {
  accountId: "${ACCOUNT}",
  roomId: "${ROOM}",
  members: [
    { memberId: "${ADA}", role: "Administrator" },
    { memberId: "${BEN}" },
  ],
});
`,
  inputProperties: {
    ...ROOM_INPUTS,
    members: {
      type: "array",
      items: ref("RoomRosterMember"),
      required: true,
      native: nativeMembers(),
      description:
        "The members, in any order, each once. A room holds up to 1,000, unless AWS raises the quota.",
    },
    exclusive: {
      type: "boolean",
      description:
        "Whether to remove all other members from the room, except for `ignoreMembers`. The preview " +
        "names them. An exclusive roster must list at least one member.",
      default: false,
    },
    ignoreMembers: {
      type: "array",
      items: { type: "string" },
      description:
        "The ids of members that this roster never changes or removes, neither as an exclusive roster " +
        "nor when they are dropped from `members`.",
      defaultDescription: "none",
    },
  },
  exampleInputs: {
    accountId: ACCOUNT,
    roomId: ROOM,
    members: [{ memberId: ADA, role: "Administrator" }, { memberId: BEN }],
  },
  properties: {
    ...ROOM_OUTPUTS,
    members: {
      type: "array",
      items: ref("RoomRosterMemberState"),
      required: true,
      description: "The members that the roster manages, sorted by member id.",
    },
    exclusive: {
      type: "boolean",
      description: "Whether the roster removes all other members; not set where it does not.",
    },
    ignoreMembers: {
      type: "array",
      items: { type: "string" },
      description:
        "The ids of members that the roster never changes or removes; not set where there are none.",
    },
    otherMembers: {
      type: "object",
      additionalProperties: ROLE,
      description:
        "Of an exclusive roster: the roles, by member id, of members that the last refresh found in the " +
        "room and the roster does not list. The next update removes them. Not set where there are none.",
    },
  },
  id: { description: "`accountId/roomId`", example: `${ACCOUNT}/${ROOM}` },
  stateInputs: {},
  import: { command: `${ROOM_IMPORT} --roster` },
  operations: [
    "BatchCreateRoomMembership",
    "CreateRoomMembership",
    "UpdateRoomMembership",
    "DeleteRoomMembership",
    "ListRoomMemberships",
    "GetAccount",
  ],
  notes: rosterNotes({
    parent: "room",
    order: "add (in batches of 50), make administrator, make member, remove",
  }),
};
