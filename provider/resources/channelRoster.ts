import * as pulumi from "@pulumi/pulumi";

import { CHANNEL_MEMBERSHIP_SCHEMA } from "../schema/channels/channelMembershipSchema";
import { parseChannelId } from "../schema/channels/channelId";
import { ChannelMembershipType } from "../schema/channels/channelMembershipType";
import { dynamicInputs, typeToken } from "../schema/providerText";
import { declareOnce } from "./declarations";
import { noteMemberships, noteOwnedMembers, noteRegistered } from "./programLedger";
import { byMember, declarationOf, idsOf, listOf } from "./rosterMembers";

/** A member of a {@link ChannelRoster}. */
export interface ChannelRosterMember {
  /** The ARN of the user or bot, of the same app instance as the channel. */
  memberArn: pulumi.Input<string>;
  /** Whether others see the member. Default `DEFAULT`. */
  type?: pulumi.Input<ChannelMembershipType | undefined>;
}

/** The arguments of a {@link ChannelRoster}. */
export interface ChannelRosterArgs {
  /** The ARN of the channel. Another ARN replaces the roster. */
  channelArn: pulumi.Input<string>;
  /** Who is to be in the channel, in any order, each once. A channel holds up to 10,000 unless AWS allows more. */
  members: pulumi.Input<pulumi.Input<ChannelRosterMember>[]>;
  /**
   * Whether everybody else is removed from the channel, but for `ignoreMembers` and the `chimeBearer`, which would
   * shut itself out. The preview says who that is. Default false: those whom the roster does not list are left alone. An
   * exclusive roster cannot be empty.
   */
  exclusive?: pulumi.Input<boolean | undefined>;
  /**
   * The ARNs of members whom this roster never touches: those that an exclusive one does not remove, and those that it
   * gives out of its hands without removing them. Default: nobody.
   */
  ignoreMembers?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * The ARN of the user or bot on whose behalf the calls are made: an administrator of the app instance or a moderator
   * of the channel, because nobody else sees its hidden members. The default is the setting `chime:appInstanceUserArn`.
   * It is kept in the state, so that `pulumi destroy` needs nothing else. Another one is used from then on.
   */
  chimeBearer?: pulumi.Input<string | undefined>;
}

/** A member of a roster as its output has it. */
export interface ChannelRosterMemberState {
  /** The ARN of the user or bot. */
  memberArn: string;
  /**
   * Whether others see the member. `Unconfirmed` where no answer said if they were added, which the next update of the
   * roster finds out: a program sees that where it runs without that update, as with `--target`.
   */
  type: ChannelMembershipType | "Unconfirmed";
}

