import type { ResourceSpec } from "../model";
import { entityNotes, tagNote } from "../notes";
import {
  ADA,
  APP_INSTANCE,
  METADATA,
  expirationInput,
  expirationOutput,
  TAGS_OUTPUT,
  tagsInput,
} from "./shared";

export const APP_INSTANCE_USER: ResourceSpec = {
  name: "AppInstanceUser",
  service: "channels",
  noun: "user",
  description: "A user of an app instance, who can be a member of its channels.",
  example: `
import * as chime from "pulumi-chime";

const { appInstanceArn } = new chime.AppInstance("support", { name: "Support" });
const ada = new chime.AppInstanceUser("ada", {
  appInstanceArn,
  appInstanceUserId: "u-1",
  name: "Ada",
});

export const adaArn = ada.appInstanceUserArn;
`,
  inputProperties: {
    appInstanceArn: {
      type: "string",
      required: true,
      replaceOnChanges: true,
      description: "The ARN of the user's app instance.",
    },
    appInstanceUserId: {
      type: "string",
      required: true,
      replaceOnChanges: true,
      description:
        "The last part of the user's ARN: 1 to 64 letters, digits, colons, hyphens, underscores, dots " +
        "and at signs. Avoid personal data: the id is in plain text in states and logs.",
    },
    name: {
      type: "string",
      required: true,
      secret: true,
      description: "The display name: 1 to 100 characters. It is personal data.",
    },
    metadata: { ...METADATA, secret: true },
    expirationSettings: expirationInput("user", ': `expirationCriterion` must be `"CREATED_TIMESTAMP"`'),
    tags: tagsInput("user"),
  },
  exampleInputs: { appInstanceArn: APP_INSTANCE, appInstanceUserId: "u-1", name: "Ada" },
  properties: {
    appInstanceUserArn: {
      type: "string",
      required: true,
      description: "The ARN, for memberships and `chimeBearer`. Known in the preview of an update.",
    },
    appInstanceArn: { type: "string", required: true, description: "The ARN of the user's app instance." },
    appInstanceUserId: { type: "string", required: true, description: "The last part of the user's ARN." },
    name: { type: "string", required: true, secret: true, description: "The display name." },
    metadata: {
      type: "string",
      secret: true,
      description: "The metadata; not set where there is none.",
    },
    expirationSettings: expirationOutput("user"),
    tags: TAGS_OUTPUT,
  },
  id: { description: "The ARN", example: ADA },
  stateInputs: {},
  import: {
    inputs: { appInstanceArn: APP_INSTANCE, appInstanceUserId: "u-1", name: "Ada" },
    outputs: {
      appInstanceUserArn: ADA,
      appInstanceArn: APP_INSTANCE,
      appInstanceUserId: "u-1",
      name: "Ada",
    },
  },
  operations: [
    "CreateAppInstanceUser",
    "DescribeAppInstanceUser",
    "UpdateAppInstanceUser",
    "DeleteAppInstanceUser",
    "ListAppInstanceUsers",
    "ListAppInstances",
    "PutAppInstanceUserExpirationSettings",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
  ],
  notes: [
    [
      "Adoption",
      "If a user with this id exists, the create fails. That user is neither adopted nor deleted, even " +
        "if the create had an unknown outcome: [resources with chosen " +
        "ids](../decisions/chosen-ids.md). Import it, or read it with `AppInstanceUser.get`.",
    ],
    ...entityNotes({ noun: "user", contents: "the user, who leaves all channels" }),
    [
      "Personal data",
      "Pulumi encrypts the name and the metadata in the state. After an import, they are in plain text " +
        "in the import file and, until the next `pulumi up`, in the state.",
    ],
    [
      "Deleted and created again",
      "If a deployment deletes a user and creates it again with the same id (`--replace` with " +
        "`deleteBeforeReplace`), memberships and rosters of the same provider add the user again, if " +
        "they use the ARN from the user's output.",
    ],
    [
      "Expiration",
      "`pulumi refresh` removes a user that has expired from the state, and the next `pulumi up` creates a new " +
        "one. Without `expirationSettings`, the user does not expire.",
    ],
    tagNote("user"),
    ["Not supported", "Endpoints."],
  ],
};
