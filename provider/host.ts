/**
 * What the plugin process loads: the hooks of each resource, by the name that its provider text asks for. State
 * files refer to these names, so none may ever go.
 */
import { ChimeSession } from "./chime/session";
import { CallReporter } from "./engine/callReporter";
import { engineLog } from "./engine/engineLog";
import { ProgressRow } from "./engine/progressRow";
import { Claims } from "./lifecycle/claims";
import { EntityLifecycle } from "./lifecycle/entity";
import { APP_INSTANCES, APP_INSTANCE_USERS, CHANNEL_ENTITIES, CHANNELS } from "./lifecycle/families/channels";
import { ROOM_ENTITIES, ROOMS } from "./lifecycle/families/rooms";
import { MembershipLifecycle } from "./lifecycle/membership";
import { MemberEntityLifecycle } from "./lifecycle/newcomers";
import { RosterLifecycle } from "./lifecycle/roster";

// Before its address, the engine may give options of its own, as with --logflow or --tracing.
const engineAddress = process.argv.slice(2).at(-1) ?? "";
const log = engineLog(engineAddress);
// One process serves one provider, with one configuration: its resources share one session and so one client.
const session = new ChimeSession(({ debug }) => new CallReporter(log, debug));
const progress = new ProgressRow(log);
const roomClaims = new Claims(ROOMS.form);
const channelClaims = new Claims(CHANNELS.form);
const newUsers = new Set<string>();

/** The hooks of `Room`. */
export const room = new EntityLifecycle(ROOM_ENTITIES, session, progress);

/** The hooks of `RoomMembership`. */
export const roomMembership = new MembershipLifecycle(ROOMS, session, roomClaims);

/** The hooks of `RoomRoster`. */
export const roomRoster = new RosterLifecycle(ROOMS, session, roomClaims, progress);

/** The hooks of `ChannelMembership`. */
export const channelMembership = new MembershipLifecycle(CHANNELS, session, channelClaims, newUsers);

/** The hooks of `ChannelRoster`. */
export const channelRoster = new RosterLifecycle(CHANNELS, session, channelClaims, progress, newUsers);

/** The hooks of `Channel`. */
export const channel = new EntityLifecycle(CHANNEL_ENTITIES, session, progress);

/** The hooks of `AppInstance`. */
export const appInstance = new EntityLifecycle(APP_INSTANCES, session, progress);

/** The hooks of `AppInstanceUser`. */
export const appInstanceUser = new MemberEntityLifecycle(APP_INSTANCE_USERS, session, progress, newUsers);
