import { APP_INSTANCE_ADMIN_SCHEMA } from "../../schema/channels/appInstanceAdminSchema";
import {
  APP_INSTANCE_BOT_SCHEMA,
  type AppInstanceBotInputs,
  type AppInstanceBotKey,
  type AppInstanceBotOutputs,
} from "../../schema/channels/appInstanceBotSchema";
import {
  APP_INSTANCE_RETENTION_SCHEMA,
  type AppInstanceRetentionInputs,
} from "../../schema/channels/appInstanceRetentionSchema";
import {
  APP_INSTANCE_SCHEMA,
  type AppInstanceInputs,
  type AppInstanceKey,
  type AppInstanceOutputs,
} from "../../schema/channels/appInstanceSchema";
import {
  APP_INSTANCE_STREAMING_SCHEMA,
  type AppInstanceStreamingInputs,
} from "../../schema/channels/appInstanceStreamingSchema";
import {
  APP_INSTANCE_USER_SCHEMA,
  type AppInstanceUserInputs,
  type AppInstanceUserKey,
  type AppInstanceUserOutputs,
} from "../../schema/channels/appInstanceUserSchema";
import {
  CHANNEL_SCHEMA,
  type ChannelInputs,
  type ChannelKey,
  type ChannelOutputs,
} from "../../schema/channels/channelSchema";
import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../schema/channels/channelMembershipSchema";
import { CHANNEL_BAN_SCHEMA } from "../../schema/channels/channelBanSchema";
import {
  CHANNEL_FLOW_ASSOCIATION_SCHEMA,
  type ChannelFlowAssociationInputs,
  type ChannelFlowAssociationKey,
} from "../../schema/channels/channelFlowAssociationSchema";
import { CHANNEL_MODERATOR_SCHEMA } from "../../schema/channels/channelModeratorSchema";
import type { ChannelRef } from "../../schema/channels/channelId";
import type { ChimeSession } from "../../aws/session";
import { parseChimeArn } from "../../schema/channels/chimeArn";
import type { CheckFailure } from "../../schema/validators";
import { REGION_ADVICE, unservedRegion } from "../../settings/regions";
import { isNew, type Properties } from "../../schema/properties";
import type { EntityDefinition } from "./entityDefinition";
import type { MembershipDefinition, RosterDefinition } from "./membershipDefinition";

/** Memberships of Amazon Chime SDK messaging channels. */
export const CHANNEL_MEMBERSHIPS: RosterDefinition<ChannelRef> = {
  schema: CHANNEL_MEMBERSHIP_SCHEMA,
  api: ({ channelMemberships }) => channelMemberships,
  defaults: defaultBearer,
  validateWithSettings: (session, { channelArn }) => validateRegion(session, { channelArn }),
};

/** Moderators of Amazon Chime SDK messaging channels. */
export const CHANNEL_MODERATORS: RosterDefinition<ChannelRef> = {
  ...CHANNEL_MEMBERSHIPS,
  schema: CHANNEL_MODERATOR_SCHEMA,
  api: ({ channelModerators }) => channelModerators,
};

/** Bans from Amazon Chime SDK messaging channels. */
export const CHANNEL_BANS: MembershipDefinition<ChannelRef> = {
  ...CHANNEL_MEMBERSHIPS,
  schema: CHANNEL_BAN_SCHEMA,
  api: ({ channelBans }) => channelBans,
};

/** Amazon Chime SDK messaging channels. */
export const CHANNELS: EntityDefinition<ChannelKey, ChannelInputs, ChannelOutputs> = {
  schema: CHANNEL_SCHEMA,
  api: ({ channels }) => channels,
  defaults: defaultBearer,
  validateWithSettings: (session, { appInstanceArn }) => validateRegion(session, { appInstanceArn }),
};

/** Amazon Chime SDK app instances. */
export const APP_INSTANCES: EntityDefinition<AppInstanceKey, AppInstanceInputs, AppInstanceOutputs> = {
  schema: APP_INSTANCE_SCHEMA,
  api: ({ appInstances }) => appInstances,
  defaults: () => ({}),
  validateWithSettings: (session, _, olds) => (isNew(olds) ? validateDefaultRegion(session) : []),
};

/** Administrators of Amazon Chime SDK app instances. */
export const APP_INSTANCE_ADMINS: MembershipDefinition<AppInstanceKey> = {
  schema: APP_INSTANCE_ADMIN_SCHEMA,
  api: ({ appInstanceAdmins }) => appInstanceAdmins,
  defaults: () => ({}),
  validateWithSettings: (session, { appInstanceArn }) => validateRegion(session, { appInstanceArn }),
};

