import type * as pulumi from "@pulumi/pulumi";

import type { RoomMember } from "../aws/rooms/roomMembershipShape";
import type { RoomKey } from "../schema/rooms/roomId";
import type { MemberType } from "../schema/rooms/memberType";
import type { RoomMembershipRole } from "../schema/rooms/roomMembershipRole";
import { validateAccountId, validateRoomId } from "../schema/rooms/roomIdValidators";
import { invokeOutputWithPeople, invokeWithPeople, type LookupWithPeople } from "./people";
import { sortedBy } from "./sortedBy";

/** The arguments of {@link getRoomMemberships}. */
export interface GetRoomMembershipsArgs {
  /** The id of the room's Amazon Chime account (not the AWS account's number). */
  accountId: string;
  /** The id of the room. */
  roomId: string;
}

/** The arguments of {@link getRoomMembershipsOutput}. */
export interface GetRoomMembershipsOutputArgs {
  /** The id of the room's Amazon Chime account (not the AWS account's number). */
  accountId: pulumi.Input<string>;
  /** The id of the room. */
  roomId: pulumi.Input<string>;
}

/** A member of a room, without personal data. */
export interface GetRoomMembershipsMembership {
  /** The id of the user, bot or webhook. */
  memberId: string;
  /** What the member may do in the room. */
  role: RoomMembershipRole;
  /** Whether the member is a user, a bot or a webhook; not set where Amazon Chime does not return it. */
  memberType?: MemberType;
  /** The id of the user that invited the member; not set where Amazon Chime does not return it. */
  invitedBy?: string;
}

/** The personal data of a member of a room. */
export interface GetRoomMembershipsPerson {
  /** The email address; not set where there is none, as for a bot. */
  email?: string;
  /** The full name; not set where there is none. */
  fullName?: string;
}

/** The result of {@link getRoomMemberships}. */
export interface GetRoomMembershipsResult {
  /** The account, as in the arguments. */
  accountId: string;
  /** The room, as in the arguments. */
  roomId: string;
  /** All members, sorted by member id. */
  memberships: GetRoomMembershipsMembership[];
  /** Their personal data by member id. A secret. */
  people: pulumi.Output<Record<string, GetRoomMembershipsPerson>>;
}

/** The result of {@link getRoomMembershipsOutput}. The personal data are an Output of their own, and a secret. */
export type GetRoomMembershipsOutputResult = pulumi.Output<
  Pick<GetRoomMembershipsResult, "accountId" | "roomId" | "memberships">
> &
  Pick<GetRoomMembershipsResult, "people">;

/**
 * Returns all members of a room, whoever added them. It runs in every preview and update.
 *
 * ```typescript
 * const { memberships } = await chime.getRoomMemberships({ accountId, roomId });
 * ```
 *
 * @param args The room.
 * @param opts The provider whose settings to use: `{ provider }`. Default: the settings of the stack.
 * @throws Error when an argument is invalid, before any call; when there is no such room; or when a
 * call fails.
 *
 * Source: https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRoomMemberships.html
 */
export function getRoomMemberships(
  args: GetRoomMembershipsArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetRoomMembershipsResult> {
  return invokeWithPeople(GET_ROOM_MEMBERSHIPS_LOOKUP, args, opts);
}

/**
 * As {@link getRoomMemberships}, for arguments that are Outputs. The result is unknown in a preview while an argument is
 * unknown or comes from a resource that does not exist yet.
 *
 * @param args The room.
 * @param opts `{ provider }`, as above, and the resources that must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for everything that {@link getRoomMemberships} throws.
 */
export function getRoomMembershipsOutput(
  args: GetRoomMembershipsOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): GetRoomMembershipsOutputResult {
  return invokeOutputWithPeople(GET_ROOM_MEMBERSHIPS_LOOKUP, args, opts);
}

/** @internal {@link getRoomMemberships} as data. */
export const GET_ROOM_MEMBERSHIPS_LOOKUP: LookupWithPeople<GetRoomMembershipsArgs, GetRoomMembershipsResult> =
  {
    name: "getRoomMemberships",
    validators: { accountId: validateAccountId, roomId: validateRoomId },
    find: async ({ roomMemberships }, key: RoomKey) => {
      const found = await roomMemberships.members(key);
      const members = sortedBy(found, ({ membership }) => membership.memberId);
      const people = members.map(({ membership, person }) => [membership.memberId, person] as const);
      return {
        result: { ...key, memberships: members.map(publicPart) },
        people: Object.fromEntries(people),
      };
    },
  };

function publicPart({ membership }: RoomMember): GetRoomMembershipsMembership {
  const { memberId, role, memberType, invitedBy } = membership;
  return {
    memberId,
    role,
    ...(memberType === undefined ? {} : { memberType }),
    ...(invitedBy === undefined ? {} : { invitedBy }),
  };
}
