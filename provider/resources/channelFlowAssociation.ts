import * as pulumi from "@pulumi/pulumi";

import { FLOW, parseSettingId } from "../schema/channels/settingId";
import { declareSetting } from "./declareSetting";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";

/** The arguments of a {@link ChannelFlowAssociation}. */
export interface ChannelFlowAssociationArgs {
  /** The ARN of the channel. A change replaces the association. */
  channelArn: pulumi.Input<string>;
  /** The ARN of the channel flow, of the same app instance as the channel. A change replaces the association. */
  channelFlowArn: pulumi.Input<string>;
  /**
   * The bearer of the calls: the ARN of an app instance user or bot that is an administrator of the app instance or a
   * moderator of the channel. Default: the setting `chime:appInstanceUserArn`. The state keeps it for `pulumi destroy`. A
   * change does not change the channel.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
  /**
   * Whether to adopt an association that exists already, made by somebody else or by an interrupted deployment. Default:
   * the setting `chime:adoptExisting`, else `false`: creating an association that exists fails. A change does not affect
   * an existing association.
   */
  adoptExisting?: pulumi.Input<boolean | undefined>;
}

/** The arguments of {@link ChannelFlowAssociation.get} besides the id. */
export interface ChannelFlowAssociationState {
  /** The ARN of the bearer of the call. Default: the setting `chime:appInstanceUserArn`. */
  chimeBearer?: pulumi.Input<string | undefined>;
}

const NO_OUTPUTS = { channelArn: undefined, channelFlowArn: undefined, chimeBearer: undefined };

/**
 * The channel flow of a channel, whose processors receive each message before the members do.
 *
 * Pulumi creates the association with AssociateChannelFlow and deletes it with DisassociateChannelFlow, which does not
 * delete the channel flow. An association that does not exist counts as deleted; any other error fails the deployment
 * and keeps the resource in the state. A channel has one channel flow at most. Another one replaces the association: the
 * old one is removed first, and messages that are sent in between are not processed. Calls keep to the rates that AWS
 * publishes, or to the setting `chime:callsPerSecond`.
 *
 * ```typescript
 * new chime.ChannelFlowAssociation("moderation", { channelArn, channelFlowArn, chimeBearer });
 * ```
 *
 * The resource id is `channelArn,flow`.
 *
 * Sources: https://docs.aws.amazon.com/chime-sdk/latest/dg/associate-channel-flow.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_AssociateChannelFlow.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannel.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DisassociateChannelFlow.html
 */
export class ChannelFlowAssociation extends pulumi.CustomResource {
  /**
   * Reads an existing association, which Pulumi does not manage: it is never removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The association, as `channelArn,flow`.
   * @param state The bearer of the call.
   * @param opts The options of any Pulumi resource.
   * @throws Error when `id` is malformed. The deployment fails when the channel has no channel flow.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ChannelFlowAssociationState = {},
    opts?: pulumi.CustomResourceOptions,
  ): ChannelFlowAssociation {
    const lookup = lookupOptions(name, id, state, opts, (text) => parseSettingId(FLOW, text));
    return new ChannelFlowAssociation(name, state as ChannelFlowAssociationArgs, lookup);
  }

  /** Whether a value is a {@link ChannelFlowAssociation}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is ChannelFlowAssociation {
    return isResource("ChannelFlowAssociation", value);
  }

  /** The ARN of the channel. */
  declare public readonly channelArn: pulumi.Output<string>;
  /** The ARN of the channel flow. */
  declare public readonly channelFlowArn: pulumi.Output<string>;
  /** The ARN of the bearer of the calls. */
  declare public readonly chimeBearer: pulumi.Output<string>;

  /**
   * Declares the channel flow of a channel.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares the channel flow of the same channel. If an ARN is
   * unknown, the preview or update fails once it is known.
   */
  public constructor(name: string, args: ChannelFlowAssociationArgs, opts?: pulumi.CustomResourceOptions) {
    const recordResource = declareSetting(
      FLOW,
      { kind: "ChannelFlowAssociation", name },
      args.channelArn,
      opts,
    );
    super(...resourceArguments("ChannelFlowAssociation", name, { ...NO_OUTPUTS, ...args }, opts));
    recordResource(this);
  }
}
