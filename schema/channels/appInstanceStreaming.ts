import type { ResourceSpec } from "../model";
import { settingNotes } from "../notes";
import { adoptExistingInput, APP_INSTANCE } from "./shared";

const STATE = {
  appInstanceArn: APP_INSTANCE,
  channelMessageStreamArn: "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-support",
};

export const APP_INSTANCE_STREAMING: ResourceSpec = {
  name: "AppInstanceStreaming",
  service: "channels",
  noun: "streaming configuration",
  description:
    "The Kinesis streams to which an app instance sends its messages and the events of its channels.",
  example: `
import * as chime from "pulumi-chime";

const { appInstanceArn } = new chime.AppInstance("support", { name: "Support" });
const stream = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-support";
new chime.AppInstanceStreaming("support", {
  appInstanceArn,
  channelStreamArn: stream,
  channelMessageStreamArn: stream,
});
`,
  inputProperties: {
    appInstanceArn: {
      type: "string",
      required: true,
      replaceOnChanges: true,
      description: "The ARN of the app instance.",
    },
    channelStreamArn: {
      type: "string",
      description:
        "The ARN of the Kinesis stream for events of channels, members, moderators and bans (the data type " +
        "`Channel`).",
      defaultDescription: "none",
    },
    channelMessageStreamArn: {
      type: "string",
      description:
        "The ARN of the Kinesis stream for messages (the data type `ChannelMessage`). It can be the same one.",
      defaultDescription: "none",
    },
    adoptExisting: adoptExistingInput("a streaming configuration"),
  },
  exampleInputs: {
    appInstanceArn: APP_INSTANCE,
    channelMessageStreamArn: "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-support",
  },
  properties: {
    appInstanceArn: { type: "string", required: true, description: "The ARN of the app instance." },
    channelStreamArn: {
      type: "string",
      description: "The ARN of the Kinesis stream for events of channels; not set where there is none.",
    },
    channelMessageStreamArn: {
      type: "string",
      description: "The ARN of the Kinesis stream for messages; not set where there is none.",
    },
  },
  id: { description: "`appInstanceArn,streaming`", example: `${APP_INSTANCE},streaming` },
  stateInputs: {},
  import: { inputs: STATE, outputs: STATE },
  operations: [
    "GetMessagingStreamingConfigurations",
    "PutMessagingStreamingConfigurations",
    "DeleteMessagingStreamingConfigurations",
    "ListAppInstances",
  ],
  notes: [
    [
      "Streams",
      "Set one stream or both. Each must be in the AWS account and region of the app instance, have a name " +
        "that begins with `chime-messaging-`, at least two shards, and server-side encryption. The " +
        "credentials also need permissions for Kinesis, and Amazon Chime a service-linked role: [streaming " +
        "messaging data](https://docs.aws.amazon.com/chime-sdk/latest/dg/streaming-export.html).",
    ],
    ["Personal data", "Who can read a stream can read what all channels of the app instance send to it."],
    ...settingNotes({
      noun: "streaming configuration",
      article: "a",
      parent: "app instance",
      removal: "stops the streaming. It does not delete the streams",
    }),
  ],
};
