import * as pulumi from "@pulumi/pulumi";

import { CHANNEL_MEMBERSHIP_SCHEMA } from "../schema/channels/channelMembershipSchema";
import { parseChannelMembershipId } from "../schema/channels/channelMembershipId";
import type { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";
import { declareMembership } from "./declareMembers";

/** The arguments of a {@link ChannelMembership}. */
export interface ChannelMembershipArgs {
  /** The ARN of the channel. A change replaces the membership. */
  channelArn: pulumi.Input<string>;
  /**
   * The ARN of the user or bot, of the same app instance as the channel. A change replaces the membership.
   */
  memberArn: pulumi.Input<string>;
  /**
   * Whether the other members see the member. Default: `DEFAULT`. Amazon Chime cannot change it, so that a change
   * removes the member and adds it again.
   */
  type?: pulumi.Input<ChannelMembershipType | undefined>;
  /**
   * The bearer of the calls: the ARN of an app instance user or bot that is an administrator of the app instance or a
   * moderator of the channel. Default: the setting `chime:appInstanceUserArn`. The state keeps it for `pulumi destroy`. A
   * change does not change the channel.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
  /**
   * Whether to adopt a membership that exists already, created by somebody else or by an interrupted deployment, and give
   * it this type. Default: the setting `chime:adoptExisting`, else `false`: creating a membership that exists fails. A
   * change does not affect an existing membership.
   */
  adoptExisting?: pulumi.Input<boolean | undefined>;
}

/** The arguments of {@link ChannelMembership.get} besides the id. */
export interface ChannelMembershipState {
  /** The ARN of the bearer of the call. Default: the setting `chime:appInstanceUserArn`. */
  chimeBearer?: pulumi.Input<string | undefined>;
}

const NO_OUTPUTS = {
  channelArn: undefined,
  memberArn: undefined,
  type: undefined,
  chimeBearer: undefined,
  invitedByArn: undefined,
};

/**
 * The membership of one user or bot in one channel of Amazon Chime SDK messaging.
 *
 * Pulumi creates it with CreateChannelMembership and deletes it with DeleteChannelMembership. A membership that does not
 * exist counts as deleted; any other error fails the deployment and keeps the resource in the state. Calls keep to the
 * rates that AWS publishes, or to the setting `chime:callsPerSecond`.
 *
 * ```typescript
 * new chime.ChannelMembership("ana", { channelArn, memberArn, chimeBearer });
 * ```
 *
 * The resource id is `channelArn,memberArn`.
 *
 * Sources:
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelMembership.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelMembership.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelMembership.html
 */
export class ChannelMembership extends pulumi.CustomResource {
  /**
   * Reads an existing membership, which Pulumi does not manage: it is never changed or removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The membership, as `channelArn,memberArn`.
   * @param state The bearer of the call.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when `id` is malformed. The deployment fails when the channel has no such member.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ChannelMembershipState = {},
    opts?: pulumi.CustomResourceOptions,
  ): ChannelMembership {
    const lookup = lookupOptions(name, id, state, opts, parseChannelMembershipId);
    return new ChannelMembership(name, state as ChannelMembershipArgs, lookup);
  }

  /** Whether a value is a {@link ChannelMembership}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is ChannelMembership {
    return isResource("ChannelMembership", value);
  }

  /** The ARN of the channel. */
  declare public readonly channelArn: pulumi.Output<string>;
  /** The ARN of the user or bot. */
  declare public readonly memberArn: pulumi.Output<string>;
  /** Whether the other members see the member. */
  declare public readonly type: pulumi.Output<ChannelMembershipType>;
  /** The ARN of the bearer of the calls. */
  declare public readonly chimeBearer: pulumi.Output<string>;
  /** The ARN of the user or bot that invited the member. */
  declare public readonly invitedByArn: pulumi.Output<string | undefined>;

  /**
   * Declares a membership.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares the same membership, bans the user from the channel, or
   * is an exclusive roster that would remove the membership. If an id is unknown, the preview or update fails once it is known.
   */
  public constructor(name: string, args: ChannelMembershipArgs, opts?: pulumi.CustomResourceOptions) {
    const { channelArn, memberArn } = args;
    const membership = { parent: { channelArn }, memberId: memberArn };
    const recordResource = declareMembership(
      CHANNEL_MEMBERSHIP_SCHEMA,
      { kind: "ChannelMembership", name },
      membership,
      opts,
    );
    const inputs = { ...NO_OUTPUTS, ...args };
    super(...resourceArguments("ChannelMembership", name, inputs, opts));
    recordResource(this);
  }
}
