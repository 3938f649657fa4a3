import { ChimeSession } from "./chime/session";
import { CallReporter } from "./engine/callReporter";
import type { Log } from "./engine/log";
import { ProgressRow } from "./engine/progressRow";
import { EntityLifecycle } from "./lifecycle/entity";
import { APP_INSTANCES, APP_INSTANCE_USERS, CHANNEL_ENTITIES, CHANNELS } from "./lifecycle/families/channels";
import { ROOM_ENTITIES, ROOMS } from "./lifecycle/families/rooms";
import { MembershipLifecycle } from "./lifecycle/membership";
import { RosterLifecycle } from "./lifecycle/roster";
import type { Ownership } from "./ownership/ownership";

/**
 * The hooks of each resource, for one process: it serves one provider, with one configuration, so its resources share one
 * session and so one client.
 *
 * @param log Where the person at the screen is told something.
 * @param ownership Who may be removed: what one resource lets go of, another one may have, in this process or another.
 */
export function hooksOf(log: Log, ownership: Ownership) {
  const session = new ChimeSession(({ debug }) => new CallReporter(log, debug));
  const progress = new ProgressRow(log);
  return {
    room: new EntityLifecycle(ROOM_ENTITIES, session, ownership, progress),
    roomMembership: new MembershipLifecycle(ROOMS, session, ownership, progress),
    roomRoster: new RosterLifecycle(ROOMS, session, ownership, progress),
    channelMembership: new MembershipLifecycle(CHANNELS, session, ownership, progress),
    channelRoster: new RosterLifecycle(CHANNELS, session, ownership, progress),
    channel: new EntityLifecycle(CHANNEL_ENTITIES, session, ownership, progress),
    appInstance: new EntityLifecycle(APP_INSTANCES, session, ownership, progress),
    appInstanceUser: new EntityLifecycle(APP_INSTANCE_USERS, session, ownership, progress),
  };
}
