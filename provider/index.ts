/** Pulumi resources for who belongs to an Amazon Chime room. */
export { RoomMembershipRole, type MemberType } from "./contract/roomMembership";
export { getRoom, getRoomOutput } from "./lookups/getRoom";
export type { GetRoomArgs, GetRoomOutputArgs, GetRoomResult } from "./lookups/getRoom";
export { getRoomMemberships, getRoomMembershipsOutput } from "./lookups/getRoomMemberships";
export type {
  GetRoomMembershipsArgs,
  GetRoomMembershipsMembership,
  GetRoomMembershipsOutputArgs,
  GetRoomMembershipsOutputResult,
  GetRoomMembershipsPerson,
  GetRoomMembershipsResult,
} from "./lookups/getRoomMemberships";
export { getRooms, getRoomsOutput } from "./lookups/getRooms";
export type { GetRoomsArgs, GetRoomsOutputArgs, GetRoomsResult, GetRoomsRoom } from "./lookups/getRooms";
export { getUser, getUserOutput } from "./lookups/getUser";
export type { GetUserArgs, GetUserOutputArgs, GetUserOutputResult, GetUserResult } from "./lookups/getUser";
export { fromAwsProvider, type AwsProviderLike } from "./resources/fromAwsProvider";
export { Provider } from "./resources/provider";
export type { ProviderArgs, ProviderAssumeRole } from "./resources/providerArgs";
export { Room, type RoomArgs } from "./resources/room";
export {
  RoomRoster,
  type RoomRosterArgs,
  type RoomRosterMember,
  type RoomRosterMemberState,
} from "./resources/roomRoster";
export { RoomMembership, type RoomMembershipArgs } from "./resources/roomMembership";
