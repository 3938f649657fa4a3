import * as pulumi from "@pulumi/pulumi";

import { CHANNEL_MEMBERSHIP_SCHEMA } from "../schema/channels/channelMembershipSchema";
import { parseChannelId } from "../schema/channels/channelId";
import { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";
import { declareRoster } from "./declareMembers";
import { memberList, membersById, nameForCheck } from "./rosterMembers";

/** A member of a {@link ChannelRoster}. */
export interface ChannelRosterMember {
  /** The ARN of the user or bot, of the same app instance as the channel. */
  memberArn: pulumi.Input<string>;
  /** Whether the other members see the member. Default: `DEFAULT`. */
  type?: pulumi.Input<ChannelMembershipType | undefined>;
}

/** The arguments of a {@link ChannelRoster}. */
export interface ChannelRosterArgs {
  /** The ARN of the channel. A change replaces the roster. */
  channelArn: pulumi.Input<string>;
  /** The members, in any order, each once. A channel holds up to 10,000, unless AWS raises the quota. Updated in place. */
  members: pulumi.Input<pulumi.Input<ChannelRosterMember>[]>;
  /**
   * Whether to remove all other members from the channel, except for `ignoreMembers` and the `chimeBearer`, which would
   * lock itself out: list the bearers of other stacks in `ignoreMembers`. The preview names them. An exclusive roster must
   * list at least one member. Default: `false`. Updated in place.
   */
  exclusive?: pulumi.Input<boolean | undefined>;
  /**
   * The ARNs of members that this roster never changes or removes, neither as an exclusive roster nor when they are
   * dropped from `members`. Default: none. Updated in place.
   */
  ignoreMembers?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * The bearer of the calls: the ARN of an app instance user or bot that is an administrator of the app instance or a
   * moderator of the channel, because nobody else sees hidden members. Default: the setting `chime:appInstanceUserArn`.
   * The state keeps it for `pulumi destroy`. A change does not change the channel.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** A member in the outputs of a {@link ChannelRoster}. */
export interface ChannelRosterMemberState {
  /** The ARN of the user or bot. */
  memberArn: string;
  /**
   * Whether the other members see the member. `Unconfirmed` if the outcome of adding the member is unknown; the next
   * update of the roster resolves it. A program sees `Unconfirmed` if it runs without that update, as with `--target`.
   */
  type: ChannelMembershipType | "Unconfirmed";
}

/** The arguments of {@link ChannelRoster.get} besides the id. */
export interface ChannelRosterState {
  /** The ARN of the bearer of the calls. Default: the setting `chime:appInstanceUserArn`. */
  chimeBearer?: pulumi.Input<string | undefined>;
}

const NO_OUTPUTS = {
  channelArn: undefined,
  members: undefined,
  exclusive: undefined,
  ignoreMembers: undefined,
  chimeBearer: undefined,
  otherMembers: undefined,
};

/**
 * The members of one channel of Amazon Chime SDK messaging as one resource, for channels with many members: one
 * {@link ChannelMembership} per member makes a large stack slow.
 *
 * A roster manages the members that it lists, and no others unless it is `exclusive`. It adopts members that are in the
 * channel already, and removes and adds again those with another type, because Amazon Chime cannot change a type. An
 * update changes only members that differ. If a change fails for one member, the others continue: the deployment
 * reports all failures together, the state keeps what was done, and the next `pulumi up` continues, also after a
 * deployment was killed. `pulumi destroy` removes the members that the roster manages, the `chimeBearer` last.
 *
 * ```typescript
 * new chime.ChannelRoster("launch", {
 *   channelArn,
 *   chimeBearer,
 *   members: [{ memberArn: ana }, { memberArn: ben, type: "HIDDEN" }],
 * });
 * ```
 *
 * The resource id is the ARN of the channel. A replacement adds the members to the new channel before it removes them
 * from the old one, unless the resource option `deleteBeforeReplace` is set. Calls keep to the rates that AWS
 * publishes, or to the setting `chime:callsPerSecond`: to add 10,000 members takes two minutes (a hundred a second), to
 * remove them forty (five a second). With the resource option `deletedWith`, Pulumi does not remove the members of a
 * channel that it deletes.
 *
 * Sources:
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_BatchCreateChannelMembership.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelMembership.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMemberships.html
 */
export class ChannelRoster extends pulumi.CustomResource {
  /**
   * Reads all members of an existing channel, which Pulumi does not manage: they are never changed or removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The ARN of the channel.
   * @param state The bearer of the calls.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when `id` is malformed. The deployment fails when there is no such channel.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state: ChannelRosterState = {},
    opts?: pulumi.CustomResourceOptions,
  ): ChannelRoster {
    const lookup = lookupOptions(name, id, state, opts, parseChannelId);
    return new ChannelRoster(name, state as ChannelRosterArgs, lookup);
  }

  /** Whether a value is a {@link ChannelRoster}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is ChannelRoster {
    return isResource("ChannelRoster", value);
  }

  /** The ARN of the channel. */
  declare public readonly channelArn: pulumi.Output<string>;
  /** The members that the roster manages, sorted by ARN. */
  declare public readonly members: pulumi.Output<ChannelRosterMemberState[]>;
  /** Whether the roster removes all other members; not set where it does not. */
  declare public readonly exclusive: pulumi.Output<boolean | undefined>;
  /** The ARNs of members that the roster never changes or removes; not set where there are none. */
  declare public readonly ignoreMembers: pulumi.Output<string[] | undefined>;
  /** The ARN of the bearer of the calls. */
  declare public readonly chimeBearer: pulumi.Output<string>;
  /**
   * Of an exclusive roster: the types, by member ARN, of members that the last refresh found in the channel and the
   * roster does not list. The next update removes them. Not set where there are none.
   */
  declare public readonly otherMembers: pulumi.Output<Record<string, ChannelMembershipType> | undefined>;

  /**
   * Declares the members of a channel.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares or bans one of its members, or when one of the two is
   * exclusive and would remove a member that the other declares. If an id is unknown, the preview or update fails once
   * it is known.
   */
  public constructor(name: string, args: ChannelRosterArgs, opts?: pulumi.CustomResourceOptions) {
    const roster = { parent: { channelArn: args.channelArn }, args };
    const recordResource = declareRoster(
      CHANNEL_MEMBERSHIP_SCHEMA,
      { kind: "ChannelRoster", name },
      roster,
      opts,
    );
    const members = membersById(CHANNEL_MEMBERSHIP_SCHEMA, args);
    const inputs = { ...NO_OUTPUTS, ...args, members, ...nameForCheck(name, opts) };
    super(...resourceArguments("ChannelRoster", name, inputs, opts));
    recordResource(this);
    const types = Object.values(ChannelMembershipType);
    this.members = (this.members as pulumi.Output<unknown>).apply((members) =>
      memberList(CHANNEL_MEMBERSHIP_SCHEMA, members, types, (memberArn, type) => ({ memberArn, type })),
    );
  }
}
