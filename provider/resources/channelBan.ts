import * as pulumi from "@pulumi/pulumi";

import { CHANNEL_BAN_SCHEMA, parseChannelBanId } from "../schema/channels/channelBanSchema";
import { declareMembership } from "./declareMembers";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";

/** The arguments of a {@link ChannelBan}. */
export interface ChannelBanArgs {
  /** The ARN of the channel. A change replaces the ban. */
  channelArn: pulumi.Input<string>;
  /** The ARN of the user or bot, of the same app instance as the channel. A change replaces the ban. */
  memberArn: pulumi.Input<string>;
  /**
   * The bearer of the calls: the ARN of an app instance user or bot that is an administrator of the app instance or a
   * moderator of the channel. Default: the setting `chime:appInstanceUserArn`. The state keeps it for `pulumi destroy`. A
   * change does not change the channel.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
  /**
   * Whether to adopt a ban that exists already, made by somebody else or by an interrupted deployment. Default: the setting
   * `chime:adoptExisting`, else `false`: creating a ban that exists fails. A change does not affect an existing ban.
   */
  adoptExisting?: pulumi.Input<boolean | undefined>;
}

/** The arguments of {@link ChannelBan.get} besides the id. */
export interface ChannelBanState {
  /** The ARN of the bearer of the call. Default: the setting `chime:appInstanceUserArn`. */
  chimeBearer?: pulumi.Input<string | undefined>;
}

const NO_OUTPUTS = {
  channelArn: undefined,
  memberArn: undefined,
  chimeBearer: undefined,
  createdByArn: undefined,
};

/**
 * The ban of one user or bot from one channel: nobody can add it while the ban exists.
 *
 * Pulumi creates it with CreateChannelBan, which also removes a membership, and deletes it with DeleteChannelBan, which
 * does not add one. A ban that does not exist counts as deleted; any other error fails the deployment and keeps the
 * resource in the state. Calls keep to the rates that AWS publishes, or to the setting `chime:callsPerSecond`.
 *
 * ```typescript
 * new chime.ChannelBan("eve", { channelArn, memberArn, chimeBearer });
 * ```
 *
 * The resource id is `channelArn,ban,memberArn`.
 *
 * Sources:
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelBan.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelBan.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelBan.html
 */
export class ChannelBan extends pulumi.CustomResource {
  /**
   * Reads an existing ban, which Pulumi does not manage: it is never removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The ban, as `channelArn,ban,memberArn`.
   * @param state The bearer of the call.
   * @param opts The options of any Pulumi resource.
   * @throws Error when `id` is malformed. The deployment fails when the channel has no such ban.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ChannelBanState = {},
    opts?: pulumi.CustomResourceOptions,
  ): ChannelBan {
    const lookup = lookupOptions(name, id, state, opts, parseChannelBanId);
    return new ChannelBan(name, state as ChannelBanArgs, lookup);
  }

  /** Whether a value is a {@link ChannelBan}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is ChannelBan {
    return isResource("ChannelBan", value);
  }

  /** The ARN of the channel. */
  declare public readonly channelArn: pulumi.Output<string>;
  /** The ARN of the user or bot. */
  declare public readonly memberArn: pulumi.Output<string>;
  /** The ARN of the bearer of the calls. */
  declare public readonly chimeBearer: pulumi.Output<string>;
  /** The ARN of the user or bot that made the ban. */
  declare public readonly createdByArn: pulumi.Output<string | undefined>;

  /**
   * Declares a ban.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares the same ban, or makes the user a member or moderator
   * of the channel, or an administrator. If an id is unknown, the preview or update fails once it is known.
   */
  public constructor(name: string, args: ChannelBanArgs, opts?: pulumi.CustomResourceOptions) {
    const { channelArn, memberArn } = args;
    const membership = { parent: { channelArn }, memberId: memberArn };
    const recordResource = declareMembership(
      CHANNEL_BAN_SCHEMA,
      { kind: "ChannelBan", name },
      membership,
      opts,
    );
    const inputs = { ...NO_OUTPUTS, ...args };
    super(...resourceArguments("ChannelBan", name, inputs, opts));
    recordResource(this);
  }
}
