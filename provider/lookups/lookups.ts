import type { ChimeSession } from "../aws/session";
import type { Properties } from "../schema/properties";
import { GET_APP_INSTANCE_ADMINS_LOOKUP } from "./getAppInstanceAdmins";
import { GET_APP_INSTANCE_USER_MEMBERSHIPS_LOOKUP } from "./getAppInstanceUserMemberships";
import { GET_APP_INSTANCE_USER_MODERATED_CHANNELS_LOOKUP } from "./getAppInstanceUserModeratedChannels";
import { GET_CHANNEL_BANS_LOOKUP } from "./getChannelBans";
import { GET_CHANNEL_MEMBERSHIPS_LOOKUP } from "./getChannelMemberships";
import { GET_CHANNEL_MODERATORS_LOOKUP } from "./getChannelModerators";
import { GET_ROOM_LOOKUP } from "./getRoom";
import { GET_ROOM_MEMBERSHIPS_LOOKUP } from "./getRoomMemberships";
import { GET_ROOMS_LOOKUP } from "./getRooms";
import { GET_USER_LOOKUP } from "./getUser";
import { runLookup, type Lookup } from "./lookup";

/** Runs a look-up with the arguments of a program. Secrets are not marked in its result. */
export type LookupRunner = (session: ChimeSession, args: Properties) => Promise<Properties>;

/** All look-ups, by the name of their function. */
export const LOOKUPS: Readonly<Record<string, LookupRunner>> = Object.fromEntries([
  withPeople(GET_APP_INSTANCE_ADMINS_LOOKUP),
  plain(GET_APP_INSTANCE_USER_MEMBERSHIPS_LOOKUP),
  plain(GET_APP_INSTANCE_USER_MODERATED_CHANNELS_LOOKUP),
  withPeople(GET_CHANNEL_BANS_LOOKUP),
  withPeople(GET_CHANNEL_MEMBERSHIPS_LOOKUP),
  withPeople(GET_CHANNEL_MODERATORS_LOOKUP),
  plain(GET_ROOM_LOOKUP),
  withPeople(GET_ROOM_MEMBERSHIPS_LOOKUP),
  plain(GET_ROOMS_LOOKUP),
  plain(GET_USER_LOOKUP),
]);

type NamedRunner = [name: string, run: LookupRunner];

function plain<Args extends object, Found extends object>(lookup: Lookup<Args, Found>): NamedRunner {
  return [
    lookup.name,
    async (session, args) => ({ ...(await runLookup(lookup, session, args as Args)) }) as Properties,
  ];
}

function withPeople<Args extends object>(
  lookup: Lookup<Args, { result: object; people: object }>,
): NamedRunner {
  return [
    lookup.name,
    async (session, args) => {
      const { result, people } = await runLookup(lookup, session, args as Args);
      return { ...result, people };
    },
  ];
}
