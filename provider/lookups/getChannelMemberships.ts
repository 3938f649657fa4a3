import type * as pulumi from "@pulumi/pulumi";

import { arnValidator } from "../schema/channels/arnValidators";
import type { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import { bearerOf, validateOptionalBearer } from "./bearer";
import type { AppInstancePerson } from "./appInstancePerson";
import { invokeOutputWithPeople, invokeWithPeople, peopleOf, type LookupWithPeople } from "./people";
import { sortedBy } from "./sortedBy";

/** The arguments of {@link getChannelMemberships}. */
export interface GetChannelMembershipsArgs {
  /** The ARN of the channel. */
  channelArn: string;
  /**
   * The ARN of the bearer, an app instance user or bot. Only administrators of the app instance and moderators of the
   * channel see hidden members. Default: the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: string;
}

/** The arguments of {@link getChannelMembershipsOutput}. */
export interface GetChannelMembershipsOutputArgs {
  /** The ARN of the channel. */
  channelArn: pulumi.Input<string>;
  /**
   * The ARN of the bearer, an app instance user or bot. Only administrators of the app instance and moderators of the
   * channel see hidden members. Default: the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** A member of a channel, without personal data. */
export interface GetChannelMembershipsMembership {
  /** The ARN of the user or bot. */
  memberArn: string;
  /** Whether the other members see the member. */
  type: ChannelMembershipType;
}

/** The result of {@link getChannelMemberships}. */
export interface GetChannelMembershipsResult {
  /** The channel, as in the arguments. */
  channelArn: string;
  /** All members, sorted by ARN. */
  memberships: GetChannelMembershipsMembership[];
  /** Their personal data by ARN. A secret. */
  people: pulumi.Output<Record<string, AppInstancePerson>>;
}

/** The result of {@link getChannelMembershipsOutput}. The personal data are an Output of their own, and a secret. */
export type GetChannelMembershipsOutputResult = pulumi.Output<
  Pick<GetChannelMembershipsResult, "channelArn" | "memberships">
> &
  Pick<GetChannelMembershipsResult, "people">;

/**
 * Returns all members of a channel of Amazon Chime SDK messaging, whoever added them. It runs in every preview and
 * update.
 *
 * ```typescript
 * const { memberships } = await chime.getChannelMemberships({ channelArn, chimeBearer });
 * ```
 *
 * @param args The channel.
 * @param opts The provider whose settings to use: `{ provider }`. Default: the settings of the stack.
 * @throws Error when an argument is invalid, before any call; when there is no such channel; or when a call fails.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMemberships.html
 */
export function getChannelMemberships(
  args: GetChannelMembershipsArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetChannelMembershipsResult> {
  return invokeWithPeople(GET_CHANNEL_MEMBERSHIPS_LOOKUP, args, opts);
}

/**
 * As {@link getChannelMemberships}, for arguments that are Outputs. The result is unknown in a preview while an
 * argument is unknown or comes from a resource that does not exist yet.
 *
 * @param args The channel.
 * @param opts `{ provider }`, as above, and the resources that must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for everything that {@link getChannelMemberships} throws.
 */
export function getChannelMembershipsOutput(
  args: GetChannelMembershipsOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): GetChannelMembershipsOutputResult {
  return invokeOutputWithPeople(GET_CHANNEL_MEMBERSHIPS_LOOKUP, args, opts);
}

/** @internal {@link getChannelMemberships} as data. */
export const GET_CHANNEL_MEMBERSHIPS_LOOKUP: LookupWithPeople<
  GetChannelMembershipsArgs,
  GetChannelMembershipsResult
> = {
  name: "getChannelMemberships",
  validators: { channelArn: arnValidator("channel"), chimeBearer: validateOptionalBearer },
  find: async ({ channelMemberships }, { channelArn, ...args }, settings) => {
    const chimeBearer = bearerOf(channelArn, args, settings);
    const found = await channelMemberships.members({ channelArn, chimeBearer });
    const members = sortedBy(found, ({ memberArn }) => memberArn);
    const memberships = members.map(({ memberArn, role }) => ({
      memberArn,
      type: role as ChannelMembershipType,
    }));
    return { result: { channelArn, memberships }, people: peopleOf(members) };
  },
};
