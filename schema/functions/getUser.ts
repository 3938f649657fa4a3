import type { FunctionSpec } from "../model";
import { ACCOUNT, ROOM } from "../rooms/shared";
import { ACCOUNT_ID, ACCOUNT_OUTPUT, ERRORS, exactlyOne, PERSONAL_DATA } from "./shared";

export const GET_USER: FunctionSpec = {
  name: "getUser",
  description: "Returns the user with an email address.",
  example: `
import * as chime from "pulumi-chime";

const accountId = "${ACCOUNT}";
const roomId = "${ROOM}";

const ada = chime.getUserOutput({ accountId, email: "ada@example.com" });
new chime.RoomMembership("ada", { accountId, roomId, memberId: ada.userId });
`,
  inputs: {
    accountId: {
      ...ACCOUNT_ID,
      description: "The id of the user's Amazon Chime account (not the AWS account's number).",
    },
    email: {
      type: "string",
      required: true,
      description: "The user's complete primary email address. Case does not matter.",
    },
  },
  exampleInputs: { accountId: ACCOUNT, email: "ada@example.com" },
  outputs: {
    accountId: ACCOUNT_OUTPUT,
    userId: {
      type: "string",
      required: true,
      description: "The id of the user, which a `RoomMembership` takes as its `memberId`.",
    },
    email: {
      type: "string",
      required: true,
      secret: true,
      description: "The user's primary email address, as Amazon Chime returns it.",
    },
    displayName: {
      type: "string",
      secret: true,
      description: "The user's display name; not set where there is none.",
    },
  },
  operations: ["ListUsers"],
  notes: [
    exactlyOne("user"),
    [
      "Secret address",
      "The ids in the result are not secrets, even if `email` is one, so the inputs of a membership " +
        "stay readable. In the native form, Pulumi makes the whole result a secret, so that previews hide the id.",
    ],
    PERSONAL_DATA,
    ["Errors", `${ERRORS[1]} Errors do not contain the address.`],
  ],
};
