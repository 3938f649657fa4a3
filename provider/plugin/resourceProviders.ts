import { ChimeSession } from "../aws/session";
import { CallReporter } from "../reporting/callReporter";
import type { Log } from "../reporting/log";
import { ProgressRow } from "../reporting/progressRow";
import { EntityProvider } from "../reconcile/entity/entityProvider";
import {
  APP_INSTANCES,
  APP_INSTANCE_ADMINS,
  APP_INSTANCE_BOTS,
  APP_INSTANCE_RETENTIONS,
  APP_INSTANCE_STREAMINGS,
  APP_INSTANCE_USERS,
  CHANNELS,
  CHANNEL_BANS,
  CHANNEL_FLOW_ASSOCIATIONS,
  CHANNEL_MEMBERSHIPS,
  CHANNEL_MODERATORS,
} from "../reconcile/definitions/channelDefinitions";
import { ROOMS, ROOM_MEMBERSHIPS } from "../reconcile/definitions/roomDefinitions";
import { MembershipProvider } from "../reconcile/membership/membershipProvider";
import { RosterProvider } from "../reconcile/roster/rosterProvider";
import type { Ownership } from "../ownership/ownership";
import { withReadableErrors } from "./readableErrors";

/**
 * The resource providers of one plugin process. The process serves one provider with one configuration, so that its
 * resources share a session, and with it the clients.
 *
 * @param log The log of the engine.
 * @param ownership Decides who may be removed, for all resources together.
 * @param session The settings and the clients.
 */
export function resourceProviders(log: Log, ownership: Ownership, session = sessionOf(log)) {
  const progress = new ProgressRow(log);
  const readable = <Provider extends object>(provider: Provider): Provider =>
    withReadableErrors(provider, log, () => !ownership.wasChecked && ownership.deployment === undefined);
  return {
    room: readable(new EntityProvider(ROOMS, session, ownership, progress)),
    roomMembership: readable(new MembershipProvider(ROOM_MEMBERSHIPS, session, ownership, progress)),
    roomRoster: readable(new RosterProvider(ROOM_MEMBERSHIPS, session, ownership, progress)),
    channelMembership: readable(new MembershipProvider(CHANNEL_MEMBERSHIPS, session, ownership, progress)),
    channelRoster: readable(new RosterProvider(CHANNEL_MEMBERSHIPS, session, ownership, progress)),
    channelModerator: readable(new MembershipProvider(CHANNEL_MODERATORS, session, ownership, progress)),
    channelModeratorRoster: readable(new RosterProvider(CHANNEL_MODERATORS, session, ownership, progress)),
    channelBan: readable(new MembershipProvider(CHANNEL_BANS, session, ownership, progress)),
    channelFlowAssociation: readable(
      new EntityProvider(CHANNEL_FLOW_ASSOCIATIONS, session, ownership, progress),
    ),
    channel: readable(new EntityProvider(CHANNELS, session, ownership, progress)),
    appInstance: readable(new EntityProvider(APP_INSTANCES, session, ownership, progress)),
    appInstanceAdmin: readable(new MembershipProvider(APP_INSTANCE_ADMINS, session, ownership, progress)),
    appInstanceBot: readable(new EntityProvider(APP_INSTANCE_BOTS, session, ownership, progress)),
    appInstanceRetention: readable(new EntityProvider(APP_INSTANCE_RETENTIONS, session, ownership, progress)),
    appInstanceStreaming: readable(new EntityProvider(APP_INSTANCE_STREAMINGS, session, ownership, progress)),
    appInstanceUser: readable(new EntityProvider(APP_INSTANCE_USERS, session, ownership, progress)),
  };
}

/** A session whose calls are reported to this log. */
export function sessionOf(log: Log): ChimeSession {
  return new ChimeSession(({ debug }) => new CallReporter(log, debug));
}
