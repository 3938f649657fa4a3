import { ref, type PropertySpec, type ResourceSpec } from "../model";

// Values for examples.
export const APP_INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/7e1c0d5a";
export const CHANNEL = `${APP_INSTANCE}/channel/launch`;
export const CHANNEL_FLOW = `${APP_INSTANCE}/channel-flow/moderation`;
export const ADA = `${APP_INSTANCE}/user/u-1`;
export const BEN = `${APP_INSTANCE}/user/u-2`;
export const EVE = `${APP_INSTANCE}/user/u-3`;
export const HELP_BOT = `${APP_INSTANCE}/bot/4d3c2b1a`;
export const DEPLOYER = `${APP_INSTANCE}/user/deployer`;

/** The beginning of an example: an app instance with two users. */
export const USERS = `
import * as chime from "pulumi-chime";

const { appInstanceArn } = new chime.AppInstance("support", { name: "Support" });
const user = (id: string, name: string) =>
  new chime.AppInstanceUser(id, { appInstanceArn, appInstanceUserId: id, name }).appInstanceUserArn;
const ada = user("u-1", "Ada");

// The user who creates a channel becomes its moderator.
const chimeBearer = user("deployer", "Deployer");
const { channelArn } = new chime.Channel("launch", { appInstanceArn, name: "Launch", chimeBearer });
`;

/** The beginning of an example: an app instance with the user who deploys. */
export const DEPLOYMENT_USER = `
import * as chime from "pulumi-chime";

const { appInstanceArn } = new chime.AppInstance("support", { name: "Support" });
const deployer = new chime.AppInstanceUser("deployer", {
  appInstanceArn,
  appInstanceUserId: "deployer",
  name: "Deployer",
});
`;

export const TYPE = ref("ChannelMembershipType");

export const BEARER_SETTING = "the setting `chime:appInstanceUserArn`";

export const CHANNEL_ARN: PropertySpec = {
  type: "string",
  required: true,
  replaceOnChanges: true,
  description: "The ARN of the channel.",
};

/** The input that names the member of a channel. */
export const MEMBER_ARN: PropertySpec = {
  type: "string",
  required: true,
  replaceOnChanges: true,
  description: "The ARN of the user or bot, of the same app instance as the channel.",
};

/**
 * The input that allows to adopt a right that exists.
 *
 * @param right What it is, with its article: `a moderator`.
 */
export function adoptExistingInput(right: string): PropertySpec {
  const noun = right.slice(right.indexOf(" ") + 1);
  return {
    type: "boolean",
    description: `Whether to adopt ${right} that exists already, made by somebody else or by an interrupted deployment.`,
    defaultDescription: `the setting \`chime:adoptExisting\`, else \`false\`: creating ${right} that exists fails`,
    change: `A change does not affect an existing ${noun}.`,
  };
}

/**
 * The input that names the bearer.
 *
 * @param why Why the bearer must be what it must be: the rest of a sentence.
 */
export function bearerInput(why = ""): PropertySpec {
  return {
    type: "string",
    description:
      "The bearer of the calls: the ARN of an app instance user or bot that is an administrator of the " +
      `app instance or a moderator of the channel${why}.`,
    defaultDescription: BEARER_SETTING,
    change: "The state keeps it for `pulumi destroy`. A change does not change the channel.",
  };
}

export const CHANNEL_ARN_OUTPUT: PropertySpec = {
  type: "string",
  required: true,
  description: "The ARN of the channel.",
};

/** The operations on moderators, single ones and rosters. */
export const MODERATOR_OPERATIONS: ResourceSpec["operations"] = [
  "CreateChannelModerator",
  "DescribeChannelModerator",
  "DeleteChannelModerator",
  "ListChannelModerators",
  "ListChannels",
  "ListAppInstances",
];

export const BEARER_OUTPUT: PropertySpec = {
  type: "string",
  required: true,
  description: "The ARN of the bearer of the calls.",
};

const STRINGS = { type: "object", additionalProperties: { type: "string" } } as const;

export const METADATA: PropertySpec = {
  type: "string",
  description: "Metadata for applications: one line of up to 1,024 characters.",
  defaultDescription: "none",
};

/**
 * The input of expiration settings.
 *
 * @param more What follows the noun in the sentence.
 */
export function expirationInput(noun: string, more: string): PropertySpec {
  return {
    ...ref("ExpirationSettings"),
    description: `When Amazon Chime deletes the ${noun} by itself${more}.`,
    defaultDescription: "never",
  };
}

/** The output of expiration settings. */
export function expirationOutput(noun: string): PropertySpec {
  return {
    ...ref("ExpirationSettings"),
    description: `When Amazon Chime deletes the ${noun} by itself; not set where it does not.`,
  };
}

/** The input of tags. */
export function tagsInput(noun: string): PropertySpec {
  return {
    ...STRINGS,
    description:
      "Tags: up to 50, with keys of 1 to 128 and values of 1 to 256 characters. Keys that begin with " +
      "`aws:` belong to AWS.",
    defaultDescription: `none, and the tags that the ${noun} has are not read`,
  };
}

export const TAGS_OUTPUT: PropertySpec = {
  ...STRINGS,
  description: "The tags; not set where the program sets none.",
};

export const CHANNEL_IMPORT =
  "npx pulumi-chime import --channel YOUR-CHANNEL-ARN --bearer YOUR-APP-INSTANCE-USER-ARN";
