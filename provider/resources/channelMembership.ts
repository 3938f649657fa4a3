import * as pulumi from "@pulumi/pulumi";

import { CHANNEL_MEMBERSHIP_SCHEMA } from "../schema/channels/channelMembershipSchema";
import { parseChannelMembershipId } from "../schema/channels/channelMembershipId";
import type { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import { dynamicInputs, typeToken } from "../schema/providerText";
import { declareOnce } from "./declarations";
import { noteMemberships, noteOwned, noteRegistered } from "./programLedger";

/** The arguments of a {@link ChannelMembership}. */
export interface ChannelMembershipArgs {
  /** The ARN of the channel. Another ARN replaces the membership. */
  channelArn: pulumi.Input<string>;
  /**
   * The ARN of the user or bot that is to be a member, of the same app instance as the channel. Another ARN replaces
   * the membership.
   */
  memberArn: pulumi.Input<string>;
  /**
   * Whether others see the member: `DEFAULT`, which is the default, or `HIDDEN`. Amazon Chime cannot change it, so
   * another type removes the member and adds it again.
   */
  type?: pulumi.Input<ChannelMembershipType | undefined>;
  /**
   * The ARN of the user or bot on whose behalf the calls are made: an administrator of the app instance or a moderator
   * of the channel. The default is the setting `chime:appInstanceUserArn`. It is kept in the state, so that
   * `pulumi destroy` needs nothing else. Another one changes nothing in the channel: it is only used from then on.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
  /**
   * Whether a membership that exists already, made by somebody else or by a deployment that was interrupted, is taken
   * over and given the type declared here. The default is the setting `chime:adoptExisting`, and without it `false`:
   * creating a membership that exists fails.
   */
  adoptExisting?: pulumi.Input<boolean | undefined>;
}

/** What a look-up of a {@link ChannelMembership} needs beside its id. */
export interface ChannelMembershipState {
  /** On whose behalf the call is made. The default is the setting `chime:appInstanceUserArn`. */
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
 * The membership of one user or bot in one channel of Amazon Chime SDK Messaging.
 *
 * Creating it calls CreateChannelMembership, and taking it out of the program DeleteChannelMembership. A membership
 * that Amazon Chime no longer knows counts as deleted; any other refusal fails the deployment and keeps the resource in
 * the state. Calls keep to the rates that AWS publishes, unless `chime:callsPerSecond` says another.
 *
 * ```typescript
 * new chime.ChannelMembership("ana", { channelArn, memberArn, chimeBearer });
 * ```
 *
 * Its resource id is `channelArn,memberArn`.
 *
 * Sources:
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelMembership.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DescribeChannelMembership.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelMembership.html
 */
export class ChannelMembership extends pulumi.CustomResource {
  /**
   * Looks a membership up that exists, whoever made it. It is read, not managed: nothing is ever changed or removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The membership, as `channelArn,memberArn`.
   * @param state On whose behalf it is read.
   * @param opts The options of any Pulumi resource.
   * @throws Error at once when `id` has another form; the deployment fails when the channel has no such member.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ChannelMembershipState = {},
    opts?: pulumi.CustomResourceOptions,
  ): ChannelMembership {
    if (typeof id === "string") parseChannelMembershipId(id);
    // A look-up has an id in the place of arguments.
    return new ChannelMembership(name, state as ChannelMembershipArgs, { ...opts, id });
  }

  /** The ARN of the channel. */
  declare public readonly channelArn: pulumi.Output<string>;
  /** The ARN of the user or bot. */
  declare public readonly memberArn: pulumi.Output<string>;
  /** Whether others see the member. */
  declare public readonly type: pulumi.Output<ChannelMembershipType>;
  /** On whose behalf the calls are made. */
  declare public readonly chimeBearer: pulumi.Output<string>;
  /** The ARN of the user or bot that added the member. */
  declare public readonly invitedByArn: pulumi.Output<string | undefined>;

  /**
   * Declares a membership.
   *
   * @param name The unique name of the resource in the program.
   * @param args Who belongs to which channel. Wrong values are reported in the preview, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares the same membership, or is an exclusive roster that
   * would remove it. Where that is not known yet, the preview fails as soon as it is.
   */
  public constructor(name: string, args: ChannelMembershipArgs, opts?: pulumi.CustomResourceOptions) {
    const isDeclared = opts?.id === undefined && opts?.urn === undefined;
    const { channelArn, memberArn } = args;
    if (isDeclared) {
      declareOnce(CHANNEL_MEMBERSHIP_SCHEMA, name, { parent: { channelArn }, memberIds: [memberArn] });
      noteMemberships(CHANNEL_MEMBERSHIP_SCHEMA, "desired", { channelArn }, [memberArn]);
    }
    // Every output must be named, or a program could not read what its arguments leave out.
    const inputs = { ...NO_OUTPUTS, ...args };
    super(typeToken("ChannelMembership"), name, dynamicInputs("ChannelMembership", inputs), opts);
    if (!isDeclared) return;
    noteOwned(this);
    noteRegistered(CHANNEL_MEMBERSHIP_SCHEMA, this, { channelArn }, [memberArn]);
  }
}
