import { ref, type ResourceSpec } from "../model";
import { nativeMembers, rosterNotes } from "../notes";
import {
  ADA,
  BEARER_OUTPUT,
  BEN,
  CHANNEL,
  CHANNEL_ARN,
  CHANNEL_ARN_OUTPUT,
  CHANNEL_IMPORT,
  DEPLOYER,
  TYPE,
  USERS,
  bearerInput,
} from "./shared";

export const CHANNEL_ROSTER: ResourceSpec = {
  name: "ChannelRoster",
  service: "channels",
  noun: "roster",
  description:
    "The members of one channel of Amazon Chime SDK messaging as one resource, for channels with many " +
    "members: one `ChannelMembership` per member makes a large stack slow.",
  example: `${USERS}
new chime.ChannelRoster("launch", {
  channelArn,
  chimeBearer,
  members: [{ memberArn: ada }, { memberArn: user("u-2", "Ben"), type: "HIDDEN" }],
});
`,
  inputProperties: {
    channelArn: CHANNEL_ARN,
    members: {
      type: "array",
      items: ref("ChannelRosterMember"),
      required: true,
      native: nativeMembers(),
      description:
        "The members, in any order, each once. A channel holds up to 10,000, unless AWS raises the quota.",
    },
    exclusive: {
      type: "boolean",
      description:
        "Whether to remove all other members from the channel, except for `ignoreMembers` and the " +
        "`chimeBearer`, which would lock itself out: list the bearers of other stacks in `ignoreMembers`. " +
        "The preview names them. An exclusive roster must " +
        "list at least one member.",
      default: false,
    },
    ignoreMembers: {
      type: "array",
      items: { type: "string" },
      description:
        "The ARNs of members that this roster never changes or removes, neither as an exclusive roster " +
        "nor when they are dropped from `members`.",
      defaultDescription: "none",
    },
    chimeBearer: bearerInput(", because nobody else sees hidden members"),
  },
  exampleInputs: {
    channelArn: CHANNEL,
    members: [{ memberArn: ADA }, { memberArn: BEN }],
    chimeBearer: DEPLOYER,
  },
  properties: {
    channelArn: CHANNEL_ARN_OUTPUT,
    members: {
      type: "array",
      items: ref("ChannelRosterMemberState"),
      required: true,
      description: "The members that the roster manages, sorted by ARN.",
    },
    exclusive: {
      type: "boolean",
      description: "Whether the roster removes all other members; not set where it does not.",
    },
    ignoreMembers: {
      type: "array",
      items: { type: "string" },
      description:
        "The ARNs of members that the roster never changes or removes; not set where there are none.",
    },
    chimeBearer: BEARER_OUTPUT,
    otherMembers: {
      type: "object",
      additionalProperties: TYPE,
      description:
        "Of an exclusive roster: the types, by member ARN, of members that the last refresh found in the " +
        "channel and the roster does not list. The next update removes them. Not set where there are " +
        "none.",
    },
  },
  id: { description: "The ARN of the channel", example: CHANNEL },
  stateInputs: { chimeBearer: DEPLOYER },
  import: { command: `${CHANNEL_IMPORT} --roster` },
  operations: [
    "BatchCreateChannelMembership",
    "CreateChannelMembership",
    "DescribeChannelMembership",
    "DeleteChannelMembership",
    "ListChannelMemberships",
    "ListChannels",
    "ListAppInstances",
  ],
  notes: [
    [
      "Bearer",
      "The `chimeBearer` is removed last. An exclusive roster never removes it as an unmanaged member, " +
        "because no further call would then be possible. If the bearer in the state no longer exists, " +
        "[set another one](../guides/settings.md#for-channels).",
    ],
    ...rosterNotes({
      parent: "channel",
      order: "add (in batches of 100), remove and add again those with another type, remove",
    }),
    [
      "Request rates",
      "Calls keep to nine tenths of the rates that AWS publishes. Adding 10,000 members takes about " +
        "two minutes, and removing them about forty: [API calls and " +
        "rates](../guides/scale.md#api-calls-and-rates).",
    ],
    [
      "Deleting the channel too",
      "Amazon Chime deletes the memberships of a channel with the channel. With the resource option " +
        "[`deletedWith`](https://www.pulumi.com/docs/iac/concepts/options/deletedwith/), Pulumi does not " +
        "remove the members one by one: [when to set " +
        "it](../guides/scale.md#deleting-a-channel-with-its-members).",
    ],
  ],
};
