import * as pulumi from "@pulumi/pulumi";

import { parseRoomId } from "../schema/rooms/roomId";
import { ROOM_MEMBERSHIP_SCHEMA } from "../schema/rooms/roomMembershipSchema";
import { RoomMembershipRole } from "../schema/rooms/roomMembershipRole";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";
import { declareRoster } from "./declareMembers";
import { refuseResourceId } from "./roomIdMistake";
import { memberList, membersById, nameForCheck } from "./rosterMembers";

/** A member of a {@link RoomRoster}. */
export interface RoomRosterMember {
  /** The id of the user or bot. */
  memberId: pulumi.Input<string>;
  /** What the member may do. Default: `Member`. */
  role?: pulumi.Input<RoomMembershipRole | undefined>;
}

/** The arguments of a {@link RoomRoster}. */
export interface RoomRosterArgs {
  /**
   * The id of the room's Amazon Chime account (not the AWS account's number). A change replaces the roster.
   */
  accountId: pulumi.Input<string>;
  /** The id of the room. A change replaces the roster. */
  roomId: pulumi.Input<string>;
  /** The members, in any order, each once. A room holds up to 1,000, unless AWS raises the quota. Updated in place. */
  members: pulumi.Input<pulumi.Input<RoomRosterMember>[]>;
  /**
   * Whether to remove all other members from the room, except for `ignoreMembers`. The preview names them. An exclusive
   * roster must list at least one member. Default: `false`. Updated in place.
   */
  exclusive?: pulumi.Input<boolean | undefined>;
  /**
   * The ids of members that this roster never changes or removes, neither as an exclusive roster nor when they are
   * dropped from `members`. Default: none. Updated in place.
   */
  ignoreMembers?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/** A member in the outputs of a {@link RoomRoster}. */
export interface RoomRosterMemberState {
  /** The id of the user or bot. */
  memberId: string;
  /**
   * What the member may do in the room. `Unconfirmed` if the outcome of adding the member is unknown; the next update
   * of the roster resolves it. A program sees `Unconfirmed` if it runs without that update, as with `--target`.
   */
  role: RoomMembershipRole | "Unconfirmed";
}

/** Properties of {@link RoomRoster.get} that the program knows already. */
export type RoomRosterState = Partial<RoomRosterArgs>;

const NO_OUTPUTS = {
  accountId: undefined,
  roomId: undefined,
  members: undefined,
  exclusive: undefined,
  ignoreMembers: undefined,
  otherMembers: undefined,
};

/**
 * The members of one Amazon Chime room as one resource, for rooms with many members: one {@link RoomMembership} per
 * member makes a large stack slow.
 *
 * A roster manages the members that it lists, and no others unless it is `exclusive`. It adopts members that are in the
 * room already, and gives them their roles. An update changes only members that differ, in this order: add, make
 * administrator, make member, remove. If a change fails for one member, the others continue: the deployment reports all
 * failures together, the state keeps what was done, and the next `pulumi up` continues, also after a deployment was
 * killed. `pulumi destroy` removes the members that the roster manages.
 *
 * ```typescript
 * new chime.RoomRoster("launch", {
 *   accountId,
 *   roomId,
 *   members: [{ memberId: ana, role: "Administrator" }, { memberId: ben }],
 * });
 * ```
 *
 * The resource id is `accountId/roomId`. A replacement adds the members to the new room before it removes them from the
 * old one, unless the resource option `deleteBeforeReplace` is set.
 *
 * Sources: https://docs.aws.amazon.com/chime/latest/APIReference/API_BatchCreateRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_DeleteRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRoomMemberships.html
 */
export class RoomRoster extends pulumi.CustomResource {
  /**
   * Reads all members of an existing room, which Pulumi does not manage: they are never changed or removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The room, as `accountId/roomId`.
   * @param state Not needed: Pulumi reads all properties.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when `id` is malformed. The deployment fails when there is no such room.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: RoomRosterState,
    opts?: pulumi.CustomResourceOptions,
  ): RoomRoster {
    const lookup = lookupOptions(name, id, state, opts, parseRoomId);
    return new RoomRoster(name, {} as RoomRosterArgs, lookup);
  }

  /** Whether a value is a {@link RoomRoster}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is RoomRoster {
    return isResource("RoomRoster", value);
  }

  /** The id of the room's Amazon Chime account. */
  declare public readonly accountId: pulumi.Output<string>;
  /** The id of the room. */
  declare public readonly roomId: pulumi.Output<string>;
  /** The members that the roster manages, sorted by member id. */
  declare public readonly members: pulumi.Output<RoomRosterMemberState[]>;
  /** Whether the roster removes all other members; not set where it does not. */
  declare public readonly exclusive: pulumi.Output<boolean | undefined>;
  /** The ids of members that the roster never changes or removes; not set where there are none. */
  declare public readonly ignoreMembers: pulumi.Output<string[] | undefined>;
  /**
   * Of an exclusive roster: the roles, by member id, of members that the last refresh found in the room and the roster
   * does not list. The next update removes them. Not set where there are none.
   */
  declare public readonly otherMembers: pulumi.Output<Record<string, RoomMembershipRole> | undefined>;

  /**
   * Declares the members of a room.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares one of its members, or when one of the two is
   * exclusive and would remove a member that the other declares. If an id is unknown, the preview or update fails once
   * it is known.
   */
  public constructor(name: string, args: RoomRosterArgs, opts?: pulumi.CustomResourceOptions) {
    const { accountId, roomId } = args;
    refuseResourceId(name, roomId);
    const roster = { parent: { accountId, roomId }, args };
    const recordResource = declareRoster(ROOM_MEMBERSHIP_SCHEMA, { kind: "RoomRoster", name }, roster, opts);
    const members = membersById(ROOM_MEMBERSHIP_SCHEMA, args);
    const inputs = { ...NO_OUTPUTS, ...args, members, ...nameForCheck(name, opts) };
    super(...resourceArguments("RoomRoster", name, inputs, opts));
    recordResource(this);
    const roles = Object.values(RoomMembershipRole);
    this.members = (this.members as pulumi.Output<unknown>).apply((members) =>
      memberList(ROOM_MEMBERSHIP_SCHEMA, members, roles, (memberId, role) => ({ memberId, role })),
    );
  }
}
