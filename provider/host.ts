/**
 * What the plugin process loads: the hooks of each resource, by the name that its provider text asks for. State
 * files refer to these names, so none may ever go.
 */
import { ChimeSession } from "./chime/session";
import { CallReporter } from "./engine/callReporter";
import { engineLog } from "./engine/engineLog";
import { ProgressRow } from "./engine/progressRow";
import { Claims } from "./lifecycle/claims";
import { RoomLifecycle } from "./lifecycle/room";
import { RoomMembershipLifecycle } from "./lifecycle/roomMembership";
import { RoomRosterLifecycle } from "./lifecycle/roomRoster";

// One process serves one provider, with one configuration: its resources share one session and so one client.
const [engineAddress = ""] = process.argv.slice(2);
const log = engineLog(engineAddress);
const reporter = new CallReporter(log, Boolean(process.env["PULUMI_CHIME_DEBUG"]));
const session = new ChimeSession(reporter);
const claims = new Claims();

/** The hooks of `Room`. */
export const room = new RoomLifecycle(session);

/** The hooks of `RoomMembership`. */
export const roomMembership = new RoomMembershipLifecycle(session, claims);

/** The hooks of `RoomRoster`. */
export const roomRoster = new RoomRosterLifecycle(session, claims, new ProgressRow(log));
