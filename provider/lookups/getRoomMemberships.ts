import * as pulumi from "@pulumi/pulumi";

import type { RoomMember } from "../aws/rooms/roomMembershipShape";
import type { RoomKey } from "../schema/rooms/roomId";
import type { MemberType } from "../schema/rooms/memberType";
import type { RoomMembershipRole } from "../schema/rooms/roomMembershipRole";
import { validateId } from "../schema/validators";
import { ask, askOutput, type Lookup } from "./lookup";

/** The arguments of {@link getRoomMemberships}. */
export interface GetRoomMembershipsArgs {
  /** The id of the Amazon Chime account that the room belongs to (not the AWS account's number). */
  accountId: string;
  /** The id of the room. */
  roomId: string;
}

/** The arguments of {@link getRoomMembershipsOutput}. */
export interface GetRoomMembershipsOutputArgs {
  /** The id of the Amazon Chime account that the room belongs to (not the AWS account's number). */
  accountId: pulumi.Input<string>;
  /** The id of the room. */
  roomId: pulumi.Input<string>;
}

/** A member of a room, without what is personal. */
export interface GetRoomMembershipsMembership {
  /** The id of the user, bot or webhook. */
  memberId: string;
  /** What the member may do in the room. */
  role: RoomMembershipRole;
  /** What kind of member it is, as Amazon Chime says. */
  memberType?: MemberType;
  /** Who invited the member, as Amazon Chime says. */
  invitedBy?: string;
}

/** What is personal about a member of a room. */
export interface GetRoomMembershipsPerson {
  /** The e-mail address; left out where there is none, as for a bot. */
  email?: string;
  /** The full name; left out where there is none. */
  fullName?: string;
}

/** The result of {@link getRoomMemberships}. */
export interface GetRoomMembershipsResult {
  /** The account that was asked for. */
  accountId: string;
  /** The room that was asked for. */
  roomId: string;
  /** Everybody in the room, by member id in ascending order. */
  memberships: GetRoomMembershipsMembership[];
  /** What is personal about them, by member id: a secret, which Pulumi encrypts and does not show. */
  people: pulumi.Output<Record<string, GetRoomMembershipsPerson>>;
}

/** The result of {@link getRoomMembershipsOutput}. Each part is an Output of its own, so that one alone is a secret. */
export interface GetRoomMembershipsOutputResult {
  /** The account that was asked for. */
  accountId: pulumi.Output<string>;
  /** The room that was asked for. */
  roomId: pulumi.Output<string>;
  /** Everybody in the room, by member id in ascending order. */
  memberships: pulumi.Output<GetRoomMembershipsMembership[]>;
  /** What is personal about them, by member id: a secret, which Pulumi encrypts and does not show. */
  people: pulumi.Output<Record<string, GetRoomMembershipsPerson>>;
}

/**
 * Finds out who is in a room, whoever put them there. It asks whenever the program runs, in a preview too.
 *
 * ```typescript
 * const { memberships } = await chime.getRoomMemberships({ accountId, roomId });
 * ```
 *
 * @param args The room.
 * @param opts Whose settings to use: `{ provider }`. Default: those of the stack.
 * @throws Error when an argument cannot be used, before anything is called; when there is no such room; or when
 * Amazon Chime refuses.
 *
 * Source: https://docs.aws.amazon.com/chime/latest/APIReference/API_ListRoomMemberships.html
 */
export async function getRoomMemberships(
  args: GetRoomMembershipsArgs,
  opts?: pulumi.InvokeOptions,
): Promise<GetRoomMembershipsResult> {
  const members = await ask(LOOKUP, args, opts);
  const { accountId, roomId } = args;
  return {
    accountId,
    roomId,
    memberships: members.map(publicPart),
    people: pulumi.secret(peopleOf(members)),
  };
}

/**
 * As {@link getRoomMemberships}, for arguments that are Outputs. While one of them is unknown in a preview, or comes
 * from a resource that does not exist yet, so is the result.
 *
 * @param args The room.
 * @param opts Whose settings to use: `{ provider }`, and what must exist before: `{ dependsOn }`.
 * @returns Outputs that fail the deployment for what {@link getRoomMemberships} throws.
 */
export function getRoomMembershipsOutput(
  args: GetRoomMembershipsOutputArgs,
  opts?: pulumi.InvokeOutputOptions,
): GetRoomMembershipsOutputResult {
  const members = askOutput(LOOKUP, args, opts);
  return {
    accountId: pulumi.output(args.accountId),
    roomId: pulumi.output(args.roomId),
    memberships: members.apply((found) => found.map(publicPart)),
    people: pulumi.secret(members.apply(peopleOf)),
  };
}

const LOOKUP: Lookup<GetRoomMembershipsArgs, RoomMember[]> = {
  name: "getRoomMemberships",
  rules: { accountId: validateId, roomId: validateId },
  find: async ({ roomMemberships }, key: RoomKey) => {
    const members = await roomMemberships.members(key);
    return members.sort((one, other) => (one.membership.memberId < other.membership.memberId ? -1 : 1));
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

function peopleOf(members: readonly RoomMember[]): Record<string, GetRoomMembershipsPerson> {
  return Object.fromEntries(members.map(({ membership, person }) => [membership.memberId, person]));
}
