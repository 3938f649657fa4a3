import type * as pulumi from "@pulumi/pulumi";

import { arnValidator } from "../schema/channels/arnValidators";
import { bearerOf, validateOptionalBearer } from "./bearer";
import type { AppInstancePerson } from "./appInstancePerson";
import { invokeOutputWithPeople, invokeWithPeople, peopleOf, type LookupWithPeople } from "./people";
import { sortedBy } from "./sortedBy";

/** The arguments of {@link getChannelBans}. */
export interface GetChannelBansArgs {
  /** The ARN of the channel. */
  channelArn: string;
  /**
   * The ARN of the bearer, an app instance user or bot: an administrator of the app instance or a moderator of the
   * channel. Default: the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: string;
}

/** The arguments of {@link getChannelBansOutput}. */
export interface GetChannelBansOutputArgs {
  /** The ARN of the channel. */
  channelArn: pulumi.Input<string>;
  /**
   * The ARN of the bearer, an app instance user or bot: an administrator of the app instance or a moderator of the
   * channel. Default: the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** The result of {@link getChannelBans}. */
export interface GetChannelBansResult {
  /** The channel, as in the arguments. */
  channelArn: string;
  /** The ARNs of all users and bots that are banned, sorted. */
  memberArns: string[];
  /** Their personal data by ARN. A secret. */
  people: pulumi.Output<Record<string, AppInstancePerson>>;
}

/** The result of {@link getChannelBansOutput}. The personal data are an Output of their own, and a secret. */
export type GetChannelBansOutputResult = pulumi.Output<
  Pick<GetChannelBansResult, "channelArn" | "memberArns">
> &
  Pick<GetChannelBansResult, "people">;

/**
 * Returns all bans from a channel, whoever made them. It runs in every preview and update.
 *
 * ```typescript
 * const { memberArns } = await chime.getChannelBans({ channelArn, chimeBearer });
 * ```
 *
 * @param args The channel.
 * @param opts The provider whose settings to use: `{ provider }`. Default: the settings of the stack.
 * @throws Error when an argument is invalid, before any call; or when a call fails, also when there is no such
 * channel.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelBans.html
 */
export function getChannelBans(
  args: GetChannelBansArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetChannelBansResult> {
  return invokeWithPeople(GET_CHANNEL_BANS_LOOKUP, args, opts);
}

/**
 * As {@link getChannelBans}, for arguments that are Outputs. The result is unknown in a preview while an argument is
 * unknown or comes from a resource that does not exist yet.
 *
 * @param args The channel.
 * @param opts `{ provider }`, as above, and the resources that must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for everything that {@link getChannelBans} throws.
 */
export function getChannelBansOutput(
  args: GetChannelBansOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): GetChannelBansOutputResult {
  return invokeOutputWithPeople(GET_CHANNEL_BANS_LOOKUP, args, opts);
}

/** @internal {@link getChannelBans} as data. */
export const GET_CHANNEL_BANS_LOOKUP: LookupWithPeople<GetChannelBansArgs, GetChannelBansResult> = {
  name: "getChannelBans",
  validators: { channelArn: arnValidator("channel"), chimeBearer: validateOptionalBearer },
  find: async ({ channelBans }, { channelArn, ...args }, settings) => {
    const chimeBearer = bearerOf(channelArn, args, settings);
    const found = await channelBans.members({ channelArn, chimeBearer });
    const members = sortedBy(found, ({ memberArn }) => memberArn);
    const memberArns = members.map(({ memberArn }) => memberArn);
    return { result: { channelArn, memberArns }, people: peopleOf(members) };
  },
};
