import { ChimeSession } from "../aws/session";
import { CallReporter } from "../reporting/callReporter";
import type { Log } from "../reporting/log";
import { ProgressRow } from "../reporting/progressRow";
import { EntityProvider } from "../reconcile/entity/entityProvider";
import {
  APP_INSTANCES,
  APP_INSTANCE_USERS,
  CHANNELS,
  CHANNEL_MEMBERSHIPS,
} from "../reconcile/definitions/channelDefinitions";
import { ROOMS, ROOM_MEMBERSHIPS } from "../reconcile/definitions/roomDefinitions";
import { MembershipProvider } from "../reconcile/membership/membershipProvider";
import { RosterProvider } from "../reconcile/roster/rosterProvider";
import type { Ownership } from "../ownership/ownership";

/**
 * The resource providers of one plugin process. The process serves one provider with one configuration, so that its
 * resources share a session, and with it the clients.
 *
 * @param log The log of the engine.
 * @param ownership Decides who may be removed, for all resources together.
 */
export function resourceProviders(log: Log, ownership: Ownership) {
  const session = new ChimeSession(({ debug }) => new CallReporter(log, debug));
  const progress = new ProgressRow(log);
  return {
    room: new EntityProvider(ROOMS, session, ownership, progress),
    roomMembership: new MembershipProvider(ROOM_MEMBERSHIPS, session, ownership, progress),
    roomRoster: new RosterProvider(ROOM_MEMBERSHIPS, session, ownership, progress),
    channelMembership: new MembershipProvider(CHANNEL_MEMBERSHIPS, session, ownership, progress),
    channelRoster: new RosterProvider(CHANNEL_MEMBERSHIPS, session, ownership, progress),
    channel: new EntityProvider(CHANNELS, session, ownership, progress),
    appInstance: new EntityProvider(APP_INSTANCES, session, ownership, progress),
    appInstanceUser: new EntityProvider(APP_INSTANCE_USERS, session, ownership, progress),
  };
}
