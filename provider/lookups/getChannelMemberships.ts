import * as pulumi from "@pulumi/pulumi";

import type { ChannelMember } from "../aws/channels/channelMemberships";
import { arnValidator, validateBearer } from "../schema/channels/arnValidators";
import type { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import { invoke, invokeOutput, type Lookup } from "./lookup";
import { withSecrets } from "./withSecrets";

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

/** The personal data of a member of a channel. */
export interface GetChannelMembershipsPerson {
  /** The name; not set where there is none. */
  name?: string;
}

/** The result of {@link getChannelMemberships}. */
export interface GetChannelMembershipsResult {
  /** The channel, as in the arguments. */
  channelArn: string;
  /** All members, sorted by ARN. */
  memberships: GetChannelMembershipsMembership[];
  /** Their personal data by ARN. A secret. */
  people: pulumi.Output<Record<string, GetChannelMembershipsPerson>>;
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
export async function getChannelMemberships(
  args: GetChannelMembershipsArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetChannelMembershipsResult> {
  const members = await invoke(LOOKUP, args, opts);
  return {
    channelArn: args.channelArn,
    memberships: members.map(publicPart),
    people: pulumi.secret(peopleOf(members)),
  };
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
  const members = invokeOutput(LOOKUP, args, opts);
  const known = pulumi.all([args.channelArn, members]);
  return withSecrets(
    known.apply(([channelArn, found]) => ({ channelArn, memberships: found.map(publicPart) })),
    { people: pulumi.secret(members.apply(peopleOf)) },
  );
}

const LOOKUP: Lookup<GetChannelMembershipsArgs, ChannelMember[]> = {
  name: "getChannelMemberships",
  validators: {
    channelArn: arnValidator("channel"),
    chimeBearer: (value) => (value === undefined || value === null ? undefined : validateBearer(value)),
  },
  find: async ({ channelMemberships }, { channelArn, chimeBearer }, { appInstanceUserArn }) => {
    const bearer = chimeBearer ?? appInstanceUserArn;
    if (bearer === undefined) throw new Error(`chimeBearer ${validateBearer(undefined) ?? ""}`);
    const members = await channelMemberships.members({ channelArn, chimeBearer: bearer });
    return members.sort((one, other) => (one.memberArn < other.memberArn ? -1 : 1));
  },
};

function publicPart({ memberArn, type }: ChannelMember): GetChannelMembershipsMembership {
  return { memberArn, type };
}

function peopleOf(members: readonly ChannelMember[]): Record<string, GetChannelMembershipsPerson> {
  return Object.fromEntries(
    members.map(({ memberArn, name }) => [memberArn, name === undefined ? {} : { name }]),
  );
}
