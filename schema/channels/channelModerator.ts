import type { ResourceSpec } from "../model";
import { accessNotes } from "../notes";
import {
  adoptExistingInput,
  BEARER_OUTPUT,
  bearerInput,
  BEN,
  CHANNEL,
  CHANNEL_ARN,
  CHANNEL_ARN_OUTPUT,
  CHANNEL_IMPORT,
  DEPLOYER,
  MEMBER_ARN,
  USERS,
  MODERATOR_OPERATIONS,
} from "./shared";

export const CHANNEL_MODERATOR: ResourceSpec = {
  name: "ChannelModerator",
  service: "channels",
  noun: "moderator",
  description:
    "A moderator of a channel: a user or bot that may add and remove its members, moderators and bans.",
  example: `${USERS}
new chime.ChannelMembership("ada", { channelArn, chimeBearer, memberArn: ada });
new chime.ChannelModerator("ada", { channelArn, chimeBearer, channelModeratorArn: ada });
`,
  inputProperties: {
    channelArn: CHANNEL_ARN,
    channelModeratorArn: MEMBER_ARN,
    chimeBearer: bearerInput(),
    adoptExisting: adoptExistingInput("a moderator"),
  },
  exampleInputs: { channelArn: CHANNEL, channelModeratorArn: BEN, chimeBearer: DEPLOYER },
  properties: {
    channelArn: CHANNEL_ARN_OUTPUT,
    channelModeratorArn: { type: "string", required: true, description: "The ARN of the user or bot." },
    chimeBearer: BEARER_OUTPUT,
    createdByArn: { type: "string", description: "The ARN of the user or bot that made the moderator." },
  },
  id: {
    description: "`channelArn,moderator,channelModeratorArn`",
    example: `${CHANNEL},moderator,${BEN}`,
  },
  stateInputs: { chimeBearer: DEPLOYER },
  import: { command: CHANNEL_IMPORT },
  operations: MODERATOR_OPERATIONS,
  notes: [
    [
      "Members and moderators",
      "A moderator need not be a member of the channel, and this resource adds no membership. The bearer " +
        "of a `Channel` becomes a moderator with the channel. Declare that, with `adoptExisting`, only if the " +
        "bearer is an administrator: otherwise `pulumi destroy` removes the moderator first, and AWS then refuses " +
        "to delete the channel.",
    ],
    [
      "Bearer",
      "A bearer that is only a moderator may need a membership to make others moderators. If the moderator is the " +
        "bearer of other resources of the channel, declare it first, and pass the same texts or the same " +
        "outputs as their `chimeBearer` and `channelArn`. Pulumi then removes it after them, as with an " +
        "[`AppInstanceAdmin`](app-instance-admin.md).",
    ],
    ...accessNotes({ kind: "moderator", article: "a" }),
  ],
};
