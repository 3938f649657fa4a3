import type { DeclarationSchema } from "../ownership/declarations";
import type { AnySettingForm } from "../ownership/settingDeclaration";
import { APP_INSTANCE_ADMIN_SCHEMA } from "../schema/channels/appInstanceAdminSchema";
import { CHANNEL_BAN_SCHEMA } from "../schema/channels/channelBanSchema";
import { CHANNEL_MEMBERSHIP_SCHEMA } from "../schema/channels/channelMembershipSchema";
import { CHANNEL_MODERATOR_SCHEMA } from "../schema/channels/channelModeratorSchema";
import { FLOW, RETENTION, STREAMING } from "../schema/channels/settingId";
import type { MembershipSchema } from "../schema/membershipSchema";
import type { ResourceKind } from "../schema/providerText";
import { ROOM_MEMBERSHIP_SCHEMA } from "../schema/rooms/roomMembershipSchema";
import type { MemberNames } from "../schema/rosters/rosterItem";

type OfKinds<Value> = Readonly<Partial<Record<ResourceKind, Value>>>;

/** Memberships of any parent. */
type AnyMembershipSchema = DeclarationSchema & MemberNames & Pick<MembershipSchema<object>, "parentOf">;

/** The kinds that declare one membership. */
export const MEMBERSHIPS: OfKinds<AnyMembershipSchema> = {
  AppInstanceAdmin: APP_INSTANCE_ADMIN_SCHEMA,
  ChannelBan: CHANNEL_BAN_SCHEMA,
  ChannelMembership: CHANNEL_MEMBERSHIP_SCHEMA,
  ChannelModerator: CHANNEL_MODERATOR_SCHEMA,
  RoomMembership: ROOM_MEMBERSHIP_SCHEMA,
};

/** The kinds that declare a list of memberships. */
export const ROSTERS: OfKinds<AnyMembershipSchema> = {
  ChannelModeratorRoster: CHANNEL_MODERATOR_SCHEMA,
  ChannelRoster: CHANNEL_MEMBERSHIP_SCHEMA,
  RoomRoster: ROOM_MEMBERSHIP_SCHEMA,
};

/** The kinds that declare a setting, of which an app instance or channel has one. */
export const SETTINGS: OfKinds<AnySettingForm> = {
  AppInstanceRetention: RETENTION,
  AppInstanceStreaming: STREAMING,
  ChannelFlowAssociation: FLOW,
};
