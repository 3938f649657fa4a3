import type { ResourceSpec } from "../model";
import { settingNotes } from "../notes";
import { adoptExistingInput, APP_INSTANCE } from "./shared";

const STATE = { appInstanceArn: APP_INSTANCE, retentionDays: 365 };

export const APP_INSTANCE_RETENTION: ResourceSpec = {
  name: "AppInstanceRetention",
  service: "channels",
  noun: "retention setting",
  description: "How long an app instance keeps the messages of its channels. It deletes older messages.",
  example: `
import * as chime from "pulumi-chime";

const { appInstanceArn } = new chime.AppInstance("support", { name: "Support" });
new chime.AppInstanceRetention("support", { appInstanceArn, retentionDays: 365 });
`,
  inputProperties: {
    appInstanceArn: {
      type: "string",
      required: true,
      replaceOnChanges: true,
      description: "The ARN of the app instance.",
    },
    retentionDays: {
      type: "integer",
      required: true,
      description:
        "For how many days Amazon Chime keeps the messages of channels: 1 to 5,475, which are 15 years.",
    },
    adoptExisting: adoptExistingInput("a retention setting"),
  },
  exampleInputs: { appInstanceArn: APP_INSTANCE, retentionDays: 365 },
  properties: {
    appInstanceArn: { type: "string", required: true, description: "The ARN of the app instance." },
    retentionDays: {
      type: "integer",
      required: true,
      description: "For how many days Amazon Chime keeps the messages of channels.",
    },
  },
  id: { description: "`appInstanceArn,retention`", example: `${APP_INSTANCE},retention` },
  stateInputs: {},
  import: { inputs: STATE, outputs: STATE },
  operations: ["GetAppInstanceRetentionSettings", "PutAppInstanceRetentionSettings", "ListAppInstances"],
  notes: [
    [
      "This deletes messages",
      "Amazon Chime deletes all messages that are older than `retentionDays`, in all channels of the app " +
        "instance. The preview of a shorter retention shows `retentionDays` as an update: check it. For 30 " +
        "days after the retention was set or changed, a longer retention, or none, makes messages visible " +
        "again. After that, they are deleted permanently: [message " +
        "retention](https://docs.aws.amazon.com/chime-sdk/latest/dg/manage-retention.html).",
    ],
    ["Permissions", "Allow `chime:PutAppInstanceRetentionSettings` only to those who may delete messages."],
    ...settingNotes({
      noun: "retention setting",
      article: "a",
      parent: "app instance",
      removal: "turns the retention off: messages are then kept without limit",
    }),
  ],
};
