import * as pulumi from "@pulumi/pulumi";

import { channelArnOf, parseChannelId } from "../schema/channels/channelId";
import type { ChannelMode } from "../schema/channels/channelMode";
import type { ChannelPrivacy } from "../schema/channels/channelPrivacy";
import type { ExpirationSettings } from "../schema/channels/expirationSettings";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";
import { idOutput } from "./idOutput";
import { isDeclared } from "./declareOnce";
import { recordChosenId, recordOwned } from "./programLedger";

/** The arguments of a {@link Channel}. */
export interface ChannelArgs {
  /** The ARN of the channel's app instance. A change replaces the channel. */
  appInstanceArn: pulumi.Input<string>;
  /** The display name: 1 to 256 characters. Need not be unique. Updated in place. */
  name: pulumi.Input<string>;
  /**
   * Who may add members: every member (`UNRESTRICTED`), or only administrators of the app instance and moderators of the
   * channel (`RESTRICTED`). Default: `UNRESTRICTED`. Updated in place.
   */
  mode?: pulumi.Input<ChannelMode | undefined>;
  /**
   * Who can find the channel: every user of the app instance (`PUBLIC`), or only its members (`PRIVATE`). Default:
   * `PUBLIC`. Amazon Chime cannot change it, so a change replaces the channel and deletes its messages.
   */
  privacy?: pulumi.Input<ChannelPrivacy | undefined>;
  /** Metadata for applications: one line of up to 1,024 characters. Default: none. Updated in place. */
  metadata?: pulumi.Input<string | undefined>;
  /**
   * When Amazon Chime deletes the channel by itself, with its messages. Default: never. Updated in place.
   */
  expirationSettings?: pulumi.Input<ExpirationSettings | undefined>;
  /**
   * Tags: up to 50, with keys of 1 to 128 and values of 1 to 256 characters. Keys that begin with `aws:` belong to AWS.
   * Default: none, and the tags that the channel has are not read. Updated in place.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /**
   * The last part of the channel's ARN: 1 to 64 letters, digits, colons, hyphens, underscores, dots and at signs.
   * Default: Amazon Chime assigns it. A change replaces the channel. If a channel with this id exists already, the
   * create fails, and that channel is never deleted, not even after a create with an unknown outcome.
   */
  channelId?: pulumi.Input<string | undefined>;
  /**
   * The bearer of the calls: the ARN of an app instance user or bot, which becomes a moderator of the channel. Default:
   * the setting `chime:appInstanceUserArn`. The state keeps it for `pulumi destroy`. A change does not change the
   * channel; the new bearer must be an administrator of the app instance or a moderator of the channel.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** The arguments of {@link Channel.get} besides the id. */
export interface ChannelState {
  /** The ARN of the bearer of the call. Default: the setting `chime:appInstanceUserArn`. */
  chimeBearer?: pulumi.Input<string | undefined>;
}

const NO_OUTPUTS = {
  channelArn: undefined,
  appInstanceArn: undefined,
  name: undefined,
  mode: undefined,
  privacy: undefined,
  metadata: undefined,
  expirationSettings: undefined,
  tags: undefined,
  channelId: undefined,
  chimeBearer: undefined,
};

/**
 * A channel of Amazon Chime SDK messaging.
 *
 * Pulumi creates it with CreateChannel, updates it with UpdateChannel and deletes it with DeleteChannel. DeleteChannel
 * also deletes the messages in the channel: consider the resource option `protect: true`. A channel that does not exist
 * counts as deleted; any other error fails the deployment and keeps the resource in the state.
 *
 * ```typescript
 * const channel = new chime.Channel("launch", { appInstanceArn, name: "Launch", chimeBearer });
 * new chime.ChannelMembership("ana", { channelArn: channel.channelArn, memberArn, chimeBearer });
 * ```
 *
 * The resource id is the ARN. Elastic channels and sub-channels are not supported.
 *
 * Sources: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannel.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_UpdateChannel.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannel.html
 */
export class Channel extends pulumi.CustomResource {
  /**
   * Reads an existing channel, which Pulumi does not manage: it is never changed or deleted.
   *
   * @param name The unique name of the resource in the program.
   * @param id The ARN of the channel.
   * @param state The bearer of the call.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when `id` is malformed. The deployment fails when there is no such channel.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ChannelState = {},
    opts?: pulumi.CustomResourceOptions,
  ): Channel {
    const lookup = lookupOptions(name, id, state, opts, parseChannelId);
    return new Channel(name, state as ChannelArgs, lookup);
  }

  /** Whether a value is a {@link Channel}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is Channel {
    return isResource("Channel", value);
  }

  /** The ARN, for memberships. Known in the preview of an update. */
  declare public readonly channelArn: pulumi.Output<string>;
  /** The ARN of the channel's app instance. */
  declare public readonly appInstanceArn: pulumi.Output<string>;
  /** The display name. */
  declare public readonly name: pulumi.Output<string>;
  /** Who may add members. */
  declare public readonly mode: pulumi.Output<ChannelMode>;
  /** Who can find the channel. */
  declare public readonly privacy: pulumi.Output<ChannelPrivacy>;
  /** The metadata; not set where there is none. */
  declare public readonly metadata: pulumi.Output<string | undefined>;
  /** When Amazon Chime deletes the channel by itself; not set where it does not. */
  declare public readonly expirationSettings: pulumi.Output<ExpirationSettings | undefined>;
  /** The tags; not set where the program sets none. */
  declare public readonly tags: pulumi.Output<Record<string, string> | undefined>;
  /** The last part of the ARN, where the program chose it. */
  declare public readonly channelId: pulumi.Output<string | undefined>;
  /** The ARN of the bearer of the calls. */
  declare public readonly chimeBearer: pulumi.Output<string>;

  /**
   * Declares a channel.
   *
   * @param name The unique name of the resource in the program, which is not the channel's.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   */
  public constructor(name: string, args: ChannelArgs, opts?: pulumi.CustomResourceOptions) {
    super(...resourceArguments("Channel", name, { ...NO_OUTPUTS, ...args }, opts));
    this.channelArn = idOutput(this, "channelArn", parseChannelId, opts);
    if (isDeclared(opts)) {
      const { appInstanceArn, channelId } = args;
      recordChosenId(this, { appInstanceArn, channelId }, channelArnOf);
      recordOwned(this);
    }
  }
}
