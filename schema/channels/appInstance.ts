import type { ResourceSpec } from "../model";
import { entityNotes, tagNote } from "../notes";
import { APP_INSTANCE, METADATA, TAGS_OUTPUT, tagsInput } from "./shared";

export const APP_INSTANCE_SPEC: ResourceSpec = {
  name: "AppInstance",
  service: "channels",
  noun: "app instance",
  description: "An app instance of Amazon Chime SDK Identity, which contains users and channels.",
  example: `
import * as chime from "pulumi-chime";

const app = new chime.AppInstance("support", { name: "Support" }, { protect: true });

export const appInstanceArn = app.appInstanceArn;
`,
  inputProperties: {
    name: {
      type: "string",
      required: true,
      description: "The name: 1 to 256 characters. Need not be unique.",
    },
    metadata: METADATA,
    tags: tagsInput("app instance"),
  },
  exampleInputs: { name: "Support" },
  properties: {
    appInstanceArn: {
      type: "string",
      required: true,
      description: "The ARN, for users and channels. Known in the preview of an update.",
    },
    name: { type: "string", required: true, description: "The name." },
    metadata: { type: "string", description: "The metadata; not set where there is none." },
    tags: TAGS_OUTPUT,
  },
  id: { description: "The ARN", example: APP_INSTANCE },
  stateInputs: {},
  import: {
    inputs: { name: "Support" },
    outputs: { appInstanceArn: APP_INSTANCE, name: "Support" },
  },
  operations: [
    "CreateAppInstance",
    "DescribeAppInstance",
    "UpdateAppInstance",
    "DeleteAppInstance",
    "ListAppInstances",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
  ],
  recoveryOperations: ["ListAppInstanceUsers"],
  notes: [
    [
      "Region",
      "The app instance is created in the region of the [settings](../guides/settings.md#regions). " +
        "Users and channels are in the region of their app instance.",
    ],
    [
      "Adoption",
      "An app instance that exists is not adopted. Import it, or read it with `AppInstance.get`. One " +
        "that an interrupted deployment created can be [recovered](../guides/crashes.md#recover).",
    ],
    ...entityNotes({ noun: "app instance", contents: "the app instance and everything in it" }),
    tagNote("app instance"),
    [
      "Retention and streaming",
      "They are resources of their own: [`AppInstanceRetention`](app-instance-retention.md) and " +
        "[`AppInstanceStreaming`](app-instance-streaming.md).",
    ],
  ],
};
