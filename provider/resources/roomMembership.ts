import * as pulumi from "@pulumi/pulumi";

import { parseRoomMembershipId } from "../schema/rooms/roomMembershipId";
import { ROOM_MEMBERSHIP_SCHEMA } from "../schema/rooms/roomMembershipSchema";
import type { MemberType } from "../schema/rooms/memberType";
import type { RoomMembershipRole } from "../schema/rooms/roomMembershipRole";
import { isResource, lookupOptions, resourceArguments } from "./resourceArguments";
import { declareMembership } from "./declareMembers";
import { refuseResourceId } from "./roomIdMistake";

/** The arguments of a {@link RoomMembership}. */
export interface RoomMembershipArgs {
  /**
   * The id of the room's Amazon Chime account (not the AWS account's number). A change replaces the membership.
   */
  accountId: pulumi.Input<string>;
  /** The id of the room. A change replaces the membership. */
  roomId: pulumi.Input<string>;
  /** The id of the user or bot. A change replaces the membership. */
  memberId: pulumi.Input<string>;
  /**
   * What the member may do. Default: `Member`. A user's role is updated in place. Amazon Chime cannot change a bot's
   * role, so that a change removes the bot and adds it again.
   */
  role?: pulumi.Input<RoomMembershipRole | undefined>;
  /**
   * Whether to adopt a membership that exists already, created by somebody else or by an interrupted deployment, and give
   * it this role. Default: the setting `chime:adoptExisting`, else `false`: creating a membership that exists fails. A
   * change does not affect an existing membership.
   */
  adoptExisting?: pulumi.Input<boolean | undefined>;
}

/** Properties of {@link RoomMembership.get} that the program knows already. */
export type RoomMembershipState = Partial<RoomMembershipArgs>;

const NO_OUTPUTS = {
  accountId: undefined,
  roomId: undefined,
  memberId: undefined,
  role: undefined,
  memberType: undefined,
  invitedBy: undefined,
};

/**
 * The membership of one user or bot in one Amazon Chime room.
 *
 * Pulumi creates it with CreateRoomMembership, changes the role with UpdateRoomMembership and deletes it with
 * DeleteRoomMembership. A membership that does not exist counts as deleted; any other error fails the deployment and
 * keeps the resource in the state.
 *
 * ```typescript
 * new chime.RoomMembership("ana", { accountId, roomId, memberId, role: "Administrator" });
 * ```
 *
 * The resource id is `accountId/roomId/memberId`.
 *
 * Sources: https://docs.aws.amazon.com/chime/latest/APIReference/API_CreateRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_DeleteRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRoomMemberships.html
 */
export class RoomMembership extends pulumi.CustomResource {
  /**
   * Reads an existing membership, which Pulumi does not manage: it is never changed or removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The membership, as `accountId/roomId/memberId`.
   * @param state Not needed: Pulumi reads all properties.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when `id` is malformed. The deployment fails when the room has no such member.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    state?: RoomMembershipState,
    opts?: pulumi.CustomResourceOptions,
  ): RoomMembership {
    const lookup = lookupOptions(name, id, state, opts, parseRoomMembershipId);
    return new RoomMembership(name, {} as RoomMembershipArgs, lookup);
  }

  /** Whether a value is a {@link RoomMembership}, also one of another copy of this package. */
  public static override isInstance(value: unknown): value is RoomMembership {
    return isResource("RoomMembership", value);
  }

  /** The id of the room's Amazon Chime account. */
  declare public readonly accountId: pulumi.Output<string>;
  /** The id of the room. */
  declare public readonly roomId: pulumi.Output<string>;
  /** The id of the user or bot. */
  declare public readonly memberId: pulumi.Output<string>;
  /** What the member may do in the room. */
  declare public readonly role: pulumi.Output<RoomMembershipRole>;
  /** Whether the member is a user, a bot or a webhook; not set where Amazon Chime does not return it. */
  declare public readonly memberType: pulumi.Output<MemberType | undefined>;
  /** The id of the user that invited the member; not set where Amazon Chime does not return it. */
  declare public readonly invitedBy: pulumi.Output<string | undefined>;

  /**
   * Declares a membership.
   *
   * @param name The unique name of the resource in the program.
   * @param args The arguments. The preview reports invalid values, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares the same membership, or is an exclusive roster that
   * would remove it. If an id is unknown, the preview or update fails once it is known.
   */
  public constructor(name: string, args: RoomMembershipArgs, opts?: pulumi.CustomResourceOptions) {
    const { accountId, roomId, memberId } = args;
    refuseResourceId(name, roomId);
    const membership = { parent: { accountId, roomId }, memberId };
    const recordResource = declareMembership(
      ROOM_MEMBERSHIP_SCHEMA,
      { kind: "RoomMembership", name },
      membership,
      opts,
    );
    const inputs = { ...NO_OUTPUTS, ...args };
    super(...resourceArguments("RoomMembership", name, inputs, opts));
    recordResource(this);
  }
}
