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

/** Memberships of any parent. */
export type AnyMembershipSchema = DeclarationSchema &
  MemberNames &
  Pick<MembershipSchema<object>, "parentOf">;

/** What a resource declares: one membership, several, a setting (one per app instance or channel), or none of these. */
type DeclaredAs =
  | { readonly as: "membership" | "roster"; readonly schema: AnyMembershipSchema }
  | { readonly as: "setting"; readonly form: AnySettingForm }
  | { readonly as: "entity" };

/** What each kind of resource declares. */
export const DECLARED: Readonly<Record<ResourceKind, DeclaredAs>> = {
  AppInstance: { as: "entity" },
  AppInstanceAdmin: { as: "membership", schema: APP_INSTANCE_ADMIN_SCHEMA },
  AppInstanceBot: { as: "entity" },
  AppInstanceRetention: { as: "setting", form: RETENTION },
  AppInstanceStreaming: { as: "setting", form: STREAMING },
  AppInstanceUser: { as: "entity" },
  Channel: { as: "entity" },
  ChannelBan: { as: "membership", schema: CHANNEL_BAN_SCHEMA },
  ChannelFlowAssociation: { as: "setting", form: FLOW },
  ChannelMembership: { as: "membership", schema: CHANNEL_MEMBERSHIP_SCHEMA },
  ChannelModerator: { as: "membership", schema: CHANNEL_MODERATOR_SCHEMA },
  ChannelModeratorRoster: { as: "roster", schema: CHANNEL_MODERATOR_SCHEMA },
  ChannelRoster: { as: "roster", schema: CHANNEL_MEMBERSHIP_SCHEMA },
  Room: { as: "entity" },
  RoomMembership: { as: "membership", schema: ROOM_MEMBERSHIP_SCHEMA },
  RoomRoster: { as: "roster", schema: ROOM_MEMBERSHIP_SCHEMA },
};

/** The schema of the members of a roster; undefined for another kind. */
export function rosterSchemaOf(kind: ResourceKind): AnyMembershipSchema | undefined {
  const declared = DECLARED[kind];
  return declared.as === "roster" ? declared.schema : undefined;
}
