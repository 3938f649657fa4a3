import type { ResourceSpec } from "../model";
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
  MODERATOR_OPERATIONS,
  USERS,
  bearerInput,
} from "./shared";

export const CHANNEL_MODERATOR_ROSTER: ResourceSpec = {
  name: "ChannelModeratorRoster",
  service: "channels",
  noun: "roster",
  description:
    "The moderators of one channel as one resource. A moderator need not be a member of the channel: see " +
    "`ChannelRoster` for the members.",
  example: `${USERS}
new chime.ChannelModeratorRoster("launch", {
  channelArn,
  chimeBearer,
  members: [ada, user("u-2", "Ben")],
  exclusive: true,
});
`,
  inputProperties: {
    channelArn: CHANNEL_ARN,
    members: {
      type: "array",
      items: { type: "string" },
      required: true,
      native: nativeMembers("moderator"),
      description:
        "The ARNs of the moderators, in any order, each once: users and bots of the same app instance as " +
        "the channel.",
    },
    exclusive: {
      type: "boolean",
      description:
        "Whether to remove all other moderators of the channel, except for `ignoreMembers` and the " +
        "`chimeBearer`, which would lock itself out: list the bearers of other stacks in `ignoreMembers`. " +
        "The preview names them. An exclusive roster must " +
        "list at least one moderator.",
      default: false,
    },
    ignoreMembers: {
      type: "array",
      items: { type: "string" },
      description:
        "The ARNs of moderators that this roster never removes, neither as an exclusive roster nor when " +
        "they are dropped from `members`.",
      defaultDescription: "none",
    },
    chimeBearer: bearerInput(),
  },
  exampleInputs: { channelArn: CHANNEL, members: [ADA, BEN], chimeBearer: DEPLOYER },
  properties: {
    channelArn: CHANNEL_ARN_OUTPUT,
    members: {
      type: "array",
      items: { type: "string" },
      required: true,
      description: "The ARNs of the moderators that the roster manages, sorted.",
    },
    exclusive: {
      type: "boolean",
      description: "Whether the roster removes all other moderators; not set where it does not.",
    },
    ignoreMembers: {
      type: "array",
      items: { type: "string" },
      description: "The ARNs of moderators that the roster never removes; not set where there are none.",
    },
    chimeBearer: BEARER_OUTPUT,
    otherMembers: {
      type: "array",
      items: { type: "string" },
      description:
        "Of an exclusive roster: the ARNs, sorted, of moderators that the last refresh found and the " +
        "roster does not list. The next update removes them. Not set where there are none.",
    },
  },
  id: { description: "The ARN of the channel", example: CHANNEL },
  stateInputs: { chimeBearer: DEPLOYER },
  import: { command: `${CHANNEL_IMPORT} --roster` },
  operations: MODERATOR_OPERATIONS,
  notes: [
    [
      "Members and moderators",
      "This resource adds and removes no membership. The bearer of a `Channel` becomes a moderator with the " +
        "channel. List it only if it is an administrator: otherwise `pulumi destroy` removes the roster first, and " +
        "AWS then refuses to delete the channel. An exclusive roster does not remove its own bearer. List the " +
        "bearers of other resources of the channel, also that of the `Channel`, in `ignoreMembers`.",
    ],
    [
      "Bearer",
      "The `chimeBearer` is removed last, after all other changes of the roster have succeeded. If `members` lists " +
        "the bearer of other resources of the channel, declare the roster first, with an array as `members`, and " +
        "pass the same texts or the same outputs as their `chimeBearer` and `channelArn`: Pulumi then deletes the " +
        "roster after them. An update that drops the " +
        "bearer from `members` comes before all deletes: delete what needs the bearer in an earlier update, or " +
        "use an [`AppInstanceAdmin`](app-instance-admin.md) as the bearer. A bearer that is only a moderator may " +
        "need a membership to make others moderators.",
    ],
    ...rosterNotes({
      parent: "channel",
      noun: "moderator",
      order: "add (each in a call of its own, because Amazon Chime has no batch operation for that), remove",
    }),
    [
      "Request rates",
      "Calls keep to nine tenths of the rates that AWS publishes: [API calls and " +
        "rates](../guides/scale.md#api-calls-and-rates).",
    ],
  ],
};
