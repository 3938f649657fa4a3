import * as pulumi from "@pulumi/pulumi";

import { parseRoomMembershipId } from "../schema/rooms/roomMembershipId";
import { dynamicInputs, typeToken } from "../schema/providerText";
import { ROOM_MEMBERSHIP_SCHEMA } from "../schema/rooms/roomMembershipSchema";
import type { MemberType } from "../schema/rooms/memberType";
import type { RoomMembershipRole } from "../schema/rooms/roomMembershipRole";
import { declareOnce } from "./declarations";
import { noteMemberships, noteOwned, noteRegistered } from "./programLedger";

/** The arguments of a {@link RoomMembership}. */
export interface RoomMembershipArgs {
  /**
   * The id of the Amazon Chime account that the room belongs to (not the AWS account's number). Another id
   * replaces the membership.
   */
  accountId: pulumi.Input<string>;
  /** The id of the room. Another id replaces the membership. */
  roomId: pulumi.Input<string>;
  /** The id of the user or bot that is to be a member. Another id replaces the membership. */
  memberId: pulumi.Input<string>;
  /**
   * What the member may do. The default is `Member`. A user's role is changed in place; a bot's, which Amazon
   * Chime cannot change, by removing the bot and adding it again.
   */
  role?: pulumi.Input<RoomMembershipRole | undefined>;
  /**
   * Whether a membership that exists already, made by somebody else or by a deployment that was interrupted, is taken
   * over and given the role declared here. The default is the setting `chime:adoptExisting`, and without it `false`:
   * creating a membership that exists fails.
   */
  adoptExisting?: pulumi.Input<boolean | undefined>;
}

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
 * Creating it calls CreateRoomMembership, changing its role UpdateRoomMembership, and taking it out of the program
 * DeleteRoomMembership. A membership that Amazon Chime no longer knows counts as deleted; any other refusal fails
 * the deployment and keeps the resource in the state.
 *
 * ```typescript
 * new chime.RoomMembership("ana", { accountId, roomId, memberId, role: "Administrator" });
 * ```
 *
 * Its resource id is `accountId/roomId/memberId`.
 *
 * Sources: https://docs.aws.amazon.com/chime/latest/APIReference/API_CreateRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_DeleteRoomMembership.html,
 * https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRoomMemberships.html
 */
export class RoomMembership extends pulumi.CustomResource {
  /**
   * Looks a membership up that exists, whoever made it. It is read, not managed: nothing is ever changed or removed.
   *
   * @param name The unique name of the resource in the program.
   * @param id The membership, as `accountId/roomId/memberId`.
   * @param opts The options of any Pulumi resource.
   * @throws Error at once when `id` has another form; the deployment fails when the room has no such member.
   */
  public static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): RoomMembership {
    if (typeof id === "string") parseRoomMembershipId(id);
    // A look-up has an id in the place of arguments.
    return new RoomMembership(name, {} as RoomMembershipArgs, { ...opts, id });
  }

  /** The id of the Amazon Chime account that the room belongs to. */
  declare public readonly accountId: pulumi.Output<string>;
  /** The id of the room. */
  declare public readonly roomId: pulumi.Output<string>;
  /** The id of the user or bot. */
  declare public readonly memberId: pulumi.Output<string>;
  /** What the member may do in the room. */
  declare public readonly role: pulumi.Output<RoomMembershipRole>;
  /** Whether the member is a user, a bot or a webhook, as Amazon Chime says; undefined where it does not. */
  declare public readonly memberType: pulumi.Output<MemberType | undefined>;
  /** The id of the user that invited the member, as Amazon Chime says; undefined where it does not. */
  declare public readonly invitedBy: pulumi.Output<string | undefined>;

  /**
   * Declares a membership.
   *
   * @param name The unique name of the resource in the program.
   * @param args Who belongs to which room. Wrong values are reported in the preview, each with its property.
   * @param opts The options of any Pulumi resource.
   * @throws RunError when another resource of the program declares the same membership, or is an exclusive roster that
   * would remove it. Where that is not known yet, the preview fails as soon as it is.
   */
  public constructor(name: string, args: RoomMembershipArgs, opts?: pulumi.CustomResourceOptions) {
    const isDeclared = opts?.id === undefined && opts?.urn === undefined;
    const { accountId, roomId, memberId } = args;
    if (isDeclared) {
      declareOnce(ROOM_MEMBERSHIP_SCHEMA, name, { parent: { accountId, roomId }, memberIds: [memberId] });
      noteMemberships(ROOM_MEMBERSHIP_SCHEMA, "desired", { accountId, roomId }, [memberId]);
    }
    // Every output must be named, or a program could not read what its arguments leave out.
    const inputs = { ...NO_OUTPUTS, ...args };
    super(typeToken("RoomMembership"), name, dynamicInputs("RoomMembership", inputs), opts);
    if (!isDeclared) return;
    noteOwned(this);
    noteRegistered(ROOM_MEMBERSHIP_SCHEMA, this, { accountId, roomId }, [memberId]);
  }
}
