import { CHANNEL_FORM } from "../../contract/channelForm";
import type { ChannelPlace } from "../../contract/channelMembership";
import type { ChimeSession } from "../../chime/session";
import type { Properties } from "../../contract/properties";
import type { MembershipFamily } from "./family";

/** Who belongs to channels of Amazon Chime SDK Messaging. */
export const CHANNELS: MembershipFamily<ChannelPlace> = {
  form: CHANNEL_FORM,
  service: ({ channelMemberships }) => channelMemberships,
  defaults: bearerOf,
};

/** On whose behalf calls are made for a resource: as it says itself, else as the settings do. */
export function bearerOf(chime: ChimeSession, { chimeBearer }: Properties): Properties {
  const ofSettings = chime.problems.length > 0 ? undefined : chime.settings.appInstanceUserArn;
  const bearer = chimeBearer ?? ofSettings;
  return bearer === undefined ? {} : { chimeBearer: bearer };
}
