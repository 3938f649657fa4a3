import { BatchCreate } from "./batchCreate";
import { createCaller, createClient, createItemRetries } from "./client";
import type { CallObserver } from "./observer";
import { Pacer } from "./pacer";
import { RoomMemberships } from "./roomMemberships";
import { Rooms } from "./rooms";
import type { ChimeSettings } from "./settings";
import { Users } from "./users";

/** The operations of Amazon Chime that this package uses, by what they are about. All share one client. */
export interface ChimeService {
  readonly roomMemberships: RoomMemberships;
  readonly rooms: Rooms;
  readonly users: Users;
}

/** Opens the service. Whoever loads this file loads the AWS SDK. */
export function openService(settings: ChimeSettings, observer: CallObserver): ChimeService {
  const pacer = new Pacer(settings.callsPerSecond);
  const client = createClient(settings, pacer);
  const caller = createCaller(settings, observer, pacer);
  const batches = new BatchCreate(client, caller, createItemRetries(settings));
  return {
    roomMemberships: new RoomMemberships(client, caller, batches),
    rooms: new Rooms(client, caller),
    users: new Users(client, caller),
  };
}
