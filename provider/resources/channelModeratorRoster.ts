import * as pulumi from "@pulumi/pulumi";

import { CHANNEL_MODERATOR_SCHEMA } from "../schema/channels/channelModeratorSchema";
import { parseChannelId } from "../schema/channels/channelId";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";
import { declareRoster } from "./declareMembers";
import { memberIdList, membersById, nameForCheck } from "./rosterMembers";

/** The arguments of a {@link ChannelModeratorRoster}. */
export interface ChannelModeratorRosterArgs {
  /** The ARN of the channel. A change replaces the roster. */
  channelArn: pulumi.Input<string>;
  /**
   * The ARNs of the moderators, in any order, each once: users and bots of the same app instance as the channel. Updated
   * in place.
   */
  members: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Whether to remove all other moderators of the channel, except for `ignoreMembers` and the `chimeBearer`, which would
   * lock itself out: list the bearers of other stacks in `ignoreMembers`. The preview names them. An exclusive roster must
   * list at least one moderator. Default: `false`. Updated in place.
   */
  exclusive?: pulumi.Input<boolean | undefined>;
  /**
   * The ARNs of moderators that this roster never removes, neither as an exclusive roster nor when they are dropped from
   * `members`. Default: none. Updated in place.
   */
  ignoreMembers?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * The bearer of the calls: the ARN of an app instance user or bot that is an administrator of the app instance or a
   * moderator of the channel. Default: the setting `chime:appInstanceUserArn`. The state keeps it for `pulumi destroy`. A
   * change does not change the channel.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** The arguments of {@link ChannelModeratorRoster.get} besides the id. */
export interface ChannelModeratorRosterState {
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
 * The moderators of one channel as one resource. A moderator need not be a member of the channel: see
 * {@link ChannelRoster} for the members.
 *
 * A roster manages the moderators that it lists, and no others unless it is `exclusive`. It adopts moderators that exist
 * already. If a change fails for one moderator, the others continue: the deployment reports all failures together, the
 * state keeps what was done, and the next `pulumi up` continues, also after a deployment was killed. `pulumi destroy`
 * removes the moderators that the roster manages, the `chimeBearer` last. It removes no membership.
 *
 * ```typescript
 * new chime.ChannelModeratorRoster("launch", { channelArn, chimeBearer, members: [ana, ben], exclusive: true });
 * ```
 *
 * The resource id is the ARN of the channel. A replacement adds the moderators to the new channel before it removes them
 * from the old one, unless the resource option `deleteBeforeReplace` is set. Amazon Chime has no batch operation for
 * moderators, so each is one call. Calls keep to the rates that AWS publishes, or to the setting `chime:callsPerSecond`:
 * nine a second, so that 1,000 moderators take two minutes.
 *
 * Sources:
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannelModerator.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelModerator.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelModerators.html
 */
export class ChannelModeratorRoster extends pulumi.CustomResource {
  /**
   * Reads all moderators of an existing channel, which Pulumi does not manage: they are never removed.
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
    state: ChannelModeratorRosterState = {},
    opts?: pulumi.CustomResourceOptions,
  ): ChannelModeratorRoster {
    const lookup = lookupOptions(name, id, state, opts, parseChannelId);
    return new ChannelModeratorRoster(name, state as ChannelModeratorRosterArgs, lookup);
  }

  /** Whether a value is a {@link ChannelModeratorRoster}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is ChannelModeratorRoster {
    return isResource("ChannelModeratorRoster", value);
  }

  /** The ARN of the channel. */
  declare public readonly channelArn: pulumi.Output<string>;
  /** The ARNs of the moderators that the roster manages, sorted. */
  declare public readonly members: pulumi.Output<string[]>;
  /** Whether the roster removes all other moderators; not set where it does not. */
  declare public readonly exclusive: pulumi.Output<boolean | undefined>;
  /** The ARNs of moderators that the roster never removes; not set where there are none. */
  declare public readonly ignoreMembers: pulumi.Output<string[] | undefined>;
  /** The ARN of the bearer of the calls. */
  declare public readonly chimeBearer: pulumi.Output<string>;
  /**
   * Of an exclusive roster: the ARNs, sorted, of moderators that the last refresh found and the roster does not list. The
   * next update removes them. Not set where there are none.
   */
  declare public readonly otherMembers: pulumi.Output<string[] | undefined>;

  /**
   * Declares the moderators of a channel.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares or bans one of its moderators, or when one of the two
   * is exclusive and would remove a moderator that the other declares. If an id is unknown, the preview or update fails
   * once it is known.
   */
  public constructor(name: string, args: ChannelModeratorRosterArgs, opts?: pulumi.CustomResourceOptions) {
    const roster = { parent: { channelArn: args.channelArn }, args };
    const recordResource = declareRoster(
      CHANNEL_MODERATOR_SCHEMA,
      { kind: "ChannelModeratorRoster", name },
      roster,
      opts,
    );
    const members = membersById(CHANNEL_MODERATOR_SCHEMA, args);
    const inputs = { ...NO_OUTPUTS, ...args, members, ...nameForCheck(name, opts) };
    super(...resourceArguments("ChannelModeratorRoster", name, inputs, opts));
    recordResource(this);
    // The state holds both as maps by ARN, as for members with a role.
    const listed = (map: unknown): string[] => memberIdList(CHANNEL_MODERATOR_SCHEMA, map);
    this.members = (this.members as pulumi.Output<unknown>).apply(listed);
    this.otherMembers = (this.otherMembers as pulumi.Output<unknown>).apply((map) =>
      map === undefined ? undefined : listed(map),
    );
  }
}
