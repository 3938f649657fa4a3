import { ref, type FunctionSpec } from "../model";
import { ACCOUNT, ROOM } from "../rooms/shared";
import { ACCOUNT_ID, ACCOUNT_OUTPUT, afterResource, ERRORS, PERSONAL_DATA } from "./shared";

export const GET_ROOM_MEMBERSHIPS: FunctionSpec = {
  name: "getRoomMemberships",
  description: "Returns all members of a room, whoever added them.",
  example: `
import * as chime from "pulumi-chime";

const { memberships } = chime.getRoomMembershipsOutput({
  accountId: "${ACCOUNT}",
  roomId: "${ROOM}",
});

export const memberIds = memberships.apply((all) => all.map(({ memberId }) => memberId));
`,
  inputs: {
    accountId: {
      ...ACCOUNT_ID,
      description: "The id of the room's Amazon Chime account (not the AWS account's number).",
    },
    roomId: { type: "string", required: true, description: "The id of the room." },
  },
  exampleInputs: { accountId: ACCOUNT, roomId: ROOM },
  outputs: {
    accountId: ACCOUNT_OUTPUT,
    roomId: { type: "string", required: true, description: "The room, as in the arguments." },
    memberships: {
      type: "array",
      items: ref("GetRoomMembershipsMembership"),
      required: true,
      description: "All members, sorted by member id.",
    },
    people: {
      type: "object",
      additionalProperties: ref("GetRoomMembershipsPerson"),
      required: true,
      secret: true,
      description: "Their personal data by member id.",
    },
  },
  operations: ["ListRoomMemberships"],
  notes: [PERSONAL_DATA, afterResource("roomId", "membership"), ERRORS],
};
