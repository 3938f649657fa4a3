import * as pulumi from "@pulumi/pulumi";

import type { ChannelMember } from "../aws/channels/channelMemberships";
import { arnValidator, validateBearer } from "../schema/channels/arnValidators";
import type { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import { ask, askOutput, type Lookup } from "./lookup";

/** The arguments of {@link getChannelMemberships}. */
export interface GetChannelMembershipsArgs {
  /** The ARN of the channel. */
  channelArn: string;
  /**
   * The ARN of the user or bot on whose behalf it is asked. Only administrators of the app instance and moderators of the
   * channel see its hidden members. The default is the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: string;
}

/** The arguments of {@link getChannelMembershipsOutput}. */
export interface GetChannelMembershipsOutputArgs {
  /** The ARN of the channel. */
  channelArn: pulumi.Input<string>;
  /**
   * The ARN of the user or bot on whose behalf it is asked. Only administrators of the app instance and moderators of the
   * channel see its hidden members. The default is the setting `chime:appInstanceUserArn`.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** A member of a channel, without what is personal. */
export interface GetChannelMembershipsMembership {
  /** The ARN of the user or bot. */
  memberArn: string;
  /** Whether others see the member. */
  type: ChannelMembershipType;
}

/** What is personal about a member of a channel. */
export interface GetChannelMembershipsPerson {
  /** The name; left out where there is none. */
  name?: string;
}

/** The result of {@link getChannelMemberships}. */
export interface GetChannelMembershipsResult {
  /** The channel that was asked for. */
  channelArn: string;
  /** Everybody in the channel, by ARN in ascending order. */
  memberships: GetChannelMembershipsMembership[];
  /** What is personal about them, by ARN: a secret, which Pulumi encrypts and does not show. */
  people: pulumi.Output<Record<string, GetChannelMembershipsPerson>>;
}

/** The result of {@link getChannelMembershipsOutput}. Each part is an Output of its own, so that one alone is a secret. */
export interface GetChannelMembershipsOutputResult {
  /** The channel that was asked for. */
  channelArn: pulumi.Output<string>;
  /** Everybody in the channel, by ARN in ascending order. */
  memberships: pulumi.Output<GetChannelMembershipsMembership[]>;
  /** What is personal about them, by ARN: a secret, which Pulumi encrypts and does not show. */
  people: pulumi.Output<Record<string, GetChannelMembershipsPerson>>;
}

/**
 * Finds out who is in a channel of Amazon Chime SDK Messaging, whoever put them there. It asks whenever the program runs,
 * in a preview too.
 *
 * ```typescript
 * const { memberships } = await chime.getChannelMemberships({ channelArn, chimeBearer });
 * ```
 *
 * @param args The channel.
 * @param opts Whose settings to use: `{ provider }`. Default: those of the stack.
 * @throws Error when an argument cannot be used, before anything is called; when there is no such channel; or when
 * Amazon Chime refuses.
 *
 * Source: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMemberships.html
 */
export async function getChannelMemberships(
  args: GetChannelMembershipsArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetChannelMembershipsResult> {
  const members = await ask(LOOKUP, args, opts);
  return {
    channelArn: args.channelArn,
    memberships: members.map(publicPart),
    people: pulumi.secret(peopleOf(members)),
  };
}

/**
 * As {@link getChannelMemberships}, for arguments that are Outputs. While one of them is unknown in a preview, or comes
 * from a resource that does not exist yet, so is the result.
 *
 * @param args The channel.
 * @param opts Whose settings to use: `{ provider }`, and what must exist before: `{ dependsOn }`.
 * @throws What {@link getChannelMemberships} throws, as the failure of the deployment.
 */
export function getChannelMembershipsOutput(
  args: GetChannelMembershipsOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): GetChannelMembershipsOutputResult {
  const members = askOutput(LOOKUP, args, opts);
  return {
    channelArn: pulumi.output(args.channelArn),
    memberships: members.apply((found) => found.map(publicPart)),
    people: pulumi.secret(members.apply(peopleOf)),
  };
}

const LOOKUP: Lookup<GetChannelMembershipsArgs, ChannelMember[]> = {
  name: "getChannelMemberships",
  rules: {
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
