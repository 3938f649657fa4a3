import type { RoomMembershipKey } from "./roomMembershipId";

/**
 * What a member may do in a room.
 *
 * Source: https://docs.aws.amazon.com/chime/latest/APIReference/API_RoomMembership.html
 */
export const RoomMembershipRole = {
  /** Takes part in the room. */
  Member: "Member",
  /** Takes part, and manages the room and its members. */
  Administrator: "Administrator",
} as const;

/** One of the values of {@link RoomMembershipRole}. */
export type RoomMembershipRole = (typeof RoomMembershipRole)[keyof typeof RoomMembershipRole];

/** What kind of member it is, as Amazon Chime says: `User`, `Bot` or `Webhook`. */
export type MemberType = "User" | "Bot" | "Webhook";

/** The checked inputs of a membership, as the engine keeps them. */
export interface RoomMembershipInputs extends RoomMembershipKey {
  role: RoomMembershipRole;
}

/** What the engine keeps of a membership. Small, because it is written again after each step of an update. */
export interface RoomMembershipState extends RoomMembershipInputs {
  memberType?: MemberType;
  invitedBy?: string;
}
