import * as pulumi from "@pulumi/pulumi";

import { channelArnOf, parseChannelId } from "../schema/channels/channelId";
import type { ChannelMode } from "../schema/channels/channelMode";
import type { ChannelPrivacy } from "../schema/channels/channelPrivacy";
import { dynamicInputs, typeToken } from "../schema/providerText";
import { idOutput } from "./idOutput";
import { noteChosenId, noteOwned } from "./programLedger";

/** The arguments of a {@link Channel}. */
export interface ChannelArgs {
  /** The ARN of the app instance that the channel is to belong to. Another ARN replaces the channel. */
  appInstanceArn: pulumi.Input<string>;
  /** The name that people see, of 1 to 256 characters. Need not be unique. Another name is a change in place. */
  name: pulumi.Input<string>;
  /**
   * Who may add members: every member (`UNRESTRICTED`, which is the default), or only administrators and moderators
   * (`RESTRICTED`). Changed in place.
   */
  mode?: pulumi.Input<ChannelMode | undefined>;
  /**
   * Who can find it: everybody of the app instance (`PUBLIC`, which is the default), or its members (`PRIVATE`). Amazon
   * Chime cannot change it, so another value replaces the channel, with all that was said in it.
   */
  privacy?: pulumi.Input<ChannelPrivacy | undefined>;
  /** What an application keeps with the channel: one line of up to 1,024 characters. Default: nothing. Changed in place. */
  metadata?: pulumi.Input<string | undefined>;
  /**
   * The last part of the channel's ARN: 1 to 64 letters, digits and `: - _ . @`. Default: Amazon Chime chooses. Another
   * id replaces the channel. A channel of this id that was there before is a conflict, and is not deleted, also where no
   * answer said whether this one was made.
   */
  channelId?: pulumi.Input<string | undefined>;
  /**
   * The ARN of the user or bot on whose behalf the calls are made, who becomes a moderator of the channel. The default is
   * the setting `chime:appInstanceUserArn`. It is kept in the state, so that `pulumi destroy` needs nothing else. Another
   * one changes nothing in the channel: it is only used from then on, and must be an administrator of the app instance
   * or a moderator of the channel.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** What a look-up of a {@link Channel} needs beside its id. */
export interface ChannelLookup {
  /** On whose behalf the call is made. The default is the setting `chime:appInstanceUserArn`. */
  chimeBearer?: pulumi.Input<string | undefined>;
}

const NO_OUTPUTS = {
  channelArn: undefined,
  appInstanceArn: undefined,
  name: undefined,
  mode: undefined,
  privacy: undefined,
  metadata: undefined,
  channelId: undefined,
  chimeBearer: undefined,
};

/**
 * A channel of Amazon Chime SDK Messaging.
 *
 * Creating it calls CreateChannel, changing it UpdateChannel, and taking it out of the program DeleteChannel, which also
 * deletes what was said in it: consider the option `protect: true`. A channel that Amazon Chime no longer has counts as
 * deleted; any other refusal fails the deployment and keeps the resource in the state.
 *
 * ```typescript
 * const channel = new chime.Channel("launch", { appInstanceArn, name: "Launch", chimeBearer });
 * new chime.ChannelMembership("ana", { channelArn: channel.channelArn, memberArn, chimeBearer });
 * ```
 *
 * Its resource id is its ARN. Elastic channels, sub-channels, tags and expiration are not covered.
 *
 * Sources: https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannel.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_UpdateChannel.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannel.html
 */
export class Channel extends pulumi.CustomResource {
  /**
   * Looks a channel up that exists, whoever made it. It is read, not managed: nothing is ever changed or deleted.
   *
   * @param name The unique name of the resource in the program.
   * @param id The ARN of the channel.
   * @param state On whose behalf it is read.
   * @param opts The options of any Pulumi resource.
   * @throws Error at once when `id` has another form; the deployment fails when there is no such channel.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ChannelLookup = {},
    opts?: pulumi.CustomResourceOptions,
  ): Channel {
    if (typeof id === "string") parseChannelId(id);
    // A look-up has an id in the place of arguments.
    return new Channel(name, state as ChannelArgs, { ...opts, id });
  }

  /** The ARN of the channel, as memberships ask for it. A preview of a change in place knows it. */
  declare public readonly channelArn: pulumi.Output<string>;
  /** The ARN of the app instance that the channel belongs to. */
  declare public readonly appInstanceArn: pulumi.Output<string>;
  /** The name that people see. */
  declare public readonly name: pulumi.Output<string>;
  /** Who may add members. */
  declare public readonly mode: pulumi.Output<ChannelMode>;
  /** Who can find it. */
  declare public readonly privacy: pulumi.Output<ChannelPrivacy>;
  /** What an application keeps with the channel; undefined where that is nothing. */
  declare public readonly metadata: pulumi.Output<string | undefined>;
  /** The last part of the ARN, where the program has chosen it. */
  declare public readonly channelId: pulumi.Output<string | undefined>;
  /** On whose behalf the calls are made. */
  declare public readonly chimeBearer: pulumi.Output<string>;

  /**
   * Declares a channel.
   *
   * @param name The unique name of the resource in the program, which is not the channel's.
   * @param args The app instance and the channel's name. Wrong values are reported in the preview, each with its property.
   * @param opts The options of any Pulumi resource.
   */
  public constructor(name: string, args: ChannelArgs, opts?: pulumi.CustomResourceOptions) {
    // Every output must be named, or a program could not read what its arguments leave out.
    super(typeToken("Channel"), name, dynamicInputs("Channel", { ...NO_OUTPUTS, ...args }), opts);
    this.channelArn = idOutput(this, "channelArn", parseChannelId, opts);
    if (opts?.id === undefined && opts?.urn === undefined) {
      const { appInstanceArn, channelId } = args;
      noteChosenId(this, { appInstanceArn, channelId }, channelArnOf);
      noteOwned(this);
    }
  }
}
