import type { ResourceSpec } from "../model";
import { accessNotes } from "../notes";
import { adoptExistingInput, APP_INSTANCE, DEPLOYER, DEPLOYMENT_USER } from "./shared";

export const APP_INSTANCE_ADMIN: ResourceSpec = {
  name: "AppInstanceAdmin",
  service: "channels",
  noun: "administrator",
  description: "An administrator of an app instance: a user or bot that may do everything in it.",
  example: `${DEPLOYMENT_USER}const admin = new chime.AppInstanceAdmin("deployer", {
  appInstanceArn,
  appInstanceAdminArn: deployer.appInstanceUserArn,
});

// The output of the administrator: Pulumi deletes the channel before it removes the administrator.
const chimeBearer = admin.appInstanceAdminArn;
new chime.Channel("board", { appInstanceArn, name: "Board", privacy: "PRIVATE", chimeBearer });
`,
  inputProperties: {
    appInstanceArn: {
      type: "string",
      required: true,
      replaceOnChanges: true,
      description: "The ARN of the app instance.",
    },
    appInstanceAdminArn: {
      type: "string",
      required: true,
      replaceOnChanges: true,
      description: "The ARN of the user or bot, of the same app instance.",
    },
    adoptExisting: adoptExistingInput("an administrator"),
  },
  exampleInputs: { appInstanceArn: APP_INSTANCE, appInstanceAdminArn: DEPLOYER },
  properties: {
    appInstanceArn: { type: "string", required: true, description: "The ARN of the app instance." },
    appInstanceAdminArn: {
      type: "string",
      required: true,
      description: "The ARN of the user or bot, also for `chimeBearer`.",
    },
    createdTimestamp: {
      type: "string",
      description: "When the user or bot became an administrator, in ISO 8601.",
    },
  },
  id: {
    description: "`appInstanceArn,admin,appInstanceAdminArn`",
    example: `${APP_INSTANCE},admin,${DEPLOYER}`,
  },
  stateInputs: {},
  import: { command: "npx pulumi-chime import --app-instance YOUR-APP-INSTANCE-ARN" },
  operations: [
    "CreateAppInstanceAdmin",
    "DescribeAppInstanceAdmin",
    "DeleteAppInstanceAdmin",
    "ListAppInstanceAdmins",
    "ListAppInstances",
  ],
  notes: [
    [
      "The first administrator",
      "The calls need AWS credentials and no bearer, so a program can make the first administrator of a " +
        "new app instance. Only an administrator sees all private channels and can ban users from a " +
        "channel that somebody else created.",
    ],
    [
      "Order",
      "Pulumi creates the administrator before the resources that use it as `chimeBearer`, and removes it after " +
        "them. For this, use the output `appInstanceAdminArn` as the `chimeBearer`, or declare the " +
        "administrator first and pass both the same text or the same output. With another output of the same " +
        "value, or an administrator that is declared later, set `dependsOn` on these resources.",
    ],
    ...accessNotes({ kind: "administrator", article: "an" }),
  ],
};
