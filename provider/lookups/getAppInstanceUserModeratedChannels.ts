import type * as pulumi from "@pulumi/pulumi";

import { arnValidator } from "../schema/channels/arnValidators";
import type { ChannelMode } from "../schema/channels/channelMode";
import type { ChannelPrivacy } from "../schema/channels/channelPrivacy";
import { bearerOf, validateOptionalBearer } from "./bearer";
import { invoke, invokeOutput, type Lookup } from "./lookup";
import { sortedBy } from "./sortedBy";

/** The arguments of {@link getAppInstanceUserModeratedChannels}. */
export interface GetAppInstanceUserModeratedChannelsArgs {
  /** The ARN of the user or bot. */
  appInstanceUserArn: string;
  /**
   * The ARN of the bearer, an app instance user or bot. Only an administrator of the app instance may list the
   * channels of others. Default: the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: string;
}

/** The arguments of {@link getAppInstanceUserModeratedChannelsOutput}. */
export interface GetAppInstanceUserModeratedChannelsOutputArgs {
  /** The ARN of the user or bot. */
  appInstanceUserArn: pulumi.Input<string>;
  /**
   * The ARN of the bearer, an app instance user or bot. Only an administrator of the app instance may list the
   * channels of others. Default: the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** A channel that a user or bot moderates. */
export interface GetAppInstanceUserModeratedChannelsChannel {
  /** The ARN of the channel. */
  channelArn: string;
  /** The display name of the channel. */
  name: string;
  /** Who may add members. */
  mode: ChannelMode;
  /** Who can find the channel. */
  privacy: ChannelPrivacy;
}

/** The result of {@link getAppInstanceUserModeratedChannels}. */
export interface GetAppInstanceUserModeratedChannelsResult {
  /** The user or bot, as in the arguments. */
  appInstanceUserArn: string;
  /** The channels, sorted by ARN. */
  channels: GetAppInstanceUserModeratedChannelsChannel[];
}

/**
 * Returns all channels that a user or bot of an app instance moderates, whoever made it a moderator. It runs in every
 * preview and update.
 *
 * ```typescript
 * const { channels } = await chime.getAppInstanceUserModeratedChannels({ appInstanceUserArn, chimeBearer });
 * ```
 *
 * @param args The user or bot.
 * @param opts The provider whose settings to use: `{ provider }`. Default: the settings of the stack.
 * @throws Error when an argument is invalid, before any call; or when a call fails, also when there is no such user.
 *
 * Source:
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelsModeratedByAppInstanceUser.html
 */
export function getAppInstanceUserModeratedChannels(
  args: GetAppInstanceUserModeratedChannelsArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetAppInstanceUserModeratedChannelsResult> {
  return invoke(GET_APP_INSTANCE_USER_MODERATED_CHANNELS_LOOKUP, args, opts);
}

/**
 * As {@link getAppInstanceUserModeratedChannels}, for arguments that are Outputs. The result is unknown in a preview
 * while an argument is unknown or comes from a resource that does not exist yet.
 *
 * @param args The user or bot.
 * @param opts `{ provider }`, as above, and the resources that must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for everything that {@link getAppInstanceUserModeratedChannels} throws.
 */
export function getAppInstanceUserModeratedChannelsOutput(
  args: GetAppInstanceUserModeratedChannelsOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetAppInstanceUserModeratedChannelsResult> {
  return invokeOutput(GET_APP_INSTANCE_USER_MODERATED_CHANNELS_LOOKUP, args, opts);
}

/** @internal {@link getAppInstanceUserModeratedChannels} as data. */
export const GET_APP_INSTANCE_USER_MODERATED_CHANNELS_LOOKUP: Lookup<
  GetAppInstanceUserModeratedChannelsArgs,
  GetAppInstanceUserModeratedChannelsResult
> = {
  name: "getAppInstanceUserModeratedChannels",
  validators: { appInstanceUserArn: arnValidator("user", "bot"), chimeBearer: validateOptionalBearer },
  find: async ({ channelsOfUser }, { appInstanceUserArn, ...args }, settings) => {
    const user = { userArn: appInstanceUserArn, chimeBearer: bearerOf(appInstanceUserArn, args, settings) };
    const found = await channelsOfUser.moderated(user);
    return { appInstanceUserArn, channels: sortedBy(found, ({ channelArn }) => channelArn) };
  },
};
