import type { ResourceSpec } from "../model";
import { accessNotes } from "../notes";
import {
  adoptExistingInput,
  BEARER_OUTPUT,
  bearerInput,
  CHANNEL,
  CHANNEL_ARN,
  CHANNEL_ARN_OUTPUT,
  CHANNEL_IMPORT,
  DEPLOYER,
  EVE,
  MEMBER_ARN,
  USERS,
} from "./shared";

export const CHANNEL_BAN: ResourceSpec = {
  name: "ChannelBan",
  service: "channels",
  noun: "ban",
  description: "The ban of one user or bot from one channel: nobody can add it while the ban exists.",
  example: `${USERS}
new chime.ChannelMembership("ada", { channelArn, chimeBearer, memberArn: ada });
new chime.ChannelBan("eve", { channelArn, chimeBearer, memberArn: user("u-3", "Eve") });
`,
  inputProperties: {
    channelArn: CHANNEL_ARN,
    memberArn: MEMBER_ARN,
    chimeBearer: bearerInput(),
    adoptExisting: adoptExistingInput("a ban"),
  },
  exampleInputs: { channelArn: CHANNEL, memberArn: EVE, chimeBearer: DEPLOYER },
  properties: {
    channelArn: CHANNEL_ARN_OUTPUT,
    memberArn: { type: "string", required: true, description: "The ARN of the user or bot." },
    chimeBearer: BEARER_OUTPUT,
    createdByArn: { type: "string", description: "The ARN of the user or bot that made the ban." },
  },
  id: { description: "`channelArn,ban,memberArn`", example: `${CHANNEL},ban,${EVE}` },
  stateInputs: { chimeBearer: DEPLOYER },
  import: { command: CHANNEL_IMPORT },
  operations: [
    "CreateChannelBan",
    "DescribeChannelBan",
    "DeleteChannelBan",
    "ListChannelBans",
    "ListChannels",
    "ListAppInstances",
  ],
  notes: [
    [
      "Who can be banned",
      "Amazon Chime bans neither administrators of the app instance nor moderators of the channel. The " +
        "preview refuses a ban of the `chimeBearer`.",
    ],
    [
      "Members and bans",
      "A program cannot ban a user from a channel and make the user a member or moderator of it, or an " +
        "administrator: the preview fails, or the update if an id is not known before. A ban can replace a membership in one " +
        "update. A membership cannot replace a ban in one update, because Pulumi creates resources before " +
        "it deletes others: remove the ban in an update of its own. Before you ban a moderator or an " +
        "administrator, remove these rights in an update of its own too.",
    ],
    ...accessNotes({ kind: "ban", article: "a" }),
  ],
};
