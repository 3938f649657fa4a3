import * as pulumi from "@pulumi/pulumi";

import { CHANNEL_MODERATOR_SCHEMA, parseChannelModeratorId } from "../schema/channels/channelModeratorSchema";
import { declareMembership } from "./declareMembers";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";

/** The arguments of a {@link ChannelModerator}. */
export interface ChannelModeratorArgs {
  /** The ARN of the channel. A change replaces the moderator. */
  channelArn: pulumi.Input<string>;
  /** The ARN of the user or bot, of the same app instance as the channel. A change replaces the moderator. */
  channelModeratorArn: pulumi.Input<string>;
  /**
   * The bearer of the calls: the ARN of an app instance user or bot that is an administrator of the app instance or a
   * moderator of the channel. Default: the setting `chime:appInstanceUserArn`. The state keeps it for `pulumi destroy`. A
   * change does not change the channel.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
  /**
   * Whether to adopt a moderator that exists already, made by somebody else or by an interrupted deployment. Default: the
   * setting `chime:adoptExisting`, else `false`: creating a moderator that exists fails. A change does not affect an
   * existing moderator.
   */
  adoptExisting?: pulumi.Input<boolean | undefined>;
}

/** The arguments of {@link ChannelModerator.get} besides the id. */
export interface ChannelModeratorState {
  /** The ARN of the bearer of the call. Default: the setting `chime:appInstanceUserArn`. */
  chimeBearer?: pulumi.Input<string | undefined>;
}

const NO_OUTPUTS = {
  channelArn: undefined,
  channelModeratorArn: undefined,
  chimeBearer: undefined,
  createdByArn: undefined,
};

/**
 * A moderator of a channel: a user or bot that may add and remove its members, moderators and bans.
 *
 * Pulumi creates it with CreateChannelModerator and deletes it with DeleteChannelModerator, which does not remove a
 * membership. A moderator that does not exist counts as deleted; any other error fails the deployment and keeps the
 * resource in the state. Calls keep to the rates that AWS publishes, or to the setting `chime:callsPerSecond`.
 *
 * ```typescript
 * new chime.ChannelModerator("ana", { channelArn, channelModeratorArn, chimeBearer });
 * ```
 *
 * The resource id is `channelArn,moderator,channelModeratorArn`.
 *
 * Sources:
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelModerator.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelModerator.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelModerator.html
 */
export class ChannelModerator extends pulumi.CustomResource {
  /**
   * Reads an existing moderator, which Pulumi does not manage: it is never removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The moderator, as `channelArn,moderator,channelModeratorArn`.
   * @param state The bearer of the call.
   * @param opts The options of any Pulumi resource.
   * @throws Error when `id` is malformed. The deployment fails when the channel has no such moderator.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ChannelModeratorState = {},
    opts?: pulumi.CustomResourceOptions,
  ): ChannelModerator {
    const lookup = lookupOptions(name, id, state, opts, parseChannelModeratorId);
    return new ChannelModerator(name, state as ChannelModeratorArgs, lookup);
  }

  /** Whether a value is a {@link ChannelModerator}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is ChannelModerator {
    return isResource("ChannelModerator", value);
  }

  /** The ARN of the channel. */
  declare public readonly channelArn: pulumi.Output<string>;
  /** The ARN of the user or bot. */
  declare public readonly channelModeratorArn: pulumi.Output<string>;
  /** The ARN of the bearer of the calls. */
  declare public readonly chimeBearer: pulumi.Output<string>;
  /** The ARN of the user or bot that made the moderator. */
  declare public readonly createdByArn: pulumi.Output<string | undefined>;

  /**
   * Declares a moderator.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares the same moderator, or bans the user from the channel.
   * If an id is unknown, the preview or update fails once it is known.
   */
  public constructor(name: string, args: ChannelModeratorArgs, opts?: pulumi.CustomResourceOptions) {
    const { channelArn, channelModeratorArn } = args;
    const membership = { parent: { channelArn }, memberId: channelModeratorArn };
    const recordResource = declareMembership(
      CHANNEL_MODERATOR_SCHEMA,
      { kind: "ChannelModerator", name },
      membership,
      opts,
    );
    const inputs = { ...NO_OUTPUTS, ...args };
    super(...resourceArguments("ChannelModerator", name, inputs, opts));
    recordResource(this);
  }
}
