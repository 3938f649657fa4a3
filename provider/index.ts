/** Pulumi resources for who belongs to an Amazon Chime room. */
export { RoomMembershipRole, type MemberType } from "./contract/roomMembership";
export { RoomMembership, type RoomMembershipArgs } from "./resources/roomMembership";