/** Amazon Chime SDK app instance users. */
export const APP_INSTANCE_USERS: EntityDefinition<
  AppInstanceUserKey,
  AppInstanceUserInputs,
  AppInstanceUserOutputs
> = {
  schema: APP_INSTANCE_USER_SCHEMA,
  api: ({ appInstanceUsers }) => appInstanceUsers,
  defaults: () => ({}),
  validateWithSettings: (session, { appInstanceArn }) => validateRegion(session, { appInstanceArn }),
};

/** Amazon Chime SDK app instance bots. */
export const APP_INSTANCE_BOTS: EntityDefinition<
  AppInstanceBotKey,
  AppInstanceBotInputs,
  AppInstanceBotOutputs
> = {
  schema: APP_INSTANCE_BOT_SCHEMA,
  api: ({ appInstanceBots }) => appInstanceBots,
  defaults: () => ({}),
  validateWithSettings: (session, { appInstanceArn }) => validateRegion(session, { appInstanceArn }),
};

/** The retention setting of Amazon Chime SDK app instances. */
export const APP_INSTANCE_RETENTIONS: EntityDefinition<
  AppInstanceKey,
  AppInstanceRetentionInputs,
  AppInstanceRetentionInputs
> = {
  schema: APP_INSTANCE_RETENTION_SCHEMA,
  api: ({ appInstanceRetentions }) => appInstanceRetentions,
  defaults: () => ({}),
  validateWithSettings: (session, { appInstanceArn }) => validateRegion(session, { appInstanceArn }),
};

/** The streaming configuration of Amazon Chime SDK app instances. */
export const APP_INSTANCE_STREAMINGS: EntityDefinition<
  AppInstanceKey,
  AppInstanceStreamingInputs,
  AppInstanceStreamingInputs
> = {
  schema: APP_INSTANCE_STREAMING_SCHEMA,
  api: ({ appInstanceStreamings }) => appInstanceStreamings,
  defaults: () => ({}),
  validateWithSettings: (session, { appInstanceArn }) => validateRegion(session, { appInstanceArn }),
};

/** The channel flows of Amazon Chime SDK messaging channels. */
export const CHANNEL_FLOW_ASSOCIATIONS: EntityDefinition<
  ChannelFlowAssociationKey,
  ChannelFlowAssociationInputs,
  ChannelFlowAssociationInputs
> = {
  schema: CHANNEL_FLOW_ASSOCIATION_SCHEMA,
  api: ({ channelFlowAssociations }) => channelFlowAssociations,
  defaults: defaultBearer,
  validateWithSettings: (session, { channelArn }) => validateRegion(session, { channelArn }),
};

/** The bearer of a resource: its own, otherwise the one in the settings. */
function defaultBearer(session: ChimeSession, { chimeBearer }: Properties): Properties {
  const configured = session.problems.length > 0 ? undefined : session.settings.appInstanceUserArn;
  const bearer = chimeBearer ?? configured;
  return bearer === undefined ? {} : { chimeBearer: bearer };
}

/** Rejects the region of a new app instance if AWS does not serve it. One that exists has its region in its ARN. */
function validateDefaultRegion(session: ChimeSession): CheckFailure[] {
  if (session.problems.length > 0) return [];
  const { defaultRegion, regionSource } = session.settings;
  const problem = unservedRegion(defaultRegion, regionSource, session.settings);
  return problem === undefined ? [] : [{ property: "", reason: `${problem}. ${REGION_ADVICE}` }];
}

/** Rejects ARNs, by property, of a region that AWS does not serve, and of another one than `chime:region`. */
function validateRegion(session: ChimeSession, arns: Properties): CheckFailure[] {
  if (session.problems.length > 0) return [];
  const { settings } = session;
  const expected = settings.region;
  const wrongSetting =
    expected === undefined ? undefined : unservedRegion(expected, "chime:region", settings);
  return Object.entries(arns).flatMap(([property, arn]) => {
    const region = parseChimeArn(arn)?.region;
    if (region === undefined) return [];
    const problem = unservedRegion(region, property, settings) ?? wrongSetting;
    if (problem !== undefined) return [{ property, reason: `${problem}. ${REGION_ADVICE}` }];
    if (expected === undefined || region === expected) return [];
    const reason =
      `${property} is in region ${region}, but chime:region is ${expected}. If you changed chime:region, set it back. ` +
      `Otherwise remove it, so that each ARN is called in its own region, or give the resource a chime.Provider with the ` +
      `region ${region}.`;
    return [{ property, reason }];
  });
}
