import { APP_INSTANCE } from "../channels/shared";
import type { FunctionSpec } from "../model";
import { afterResource, ERRORS, PEOPLE, PERSONAL_DATA } from "./shared";

export const GET_APP_INSTANCE_ADMINS: FunctionSpec = {
  name: "getAppInstanceAdmins",
  description: "Returns all administrators of an app instance, whoever added them.",
  example: `
import * as chime from "pulumi-chime";

const { appInstanceAdminArns } = chime.getAppInstanceAdminsOutput({ appInstanceArn: "${APP_INSTANCE}" });

export const administrators = appInstanceAdminArns;
`,
  inputs: {
    appInstanceArn: { type: "string", required: true, description: "The ARN of the app instance." },
  },
  exampleInputs: { appInstanceArn: APP_INSTANCE },
  outputs: {
    appInstanceArn: { type: "string", required: true, description: "The app instance, as in the arguments." },
    appInstanceAdminArns: {
      type: "array",
      items: { type: "string" },
      required: true,
      description: "The ARNs of all administrators, sorted.",
    },
    people: PEOPLE,
  },
  operations: ["ListAppInstanceAdmins"],
  notes: [
    ["Bearer", "It needs no bearer, so a program can call it before the app instance has an administrator."],
    PERSONAL_DATA,
    afterResource("appInstanceArn", "admin"),
    ERRORS,
  ],
};
