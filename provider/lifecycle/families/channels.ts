import {
  APP_INSTANCE,
  type AppInstanceInputs,
  type AppInstanceKey,
  type AppInstanceState,
} from "../../contract/appInstance";
import {
  APP_INSTANCE_USER,
  type AppInstanceUserInputs,
  type AppInstanceUserKey,
  type AppInstanceUserState,
} from "../../contract/appInstanceUser";
import { CHANNEL, type ChannelInputs, type ChannelKey, type ChannelState } from "../../contract/channel";
import { CHANNEL_FORM } from "../../contract/channelForm";
import type { ChannelPlace } from "../../contract/channelMembership";
import type { ChimeSession } from "../../chime/session";
import { parseChimeArn } from "../../contract/chimeArn";
import type { CheckFailure, Properties } from "../../contract/properties";
import type { EntityFamily } from "./entityFamily";
import type { MembershipFamily } from "./membershipFamily";

/** Who belongs to channels of Amazon Chime SDK Messaging. */
export const CHANNELS: MembershipFamily<ChannelPlace> = {
  form: CHANNEL_FORM,
  service: ({ channelMemberships }) => channelMemberships,
  serviceOfState: ({ channelMembershipsOfState }) => channelMembershipsOfState,
  defaults: bearerOf,
  contradictions: (chime, { channelArn }) => regionProblems(chime, { channelArn }),
};

/** The channels themselves. */
export const CHANNEL_ENTITIES: EntityFamily<ChannelKey, ChannelInputs, ChannelState> = {
  form: CHANNEL,
  service: ({ channels }) => channels,
  serviceOfState: ({ channelsOfState }) => channelsOfState,
  defaults: bearerOf,
  contradictions: (chime, { appInstanceArn }) => regionProblems(chime, { appInstanceArn }),
};

/** What channels are in. */
export const APP_INSTANCES: EntityFamily<AppInstanceKey, AppInstanceInputs, AppInstanceState> = {
  form: APP_INSTANCE,
  service: ({ appInstances }) => appInstances,
  serviceOfState: ({ appInstances }) => appInstances,
  defaults: () => ({}),
  contradictions: () => [],
};

/** Who can be in channels. */
export const APP_INSTANCE_USERS: EntityFamily<
  AppInstanceUserKey,
  AppInstanceUserInputs,
  AppInstanceUserState
> = {
  form: APP_INSTANCE_USER,
  service: ({ appInstanceUsers }) => appInstanceUsers,
  serviceOfState: ({ appInstanceUsers }) => appInstanceUsers,
  defaults: () => ({}),
  contradictions: (chime, { appInstanceArn }) => regionProblems(chime, { appInstanceArn }),
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
