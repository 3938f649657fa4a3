import { ref, type PackageSpec } from "../model";
import { TYPE } from "./shared";

export const CHANNEL_TYPES: PackageSpec["types"] = {
  BotStandardMessages: {
    description: "Which standard messages invoke a bot.",
    enum: [
      {
        name: "AUTO",
        value: "AUTO",
        description:
          "All messages if the channel has one other member that is not hidden, otherwise those that " +
          "mention the bot.",
      },
      { name: "ALL", value: "ALL", description: "All messages." },
      {
        name: "MENTIONS",
        value: "MENTIONS",
        description: "Messages whose attribute `CHIME.mentions` has the ARN of the bot.",
      },
      { name: "NONE", value: "NONE", description: "No message." },
    ],
  },
  BotTargetedMessages: {
    description: "Which targeted messages invoke a bot.",
    enum: [
      {
        name: "ALL",
        value: "ALL",
        description: "All messages that are sent to the bot. It answers only the sender.",
      },
      { name: "NONE", value: "NONE", description: "No message." },
    ],
  },
  ChannelMode: {
    description: "Who may add members to a channel.",
    enum: [
      { name: "UNRESTRICTED", value: "UNRESTRICTED", description: "Every member may add members." },
      {
        name: "RESTRICTED",
        value: "RESTRICTED",
        description: "Only administrators of the app instance and moderators of the channel may add members.",
      },
    ],
  },
  ChannelPrivacy: {
    description: "Who can find a channel.",
    enum: [
      { name: "PUBLIC", value: "PUBLIC", description: "Every user of the app instance." },
      {
        name: "PRIVATE",
        value: "PRIVATE",
        description: "Only its members, and administrators of the app instance.",
      },
    ],
  },
  ExpirationCriterion: {
    description: "The time that the days of `ExpirationSettings` count from.",
    enum: [
      { name: "CREATED_TIMESTAMP", value: "CREATED_TIMESTAMP", description: "When it was created." },
      {
        name: "LAST_MESSAGE_TIMESTAMP",
        value: "LAST_MESSAGE_TIMESTAMP",
        description: "When the last message was sent. Only for channels.",
      },
    ],
  },
  ExpirationSettings: {
    description: "When Amazon Chime deletes a channel or a user by itself.",
    properties: {
      expirationCriterion: {
        ...ref("ExpirationCriterion"),
        required: true,
        plain: true,
        description: "The time that the days count from.",
      },
      expirationDays: {
        type: "integer",
        required: true,
        plain: true,
        description: "The days after that time: 1 to 5,475, which are 15 years.",
      },
    },
  },
  ChannelMembershipType: {
    description: "Whether the other members of a channel see a member.",
    enum: [
      { name: "DEFAULT", value: "DEFAULT", description: "All members of the channel see the member." },
      {
        name: "HIDDEN",
        value: "HIDDEN",
        description: "Only moderators of the channel and administrators of the app instance see the member.",
      },
    ],
  },
  ChannelRosterMember: {
    description: "A member of a `ChannelRoster`.",
    properties: {
      memberArn: {
        type: "string",
        required: true,
        description: "The ARN of the user or bot, of the same app instance as the channel.",
      },
      type: { ...TYPE, default: "DEFAULT", description: "Whether the other members see the member." },
    },
  },
  ChannelRosterMemberState: {
    description: "A member in the outputs of a `ChannelRoster`.",
    properties: {
      memberArn: { type: "string", required: true, description: "The ARN of the user or bot." },
      type: {
        oneOf: [TYPE, { type: "string" }],
        required: true,
        description:
          "Whether the other members see the member. `Unconfirmed` if the outcome of adding the member " +
          "is unknown; the next update of the roster resolves it. A program sees `Unconfirmed` if it " +
          "runs without that update, as with `--target`.",
      },
    },
  },
};
