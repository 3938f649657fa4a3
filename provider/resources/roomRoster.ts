import * as pulumi from "@pulumi/pulumi";

import { dynamicInputs, typeToken } from "../schema/providerText";
import { parseRoomId } from "../schema/rooms/roomId";
import { ROOM_MEMBERSHIP_SCHEMA } from "../schema/rooms/roomMembershipSchema";
import { RoomMembershipRole } from "../schema/rooms/roomMembershipRole";
import { declareOnce } from "./declarations";
import { noteMemberships, noteOwnedMembers, noteRegistered } from "./programLedger";
import { byMember, declarationOf, idsOf, listOf } from "./rosterMembers";

/** A member of a {@link RoomRoster}. */
export interface RoomRosterMember {
  /** The id of the user or bot. */
  memberId: pulumi.Input<string>;
  /** What the member may do. Default `Member`. */
  role?: pulumi.Input<RoomMembershipRole | undefined>;
}

/** The arguments of a {@link RoomRoster}. */
export interface RoomRosterArgs {
  /**
   * The id of the Amazon Chime account that the room belongs to (not the AWS account's number). Another id replaces
   * the roster.
   */
  accountId: pulumi.Input<string>;
  /** The id of the room. Another id replaces the roster. */
  roomId: pulumi.Input<string>;
  /** Who is to be in the room, in any order, each once. A room holds up to 1,000 unless AWS allows more. */
  members: pulumi.Input<pulumi.Input<RoomRosterMember>[]>;
  /**
   * Whether everybody else is removed from the room, but for `ignoreMembers`. The preview says who that is. Default
   * false: those whom the roster does not list are left alone. An exclusive roster cannot be empty.
   */
  exclusive?: pulumi.Input<boolean | undefined>;
  /**
   * The ids of members whom this roster never touches: those that an exclusive one does not remove, and those that it
   * gives out of its hands without removing them. Default: nobody.
   */
  ignoreMembers?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/** A member of a roster as its output has it. */
export interface RoomRosterMemberState {
  /** The id of the user or bot. */
  memberId: string;
  /**
   * What the member may do in the room. `Unconfirmed` where no answer said if they were added, which the next update of
   * the roster finds out: a program sees that where it runs without that update, as with `--target`.
   */
  role: RoomMembershipRole | "Unconfirmed";
}

const NO_OUTPUTS = {
  accountId: undefined,
  roomId: undefined,
  members: undefined,
  exclusive: undefined,
  ignoreMembers: undefined,
  otherMembers: undefined,
};

/**
 * The members of one Amazon Chime room as one resource: for many of them, where a {@link RoomMembership} each would
 * take Pulumi long.
 *
 * It manages the members that it lists, and nobody else unless it is `exclusive`. Whoever of them is in the room
 * already is taken over and given the role. An update touches those who differ in the program, in this order: add,
 * make administrator, make member, remove. What fails for one member fails for nobody else: all failures are reported
 * together, what is done is kept in the state, and the next `pulumi up` goes on, also where a deployment was killed on the
 * way. `pulumi destroy` removes those whom the roster manages.
 *
 * ```typescript
 * new chime.RoomRoster("launch", {
 *   accountId,
 *   roomId,
 *   members: [{ memberId: ana, role: "Administrator" }, { memberId: ben }],
 * });
 * ```
 *
 * Its resource id is `accountId/roomId`. Another room is filled before the old one is emptied, unless the option
 * `deleteBeforeReplace` says otherwise.
 *
 * Sources: https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchCreateRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_DeleteRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRoomMemberships.html
 */
export class RoomRoster extends pulumi.CustomResource {
  /**
   * Looks up who is in a room, whoever added them. It is read, not managed: nothing is ever changed or removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The room, as `accountId/roomId`.
   * @param opts The options of any Pulumi resource.
   * @throws Error at once when `id` has another form; the deployment fails when there is no such room.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): RoomRoster {
    if (typeof id === "string") parseRoomId(id);
    // A look-up has an id in the place of arguments.
    return new RoomRoster(name, {} as RoomRosterArgs, { ...opts, id });
  }

  /** The id of the Amazon Chime account that the room belongs to. */
  declare public readonly accountId: pulumi.Output<string>;
  /** The id of the room. */
  declare public readonly roomId: pulumi.Output<string>;
  /** Whom the roster manages, ordered by member id. */
  declare public readonly members: pulumi.Output<RoomRosterMemberState[]>;
  /** Whether everybody else is removed from the room; undefined where not. */
  declare public readonly exclusive: pulumi.Output<boolean | undefined>;
  /** Whom the roster never touches; undefined where that is nobody. */
  declare public readonly ignoreMembers: pulumi.Output<string[] | undefined>;
  /**
   * The roles, by member id, of those who were in the room at the last refresh though an exclusive roster does not
   * list them: the next update removes them. Undefined where there is nobody.
   */
  declare public readonly otherMembers: pulumi.Output<Record<string, RoomMembershipRole> | undefined>;

  /**
   * Declares the members of a room.
   *
   * @param name The unique name of the resource in the program.
   * @param args Who belongs to which room. Wrong values are reported in the preview, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares one of its members, or when one of the two is
   * exclusive and would remove whom the other declares. Where that is not known yet, the preview fails as soon as it is.
   */
  public constructor(name: string, args: RoomRosterArgs, opts?: pulumi.CustomResourceOptions) {
    const { accountId, roomId } = args;
    const isDeclared = opts?.id === undefined && opts?.urn === undefined;
    if (isDeclared) {
      declareOnce(
        ROOM_MEMBERSHIP_SCHEMA,
        name,
        declarationOf(ROOM_MEMBERSHIP_SCHEMA, { accountId, roomId }, args),
      );
      noteMemberships(
        ROOM_MEMBERSHIP_SCHEMA,
        "desired",
        { accountId, roomId },
        idsOf(ROOM_MEMBERSHIP_SCHEMA, args.members),
      );
      noteMemberships(ROOM_MEMBERSHIP_SCHEMA, "ignored", { accountId, roomId }, args.ignoreMembers ?? []);
    }
    // Every output must be named, or a program could not read what its arguments leave out.
    const members = pulumi.output(args.members).apply((list) => byMember(ROOM_MEMBERSHIP_SCHEMA, list));
    const inputs = { ...NO_OUTPUTS, ...args, members };
    super(typeToken("RoomRoster"), name, dynamicInputs("RoomRoster", inputs), opts);
    const roles = Object.values(RoomMembershipRole);
    if (isDeclared) {
      noteOwnedMembers(
        ROOM_MEMBERSHIP_SCHEMA,
        this,
        { accountId: this.accountId, roomId: this.roomId },
        this.members,
      );
      noteRegistered(
        ROOM_MEMBERSHIP_SCHEMA,
        this,
        { accountId, roomId },
        idsOf(ROOM_MEMBERSHIP_SCHEMA, args.members),
      );
    }
    this.members = (this.members as pulumi.Output<unknown>).apply((map) =>
      listOf(ROOM_MEMBERSHIP_SCHEMA, map, roles, (memberId, role): RoomRosterMemberState => ({
        memberId,
        role,
      })),
    );
  }
}
