import { APP_INSTANCE_SPEC } from "./channels/appInstance";
import { APP_INSTANCE_ADMIN } from "./channels/appInstanceAdmin";
import { APP_INSTANCE_BOT } from "./channels/appInstanceBot";
import { APP_INSTANCE_RETENTION } from "./channels/appInstanceRetention";
import { APP_INSTANCE_STREAMING } from "./channels/appInstanceStreaming";
import { APP_INSTANCE_USER } from "./channels/appInstanceUser";
import { CHANNEL_SPEC } from "./channels/channel";
import { CHANNEL_BAN } from "./channels/channelBan";
import { CHANNEL_FLOW_ASSOCIATION } from "./channels/channelFlowAssociation";
import { CHANNEL_MEMBERSHIP } from "./channels/channelMembership";
import { CHANNEL_MODERATOR } from "./channels/channelModerator";
import { CHANNEL_MODERATOR_ROSTER } from "./channels/channelModeratorRoster";
import { CHANNEL_ROSTER } from "./channels/channelRoster";
import { CHANNEL_TYPES } from "./channels/types";
import { GET_APP_INSTANCE_ADMINS } from "./functions/getAppInstanceAdmins";
import { GET_APP_INSTANCE_USER_MEMBERSHIPS } from "./functions/getAppInstanceUserMemberships";
import { GET_APP_INSTANCE_USER_MODERATED_CHANNELS } from "./functions/getAppInstanceUserModeratedChannels";
import { GET_CHANNEL_BANS } from "./functions/getChannelBans";
import { GET_CHANNEL_MEMBERSHIPS } from "./functions/getChannelMemberships";
import { GET_CHANNEL_MODERATORS } from "./functions/getChannelModerators";
import { GET_ROOM } from "./functions/getRoom";
import { GET_ROOM_MEMBERSHIPS } from "./functions/getRoomMemberships";
import { GET_ROOMS } from "./functions/getRooms";
import { GET_USER } from "./functions/getUser";
import { FUNCTION_TYPES } from "./functions/types";
import type { PackageSpec } from "./model";
import { PROVIDER, PROVIDER_TYPES } from "./provider";
import { ROOM_SPEC } from "./rooms/room";
import { ROOM_MEMBERSHIP } from "./rooms/roomMembership";
import { ROOM_ROSTER } from "./rooms/roomRoster";
import { ROOM_TYPES } from "./rooms/types";

/** All resources, functions and types of this package. */
export const PACKAGE: PackageSpec = {
  types: { ...CHANNEL_TYPES, ...ROOM_TYPES, ...FUNCTION_TYPES, ...PROVIDER_TYPES },
  resources: [
    CHANNEL_MEMBERSHIP,
    CHANNEL_ROSTER,
    CHANNEL_MODERATOR,
    CHANNEL_MODERATOR_ROSTER,
    CHANNEL_BAN,
    CHANNEL_FLOW_ASSOCIATION,
    CHANNEL_SPEC,
    APP_INSTANCE_SPEC,
    APP_INSTANCE_USER,
    APP_INSTANCE_BOT,
    APP_INSTANCE_ADMIN,
    APP_INSTANCE_RETENTION,
    APP_INSTANCE_STREAMING,
    ROOM_MEMBERSHIP,
    ROOM_ROSTER,
    ROOM_SPEC,
  ],
  functions: [
    GET_CHANNEL_MEMBERSHIPS,
    GET_CHANNEL_MODERATORS,
    GET_CHANNEL_BANS,
    GET_APP_INSTANCE_ADMINS,
    GET_APP_INSTANCE_USER_MEMBERSHIPS,
    GET_APP_INSTANCE_USER_MODERATED_CHANNELS,
    GET_ROOM_MEMBERSHIPS,
    GET_ROOM,
    GET_ROOMS,
    GET_USER,
  ],
  provider: PROVIDER,
};
