/**
 * What the plugin process loads: the hooks of each resource, by the name that its provider text asks for. State
 * files refer to these names, so none may ever go.
 */
import { ChimeSession } from "./chime/session";
import { CallReporter } from "./engine/callReporter";
import { beforeEnd, engineInput } from "./engine/end";
import { engineLog } from "./engine/engineLog";
import { ProgressRow } from "./engine/progressRow";
import { EntityLifecycle } from "./lifecycle/entity";
import { APP_INSTANCES, APP_INSTANCE_USERS, CHANNEL_ENTITIES, CHANNELS } from "./lifecycle/families/channels";
import { ROOM_ENTITIES, ROOMS } from "./lifecycle/families/rooms";
import { MembershipLifecycle } from "./lifecycle/membership";
import { RosterLifecycle } from "./lifecycle/roster";
import { Ownership } from "./ownership/ownership";

// Before its address, the engine may give options of its own, as with --logflow or --tracing.
const engineAddress = process.argv.slice(2).at(-1) ?? "";
const log = engineLog(engineAddress);
// One process serves one provider, with one configuration: its resources share one session and so one client.
const session = new ChimeSession(({ debug }) => new CallReporter(log, debug));
const progress = new ProgressRow(log);
// What one resource lets go of, another one may have: in this process, or in that of another provider.
const ownership = new Ownership(engineAddress);
beforeEnd(() => {
  ownership.end();
}, engineInput());

/** The hooks of `Room`. */
export const room = new EntityLifecycle(ROOM_ENTITIES, session, ownership, progress);

/** The hooks of `RoomMembership`. */
export const roomMembership = new MembershipLifecycle(ROOMS, session, ownership, progress);

/** The hooks of `RoomRoster`. */
export const roomRoster = new RosterLifecycle(ROOMS, session, ownership, progress);

/** The hooks of `ChannelMembership`. */
export const channelMembership = new MembershipLifecycle(CHANNELS, session, ownership, progress);

/** The hooks of `ChannelRoster`. */
export const channelRoster = new RosterLifecycle(CHANNELS, session, ownership, progress);

/** The hooks of `Channel`. */
export const channel = new EntityLifecycle(CHANNEL_ENTITIES, session, ownership, progress);

/** The hooks of `AppInstance`. */
export const appInstance = new EntityLifecycle(APP_INSTANCES, session, ownership, progress);

/** The hooks of `AppInstanceUser`. */
export const appInstanceUser = new EntityLifecycle(APP_INSTANCE_USERS, session, ownership, progress);
