import { ref, type ResourceSpec } from "../model";
import { entityNotes, tagNote } from "../notes";
import { APP_INSTANCE, DEPLOYMENT_USER, HELP_BOT, METADATA, TAGS_OUTPUT, tagsInput } from "./shared";

const STANDARD = ref("BotStandardMessages");
const TARGETED = ref("BotTargetedMessages");
const STATE = {
  appInstanceArn: APP_INSTANCE,
  name: "Help",
  lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/EMULATED00/EMULATED00",
  localeId: "en_US",
  standardMessages: "MENTIONS",
  targetedMessages: "ALL",
};

export const APP_INSTANCE_BOT: ResourceSpec = {
  name: "AppInstanceBot",
  service: "channels",
  noun: "bot",
  description: "A bot of an app instance, which answers messages in channels with Amazon Lex.",
  example: `${DEPLOYMENT_USER}const chimeBearer = deployer.appInstanceUserArn;
const { channelArn } = new chime.Channel("launch", { appInstanceArn, name: "Launch", chimeBearer });

const bot = new chime.AppInstanceBot("help", {
  appInstanceArn,
  name: "Help",
  lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
  localeId: "en_US",
  standardMessages: "MENTIONS",
  targetedMessages: "ALL",
});
new chime.ChannelMembership("help", { channelArn, memberArn: bot.appInstanceBotArn, chimeBearer });
`,
  inputProperties: {
    appInstanceArn: {
      type: "string",
      required: true,
      replaceOnChanges: true,
      description: "The ARN of the bot's app instance.",
    },
    name: {
      type: "string",
      required: true,
      description: "The display name: 1 to 256 characters. Need not be unique.",
    },
    lexBotAliasArn: {
      type: "string",
      required: true,
      description:
        "The ARN of the alias of an Amazon Lex V2 bot, which answers the messages: " +
        "`arn:aws:lex:REGION:ACCOUNT:bot-alias/BOT/ALIAS`.",
    },
    localeId: {
      type: "string",
      required: true,
      description: "The language and locale of the Amazon Lex bot, such as `en_US`.",
    },
    standardMessages: {
      ...STANDARD,
      required: true,
      description: "Which standard messages invoke the bot.",
    },
    targetedMessages: {
      ...TARGETED,
      required: true,
      description: "Which targeted messages invoke the bot.",
    },
    welcomeIntent: {
      type: "string",
      description: "The welcome intent of the Amazon Lex bot: 1 to 100 letters and single underscores.",
      defaultDescription: "none",
    },
    metadata: METADATA,
    tags: tagsInput("bot"),
  },
  exampleInputs: {
    appInstanceArn: APP_INSTANCE,
    name: "Help",
    lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
    localeId: "en_US",
    standardMessages: "MENTIONS",
    targetedMessages: "ALL",
  },
  properties: {
    appInstanceBotArn: {
      type: "string",
      required: true,
      description: "The ARN, for memberships and `chimeBearer`. Known in the preview of an update.",
    },
    appInstanceArn: { type: "string", required: true, description: "The ARN of the bot's app instance." },
    name: { type: "string", required: true, description: "The display name." },
    lexBotAliasArn: {
      type: "string",
      required: true,
      description: "The ARN of the alias of the Amazon Lex bot.",
    },
    localeId: {
      type: "string",
      required: true,
      description: "The language and locale of the Amazon Lex bot.",
    },
    standardMessages: {
      ...STANDARD,
      required: true,
      description: "Which standard messages invoke the bot.",
    },
    targetedMessages: {
      ...TARGETED,
      required: true,
      description: "Which targeted messages invoke the bot.",
    },
    welcomeIntent: { type: "string", description: "The welcome intent; not set where there is none." },
    metadata: { type: "string", description: "The metadata; not set where there is none." },
    tags: TAGS_OUTPUT,
  },
  id: { description: "The ARN", example: HELP_BOT },
  stateInputs: {},
  import: { inputs: STATE, outputs: { appInstanceBotArn: HELP_BOT, ...STATE } },
  operations: [
    "CreateAppInstanceBot",
    "DescribeAppInstanceBot",
    "UpdateAppInstanceBot",
    "DeleteAppInstanceBot",
    "ListAppInstanceBots",
    "ListAppInstances",
    "ListTagsForResource",
    "TagResource",
    "UntagResource",
  ],
  recoveryOperations: ["ListChannelMembershipsForAppInstanceUser"],
  notes: [
    [
      "Amazon Lex",
      "The Lex bot must be in the AWS account and region of the app instance, and its resource-based " +
        "policy must let `messaging.chime.amazonaws.com` invoke it: [the Amazon Lex " +
        "bot](https://docs.aws.amazon.com/chime-sdk/latest/dg/create-lex-bot.html).",
    ],
    [
      "Adoption",
      "A bot that exists is not adopted. Import it, or read it with `AppInstanceBot.get`. One that an " +
        "interrupted deployment created can be [recovered](../guides/crashes.md#recover), if it is in no " +
        "channel.",
    ],
    ...entityNotes({ noun: "bot", contents: "the bot, which leaves all channels" }),
    [
      "RespondsTo",
      "A bot that was configured with the deprecated `RespondsTo` is read as one with the " +
        '`standardMessages` `"ALL"` and the `targetedMessages` `"NONE"`. An update sends `InvokedBy`.',
    ],
    tagNote("bot"),
  ],
};
