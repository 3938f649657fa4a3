import { ref, type ResourceSpec } from "../model";
import { entityNotes, tagNote } from "../notes";
import {
  APP_INSTANCE,
  BEARER_OUTPUT,
  bearerInput,
  CHANNEL,
  DEPLOYER,
  DEPLOYMENT_USER,
  expirationInput,
  expirationOutput,
  METADATA,
  TAGS_OUTPUT,
  tagsInput,
} from "./shared";

const MODE = ref("ChannelMode");
const PRIVACY = ref("ChannelPrivacy");
const STATE = {
  appInstanceArn: APP_INSTANCE,
  name: "Launch",
  mode: "UNRESTRICTED",
  privacy: "PUBLIC",
  chimeBearer: DEPLOYER,
};

export const CHANNEL_SPEC: ResourceSpec = {
  name: "Channel",
  service: "channels",
  noun: "channel",
  description: "A channel of Amazon Chime SDK messaging.",
  example: `${DEPLOYMENT_USER}const channel = new chime.Channel(
  "launch",
  { appInstanceArn, name: "Launch", mode: "RESTRICTED", chimeBearer: deployer.appInstanceUserArn },
  { protect: true },
);

export const channelArn = channel.channelArn;
`,
  inputProperties: {
    appInstanceArn: {
      type: "string",
      required: true,
      replaceOnChanges: true,
      description: "The ARN of the channel's app instance.",
    },
    name: {
      type: "string",
      required: true,
      description: "The display name: 1 to 256 characters. Need not be unique.",
    },
    mode: {
      ...MODE,
      default: "UNRESTRICTED",
      description:
        "Who may add members: every member (`UNRESTRICTED`), or only administrators of the app instance " +
        "and moderators of the channel (`RESTRICTED`).",
    },
    privacy: {
      ...PRIVACY,
      default: "PUBLIC",
      replaceOnChanges: true,
      description:
        "Who can find the channel: every user of the app instance (`PUBLIC`), or only its members " +
        "(`PRIVATE`).",
      change: "Amazon Chime cannot change it, so a change replaces the channel and deletes its messages.",
    },
    metadata: METADATA,
    expirationSettings: expirationInput("channel", ", with its messages"),
    tags: tagsInput("channel"),
    channelId: {
      type: "string",
      replaceOnChanges: true,
      description:
        "The last part of the channel's ARN: 1 to 64 letters, digits, colons, hyphens, underscores, dots " +
        "and at signs.",
      defaultDescription: "Amazon Chime assigns it",
      change:
        "A change replaces the channel. If a channel with this id exists already, the create fails, and " +
        "that channel is never deleted, not even after a create with an unknown outcome.",
    },
    chimeBearer: {
      ...bearerInput(),
      description:
        "The bearer of the calls: the ARN of an app instance user or bot, which becomes a moderator of " +
        "the channel.",
      change:
        "The state keeps it for `pulumi destroy`. A change does not change the channel; the new bearer " +
        "must be an administrator of the app instance or a moderator of the channel.",
    },
  },
  exampleInputs: { appInstanceArn: APP_INSTANCE, name: "Launch", chimeBearer: DEPLOYER },
  properties: {
    channelArn: {
      type: "string",
      required: true,
      description: "The ARN, for memberships. Known in the preview of an update.",
    },
    appInstanceArn: { type: "string", required: true, description: "The ARN of the channel's app instance." },
    name: { type: "string", required: true, description: "The display name." },
    mode: { ...MODE, required: true, description: "Who may add members." },
    privacy: { ...PRIVACY, required: true, description: "Who can find the channel." },
    metadata: { type: "string", description: "The metadata; not set where there is none." },
    expirationSettings: expirationOutput("channel"),
    tags: TAGS_OUTPUT,
    channelId: { type: "string", description: "The last part of the ARN, where the program chose it." },
    chimeBearer: BEARER_OUTPUT,
  },
  id: { description: "The ARN", example: CHANNEL },
  stateInputs: { chimeBearer: DEPLOYER },
  import: { inputs: STATE, outputs: { channelArn: CHANNEL, ...STATE } },
  operations: [
    "CreateChannel",
    "DescribeChannel",
    "UpdateChannel",
    "DeleteChannel",
    "ListChannels",
    "ListAppInstances",
    "PutChannelExpirationSettings",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
  ],
  recoveryOperations: ["ListChannelMemberships"],
  notes: [
    [
      "Bearer",
      "Every call about a channel is made as a user or bot of the app instance. The bearer of the " +
        "create becomes a moderator of the channel, so it need not be an administrator of the app " +
        "instance. If the bearer in the state no longer exists, [set another " +
        "one](../guides/settings.md#for-channels).",
    ],
    [
      "Adoption",
      "A channel that exists is not adopted. Import it, or read it with `Channel.get`. One that an " +
        "interrupted deployment created can be [recovered](../guides/crashes.md#recover), if it has no " +
        "other member than its bearer.",
    ],
    ...entityNotes({ noun: "channel", contents: "the channel with its messages and members" }),
    [
      "Private channels",
      "Make the bearer of a private channel an administrator of the app instance. According to AWS's table of " +
        "roles, only administrators can read its details, which `pulumi refresh` needs, and only they see in a " +
        "list whether it was deleted.",
    ],
    [
      "Expiration",
      "`pulumi refresh` removes a channel that has expired from the state, and the next `pulumi up` creates a new " +
        "one. Without `expirationSettings`, the channel does not expire.",
    ],
    tagNote("channel"),
    ["Not supported", "Elastic channels and sub-channels."],
    [
      "Channel flow",
      "To give the channel a channel flow, use a [`ChannelFlowAssociation`](channel-flow-association.md).",
    ],
  ],
};
