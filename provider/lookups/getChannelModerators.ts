import type * as pulumi from "@pulumi/pulumi";

import { arnValidator } from "../schema/channels/arnValidators";
import { bearerOf, validateOptionalBearer } from "./bearer";
import type { AppInstancePerson } from "./appInstancePerson";
import { invokeOutputWithPeople, invokeWithPeople, peopleOf, type LookupWithPeople } from "./people";
import { sortedBy } from "./sortedBy";

/** The arguments of {@link getChannelModerators}. */
export interface GetChannelModeratorsArgs {
  /** The ARN of the channel. */
  channelArn: string;
  /**
   * The ARN of the bearer, an app instance user or bot: an administrator of the app instance or a moderator of the
   * channel. Default: the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: string;
}

/** The arguments of {@link getChannelModeratorsOutput}. */
export interface GetChannelModeratorsOutputArgs {
  /** The ARN of the channel. */
  channelArn: pulumi.Input<string>;
  /**
   * The ARN of the bearer, an app instance user or bot: an administrator of the app instance or a moderator of the
   * channel. Default: the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** The result of {@link getChannelModerators}. */
export interface GetChannelModeratorsResult {
  /** The channel, as in the arguments. */
  channelArn: string;
  /** The ARNs of all moderators, sorted. */
  channelModeratorArns: string[];
  /** Their personal data by ARN. A secret. */
  people: pulumi.Output<Record<string, AppInstancePerson>>;
}

/** The result of {@link getChannelModeratorsOutput}. The personal data are an Output of their own, and a secret. */
export type GetChannelModeratorsOutputResult = pulumi.Output<
  Pick<GetChannelModeratorsResult, "channelArn" | "channelModeratorArns">
> &
  Pick<GetChannelModeratorsResult, "people">;

/**
 * Returns all moderators of a channel, whoever added them. It runs in every preview and update.
 *
 * ```typescript
 * const { channelModeratorArns } = await chime.getChannelModerators({ channelArn, chimeBearer });
 * ```
 *
 * @param args The channel.
 * @param opts The provider whose settings to use: `{ provider }`. Default: the settings of the stack.
 * @throws Error when an argument is invalid, before any call; or when a call fails, also when there is no such
 * channel.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelModerators.html
 */
export function getChannelModerators(
  args: GetChannelModeratorsArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetChannelModeratorsResult> {
  return invokeWithPeople(GET_CHANNEL_MODERATORS_LOOKUP, args, opts);
}

/**
 * As {@link getChannelModerators}, for arguments that are Outputs. The result is unknown in a preview while an
 * argument is unknown or comes from a resource that does not exist yet.
 *
 * @param args The channel.
 * @param opts `{ provider }`, as above, and the resources that must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for everything that {@link getChannelModerators} throws.
 */
export function getChannelModeratorsOutput(
  args: GetChannelModeratorsOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): GetChannelModeratorsOutputResult {
  return invokeOutputWithPeople(GET_CHANNEL_MODERATORS_LOOKUP, args, opts);
}

/** @internal {@link getChannelModerators} as data. */
export const GET_CHANNEL_MODERATORS_LOOKUP: LookupWithPeople<
  GetChannelModeratorsArgs,
  GetChannelModeratorsResult
> = {
  name: "getChannelModerators",
  validators: { channelArn: arnValidator("channel"), chimeBearer: validateOptionalBearer },
  find: async ({ channelModerators }, { channelArn, ...args }, settings) => {
    const chimeBearer = bearerOf(channelArn, args, settings);
    const found = await channelModerators.members({ channelArn, chimeBearer });
    const members = sortedBy(found, ({ memberArn }) => memberArn);
    const channelModeratorArns = members.map(({ memberArn }) => memberArn);
    return { result: { channelArn, channelModeratorArns }, people: peopleOf(members) };
  },
};
