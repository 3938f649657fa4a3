import {
  APP_INSTANCE_SCHEMA,
  type AppInstanceInputs,
  type AppInstanceKey,
  type AppInstanceState,
} from "../../schema/channels/appInstanceSchema";
import {
  APP_INSTANCE_USER_SCHEMA,
  type AppInstanceUserInputs,
  type AppInstanceUserKey,
  type AppInstanceUserState,
} from "../../schema/channels/appInstanceUserSchema";
import {
  CHANNEL_SCHEMA,
  type ChannelInputs,
  type ChannelKey,
  type ChannelState,
} from "../../schema/channels/channelSchema";
import { CHANNEL_MEMBERSHIP_SCHEMA } from "../../schema/channels/channelMembershipSchema";
import type { ChannelRef } from "../../schema/channels/channelId";
import type { ChimeSession } from "../../aws/session";
import { parseChimeArn } from "../../schema/channels/chimeArn";
import type { CheckFailure } from "../../schema/validators";
import type { Properties } from "../../schema/properties";
import type { EntityDefinition } from "./entityDefinition";
import type { MembershipDefinition } from "./membershipDefinition";

/** Who belongs to channels of Amazon Chime SDK Messaging. */
export const CHANNEL_MEMBERSHIPS: MembershipDefinition<ChannelRef> = {
  schema: CHANNEL_MEMBERSHIP_SCHEMA,
  api: ({ channelMemberships }) => channelMemberships,
  defaults: bearerOf,
  validateWithSettings: (chime, { channelArn }) => regionProblems(chime, { channelArn }),
};

/** The channels themselves. */
export const CHANNELS: EntityDefinition<ChannelKey, ChannelInputs, ChannelState> = {
  schema: CHANNEL_SCHEMA,
  api: ({ channels }) => channels,
  defaults: bearerOf,
  validateWithSettings: (chime, { appInstanceArn }) => regionProblems(chime, { appInstanceArn }),
};

/** What channels are in. */
export const APP_INSTANCES: EntityDefinition<AppInstanceKey, AppInstanceInputs, AppInstanceState> = {
  schema: APP_INSTANCE_SCHEMA,
  api: ({ appInstances }) => appInstances,
  defaults: () => ({}),
  validateWithSettings: () => [],
};

/** Who can be in channels. */
export const APP_INSTANCE_USERS: EntityDefinition<
  AppInstanceUserKey,
  AppInstanceUserInputs,
  AppInstanceUserState
> = {
  schema: APP_INSTANCE_USER_SCHEMA,
  api: ({ appInstanceUsers }) => appInstanceUsers,
  defaults: () => ({}),
  validateWithSettings: (chime, { appInstanceArn }) => regionProblems(chime, { appInstanceArn }),
};

/** On whose behalf calls are made for a resource: as it says itself, else as the settings do. */
function bearerOf(chime: ChimeSession, { chimeBearer }: Properties): Properties {
  const ofSettings = chime.problems.length > 0 ? undefined : chime.settings.appInstanceUserArn;
  const bearer = chimeBearer ?? ofSettings;
  return bearer === undefined ? {} : { chimeBearer: bearer };
}

/** What is wrong with ARNs, by their properties, that are of another region than the settings name. */
function regionProblems(chime: ChimeSession, arns: Properties): CheckFailure[] {
  const expected = chime.problems.length > 0 ? undefined : chime.settings.region;
  return Object.entries(arns).flatMap(([property, arn]) => {
    const region = parseChimeArn(arn)?.region;
    if (expected === undefined || region === undefined || region === expected) return [];
    const reason =
      `${property} is of the region ${region}, and chime:region is ${expected}. Leave chime:region out, and each ARN is ` +
      `called in its own region; or give the resource a chime.Provider with the region ${region}.`;
    return [{ property, reason }];
  });
}
