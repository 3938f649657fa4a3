import type * as pulumi from "@pulumi/pulumi";

import { arnValidator } from "../schema/channels/arnValidators";
import type { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import { bearerOf, validateOptionalBearer } from "./bearer";
import type { GetAppInstanceUserModeratedChannelsChannel } from "./getAppInstanceUserModeratedChannels";
import { invoke, invokeOutput, type Lookup } from "./lookup";
import { sortedBy } from "./sortedBy";

/** The arguments of {@link getAppInstanceUserMemberships}. */
export interface GetAppInstanceUserMembershipsArgs {
  /** The ARN of the user or bot. */
  appInstanceUserArn: string;
  /**
   * The ARN of the bearer, an app instance user or bot. Only an administrator of the app instance may list the
   * channels of others. Default: the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: string;
}

/** The arguments of {@link getAppInstanceUserMembershipsOutput}. */
export interface GetAppInstanceUserMembershipsOutputArgs {
  /** The ARN of the user or bot. */
  appInstanceUserArn: pulumi.Input<string>;
  /**
   * The ARN of the bearer, an app instance user or bot. Only an administrator of the app instance may list the
   * channels of others. Default: the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** A membership of a user or bot, with the channel. */
export interface GetAppInstanceUserMembershipsMembership extends GetAppInstanceUserModeratedChannelsChannel {
  /** Whether the other members see the member. */
  type: ChannelMembershipType;
}

/** The result of {@link getAppInstanceUserMemberships}. */
export interface GetAppInstanceUserMembershipsResult {
  /** The user or bot, as in the arguments. */
  appInstanceUserArn: string;
  /** The memberships, sorted by the ARN of the channel. */
  memberships: GetAppInstanceUserMembershipsMembership[];
}

/**
 * Returns all channels of which a user or bot of an app instance is a member, whoever added it. It runs in every
 * preview and update.
 *
 * ```typescript
 * const { memberships } = await chime.getAppInstanceUserMemberships({ appInstanceUserArn, chimeBearer });
 * ```
 *
 * @param args The user or bot.
 * @param opts The provider whose settings to use: `{ provider }`. Default: the settings of the stack.
 * @throws Error when an argument is invalid, before any call; or when a call fails, also when there is no such user.
 *
 * Source:
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMembershipsForAppInstanceUser.html
 */
export function getAppInstanceUserMemberships(
  args: GetAppInstanceUserMembershipsArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetAppInstanceUserMembershipsResult> {
  return invoke(GET_APP_INSTANCE_USER_MEMBERSHIPS_LOOKUP, args, opts);
}

/**
 * As {@link getAppInstanceUserMemberships}, for arguments that are Outputs. The result is unknown in a preview while
 * an argument is unknown or comes from a resource that does not exist yet.
 *
 * @param args The user or bot.
 * @param opts `{ provider }`, as above, and the resources that must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for everything that {@link getAppInstanceUserMemberships} throws.
 */
export function getAppInstanceUserMembershipsOutput(
  args: GetAppInstanceUserMembershipsOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): pulumi.Output<GetAppInstanceUserMembershipsResult> {
  return invokeOutput(GET_APP_INSTANCE_USER_MEMBERSHIPS_LOOKUP, args, opts);
}

/** @internal {@link getAppInstanceUserMemberships} as data. */
export const GET_APP_INSTANCE_USER_MEMBERSHIPS_LOOKUP: Lookup<
  GetAppInstanceUserMembershipsArgs,
  GetAppInstanceUserMembershipsResult
> = {
  name: "getAppInstanceUserMemberships",
  validators: { appInstanceUserArn: arnValidator("user", "bot"), chimeBearer: validateOptionalBearer },
  find: async ({ channelsOfUser }, { appInstanceUserArn, ...args }, settings) => {
    const user = { userArn: appInstanceUserArn, chimeBearer: bearerOf(appInstanceUserArn, args, settings) };
    const found = await channelsOfUser.memberships(user);
    return { appInstanceUserArn, memberships: sortedBy(found, ({ channelArn }) => channelArn) };
  },
};
