/**
 * What the plugin process loads: the hooks of each resource, by the name that its provider text asks for. State
 * files refer to these names, so none may ever go.
 */
import { ChimeSession } from "./chime/session";
import { RoomMembershipLifecycle } from "./lifecycle/roomMembership";

// One process serves one provider, with one configuration: its resources share one session and so one client.
const session = new ChimeSession();

/** The hooks of `RoomMembership`. */
export const roomMembership = new RoomMembershipLifecycle(session);
