/**
 * What the plugin process loads: the hooks of each resource, by the name that its provider text asks for. State
 * files refer to these names, so none may ever go.
 */
import { ChimeSession } from "./chime/session";
import { CallReporter } from "./engine/callReporter";
import { engineInput } from "./engine/end";
import { engineLog } from "./engine/engineLog";
import { PeerProcesses } from "./engine/peerProcesses";
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
// What one provider's resources take over, another one's may be about to delete.
const peers = new PeerProcesses(engineAddress, engineInput());
const roomClaims = peers.share("room memberships", (others) => new Claims(ROOMS.form, others));
const channelClaims = peers.share("channel memberships", (others) => new Claims(CHANNELS.form, others));
const newUsers = new Set<string>();

/** The hooks of `Room`. */
export const room = peers.share(
  "rooms",
  (others) => new EntityLifecycle(ROOM_ENTITIES, session, progress, others),
);

/** The hooks of `RoomMembership`. */
export const roomMembership = new MembershipLifecycle(ROOMS, session, roomClaims);

/** The hooks of `RoomRoster`. */
export const roomRoster = new RosterLifecycle(ROOMS, session, roomClaims, progress);

/** The hooks of `ChannelMembership`. */
export const channelMembership = new MembershipLifecycle(CHANNELS, session, channelClaims, newUsers);

/** The hooks of `ChannelRoster`. */
export const channelRoster = new RosterLifecycle(CHANNELS, session, channelClaims, progress, newUsers);

/** The hooks of `Channel`. */
export const channel = peers.share(
  "channels",
  (others) => new EntityLifecycle(CHANNEL_ENTITIES, session, progress, others),
);

/** The hooks of `AppInstance`. */
export const appInstance = peers.share(
  "app instances",
  (others) => new EntityLifecycle(APP_INSTANCES, session, progress, others),
);

/** The hooks of `AppInstanceUser`. */
export const appInstanceUser = peers.share(
  "app instance users",
  (others) => new MemberEntityLifecycle(APP_INSTANCE_USERS, session, progress, others, newUsers),
);
