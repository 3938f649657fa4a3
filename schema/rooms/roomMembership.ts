import { ref, type ResourceSpec } from "../model";
import { membershipNotes } from "../notes";
import { ACCOUNT, ADA, BEN, ROLE, ROOM, ROOM_IMPORT, ROOM_INPUTS, ROOM_OUTPUTS } from "./shared";

export const ROOM_MEMBERSHIP: ResourceSpec = {
  name: "RoomMembership",
  service: "rooms",
  noun: "membership",
  description: "The membership of one user or bot in one Amazon Chime room.",
  example: `
import * as chime from "pulumi-chime";

const room = {
  accountId: "${ACCOUNT}",
  roomId: "${ROOM}",
};

new chime.RoomMembership("ada", { ...room, memberId: "${ADA}", role: "Administrator" });
new chime.RoomMembership("ben", { ...room, memberId: "${BEN}" });
`,
  inputProperties: {
    ...ROOM_INPUTS,
    memberId: {
      type: "string",
      required: true,
      replaceOnChanges: true,
      description: "The id of the user or bot.",
    },
    role: {
      ...ROLE,
      default: "Member",
      description: "What the member may do.",
      change:
        "A user's role is updated in place. Amazon Chime cannot change a bot's role, so that a change " +
        "removes the bot and adds it again.",
    },
    adoptExisting: {
      type: "boolean",
      description:
        "Whether to adopt a membership that exists already, created by somebody else or by an " +
        "interrupted deployment, and give it this role.",
      defaultDescription:
        "the setting `chime:adoptExisting`, else `false`: creating a membership that exists fails",
      change: "A change does not affect an existing membership.",
    },
  },
  exampleInputs: { accountId: ACCOUNT, roomId: ROOM, memberId: ADA, role: "Administrator" },
  properties: {
    ...ROOM_OUTPUTS,
    memberId: { type: "string", required: true, description: "The id of the user or bot." },
    role: { ...ROLE, required: true, description: "What the member may do in the room." },
    memberType: {
      ...ref("MemberType"),
      description:
        "Whether the member is a user, a bot or a webhook; not set where Amazon Chime does not return it.",
    },
    invitedBy: {
      type: "string",
      description:
        "The id of the user that invited the member; not set where Amazon Chime does not return it.",
    },
  },
  id: { description: "`accountId/roomId/memberId`", example: `${ACCOUNT}/${ROOM}/${ADA}` },
  stateInputs: {},
  import: { command: ROOM_IMPORT },
  operations: [
    "CreateRoomMembership",
    "UpdateRoomMembership",
    "DeleteRoomMembership",
    "ListRoomMemberships",
    "GetAccount",
  ],
  notes: membershipNotes({ parent: "room", role: "role" }),
};
