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