/** What a look-up of a {@link ChannelRoster} needs beside its id. */
export interface ChannelRosterState {
  /** On whose behalf the calls are made. The default is the setting `chime:appInstanceUserArn`. */
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
 * The members of one channel of Amazon Chime SDK Messaging as one resource: for many of them, where a
 * {@link ChannelMembership} each would take Pulumi long.
 *
 * It manages the members that it lists, and nobody else unless it is `exclusive`. Whoever of them is in the channel
 * already is taken over; whose type differs is removed and added again, because Amazon Chime cannot change it. An
 * update touches those who differ in the program. What fails for one member fails for nobody else: all failures are
 * reported together, what is done is kept in the state, and the next `pulumi up` goes on, also where a deployment was
 * killed on the way. `pulumi destroy` removes those whom the roster manages, the `chimeBearer` last.
 *
 * ```typescript
 * new chime.ChannelRoster("launch", {
 *   channelArn,
 *   chimeBearer,
 *   members: [{ memberArn: ana }, { memberArn: ben, type: "HIDDEN" }],
 * });
 * ```
 *
 * Its resource id is the ARN of the channel. Another channel is filled before the old one is emptied, unless the option
 * `deleteBeforeReplace` says otherwise. It keeps to the rates that AWS publishes, so that 10,000 members take two
 * minutes to add, a hundred a second, and forty to remove, five a second; `chime:callsPerSecond` says another rate. With
 * the option `deletedWith`, a channel that is deleted or replaced takes them with it, and nobody is removed one by one.
 *
 * Sources:
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_BatchCreateChannelMembership.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_DeleteChannelMembership.html,
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_ListChannelMemberships.html
 */
export class ChannelRoster extends pulumi.CustomResource {
  /**
   * Looks up who is in a channel, whoever added them. It is read, not managed: nothing is ever changed or removed.
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
    state: ChannelRosterState = {},
    opts?: pulumi.CustomResourceOptions,
  ): ChannelRoster {
    if (typeof id === "string") parseChannelId(id);
    // A look-up has an id in the place of arguments.
    return new ChannelRoster(name, state as ChannelRosterArgs, { ...opts, id });
  }

  /** The ARN of the channel. */
  declare public readonly channelArn: pulumi.Output<string>;
  /** Whom the roster manages, ordered by ARN. */
  declare public readonly members: pulumi.Output<ChannelRosterMemberState[]>;
  /** Whether everybody else is removed from the channel; undefined where not. */
  declare public readonly exclusive: pulumi.Output<boolean | undefined>;
  /** Whom the roster never touches; undefined where that is nobody. */
  declare public readonly ignoreMembers: pulumi.Output<string[] | undefined>;
  /** On whose behalf the calls are made. */
  declare public readonly chimeBearer: pulumi.Output<string>;
  /**
   * The types, by member ARN, of those who were in the channel at the last refresh though an exclusive roster does not
   * list them: the next update removes them. Undefined where there is nobody.
   */
  declare public readonly otherMembers: pulumi.Output<Record<string, ChannelMembershipType> | undefined>;

  /**
   * Declares the members of a channel.
   *
   * @param name The unique name of the resource in the program.
   * @param args Who belongs to which channel. Wrong values are reported in the preview, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares one of its members, or when one of the two is
   * exclusive and would remove whom the other declares. Where that is not known yet, the preview fails as soon as it is.
   */
  public constructor(name: string, args: ChannelRosterArgs, opts?: pulumi.CustomResourceOptions) {
    const { channelArn } = args;
    const isDeclared = opts?.id === undefined && opts?.urn === undefined;
    if (isDeclared) {
      declareOnce(
        CHANNEL_MEMBERSHIP_SCHEMA,
        name,
        declarationOf(CHANNEL_MEMBERSHIP_SCHEMA, { channelArn }, args),
      );
      noteMemberships(
        CHANNEL_MEMBERSHIP_SCHEMA,
        "desired",
        { channelArn },
        idsOf(CHANNEL_MEMBERSHIP_SCHEMA, args.members),
      );
      noteMemberships(CHANNEL_MEMBERSHIP_SCHEMA, "ignored", { channelArn }, args.ignoreMembers ?? []);
    }
    const members = pulumi.output(args.members).apply((list) => byMember(CHANNEL_MEMBERSHIP_SCHEMA, list));
    // Every output must be named, or a program could not read what its arguments leave out.
    const inputs = { ...NO_OUTPUTS, ...args, members };
    super(typeToken("ChannelRoster"), name, dynamicInputs("ChannelRoster", inputs), opts);
    const types = Object.values(ChannelMembershipType);
    if (isDeclared) {
      noteOwnedMembers(CHANNEL_MEMBERSHIP_SCHEMA, this, { channelArn: this.channelArn }, this.members);
      noteRegistered(
        CHANNEL_MEMBERSHIP_SCHEMA,
        this,
        { channelArn },
        idsOf(CHANNEL_MEMBERSHIP_SCHEMA, args.members),
      );
    }
    this.members = (this.members as pulumi.Output<unknown>).apply((map) =>
      listOf(CHANNEL_MEMBERSHIP_SCHEMA, map, types, (memberArn, type): ChannelRosterMemberState => ({
        memberArn,
        type,
      })),
    );
  }
}
