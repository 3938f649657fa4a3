/** Manages the members of Amazon Chime SDK messaging channels and Amazon Chime rooms with Pulumi. */
export { BotStandardMessages, BotTargetedMessages } from "./schema/channels/botMessages";
export { ExpirationCriterion, type ExpirationSettings } from "./schema/channels/expirationSettings";
export { ChannelMode } from "./schema/channels/channelMode";
export { ChannelPrivacy } from "./schema/channels/channelPrivacy";
export { ChannelMembershipType } from "./schema/channels/channelMembershipType";
export { RoomMembershipRole } from "./schema/rooms/roomMembershipRole";
export { type MemberType } from "./schema/rooms/memberType";
export { getAppInstanceAdmins, getAppInstanceAdminsOutput } from "./lookups/getAppInstanceAdmins";
export type {
  GetAppInstanceAdminsArgs,
  GetAppInstanceAdminsOutputArgs,
  GetAppInstanceAdminsOutputResult,
  GetAppInstanceAdminsResult,
} from "./lookups/getAppInstanceAdmins";
export {
  getAppInstanceUserMemberships,
  getAppInstanceUserMembershipsOutput,
} from "./lookups/getAppInstanceUserMemberships";
export type {
  GetAppInstanceUserMembershipsArgs,
  GetAppInstanceUserMembershipsMembership,
  GetAppInstanceUserMembershipsOutputArgs,
  GetAppInstanceUserMembershipsResult,
} from "./lookups/getAppInstanceUserMemberships";
export {
  getAppInstanceUserModeratedChannels,
  getAppInstanceUserModeratedChannelsOutput,
} from "./lookups/getAppInstanceUserModeratedChannels";
export type {
  GetAppInstanceUserModeratedChannelsArgs,
  GetAppInstanceUserModeratedChannelsChannel,
  GetAppInstanceUserModeratedChannelsOutputArgs,
  GetAppInstanceUserModeratedChannelsResult,
} from "./lookups/getAppInstanceUserModeratedChannels";
export { getChannelBans, getChannelBansOutput } from "./lookups/getChannelBans";
export type {
  GetChannelBansArgs,
  GetChannelBansOutputArgs,
  GetChannelBansOutputResult,
  GetChannelBansResult,
} from "./lookups/getChannelBans";
export { getChannelMemberships, getChannelMembershipsOutput } from "./lookups/getChannelMemberships";
export type {
  GetChannelMembershipsArgs,
  GetChannelMembershipsMembership,
  GetChannelMembershipsOutputArgs,
  GetChannelMembershipsOutputResult,
  GetChannelMembershipsResult,
} from "./lookups/getChannelMemberships";
export { getChannelModerators, getChannelModeratorsOutput } from "./lookups/getChannelModerators";
export type {
  GetChannelModeratorsArgs,
  GetChannelModeratorsOutputArgs,
  GetChannelModeratorsOutputResult,
  GetChannelModeratorsResult,
} from "./lookups/getChannelModerators";
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
export type { AppInstancePerson } from "./lookups/appInstancePerson";
export { getUser, getUserOutput } from "./lookups/getUser";
export type { GetUserArgs, GetUserOutputArgs, GetUserOutputResult, GetUserResult } from "./lookups/getUser";
export { AppInstance, type AppInstanceArgs, type AppInstanceState } from "./resources/appInstance";
export {
  AppInstanceAdmin,
  type AppInstanceAdminArgs,
  type AppInstanceAdminState,
} from "./resources/appInstanceAdmin";
export {
  AppInstanceBot,
  type AppInstanceBotArgs,
  type AppInstanceBotState,
} from "./resources/appInstanceBot";
export {
  AppInstanceRetention,
  type AppInstanceRetentionArgs,
  type AppInstanceRetentionState,
} from "./resources/appInstanceRetention";
export {
  AppInstanceStreaming,
  type AppInstanceStreamingArgs,
  type AppInstanceStreamingState,
} from "./resources/appInstanceStreaming";
export {
  AppInstanceUser,
  type AppInstanceUserArgs,
  type AppInstanceUserState,
} from "./resources/appInstanceUser";
export { Channel, type ChannelArgs, type ChannelState } from "./resources/channel";
export { ChannelBan, type ChannelBanArgs, type ChannelBanState } from "./resources/channelBan";
export {
  ChannelFlowAssociation,
  type ChannelFlowAssociationArgs,
  type ChannelFlowAssociationState,
} from "./resources/channelFlowAssociation";
export {
  ChannelMembership,
  type ChannelMembershipArgs,
  type ChannelMembershipState,
} from "./resources/channelMembership";
export {
  ChannelModerator,
  type ChannelModeratorArgs,
  type ChannelModeratorState,
} from "./resources/channelModerator";
export {
  ChannelModeratorRoster,
  type ChannelModeratorRosterArgs,
  type ChannelModeratorRosterState,
} from "./resources/channelModeratorRoster";
export {
  ChannelRoster,
  type ChannelRosterArgs,
  type ChannelRosterMember,
  type ChannelRosterMemberState,
  type ChannelRosterState,
} from "./resources/channelRoster";
export { fromAwsProvider, type AwsProviderLike } from "./resources/fromAwsProvider";
export { Provider } from "./resources/provider";
export type { ProviderArgs, ProviderAssumeRole } from "./resources/providerArgs";
export { Room, type RoomArgs, type RoomState } from "./resources/room";
export {
  RoomRoster,
  type RoomRosterArgs,
  type RoomRosterMember,
  type RoomRosterMemberState,
  type RoomRosterState,
} from "./resources/roomRoster";
export {
  RoomMembership,
  type RoomMembershipArgs,
  type RoomMembershipState,
} from "./resources/roomMembership";
