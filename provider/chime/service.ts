import { BatchCreate } from "./batchCreate";
import { createCaller, createItemRetries } from "./client";
import type { CallObserver } from "./observer";
import { createClient } from "./rooms/client";
import { roomBatch } from "./rooms/roomBatch";
import { RoomMemberships } from "./rooms/roomMemberships";
import { Rooms } from "./rooms/rooms";
import { Users } from "./rooms/users";
import type { ChimeSettings } from "./settings";

/** The operations of Amazon Chime that this package uses, by what they are about. All share one client. */
export interface ChimeService {
  readonly roomMemberships: RoomMemberships;
  readonly rooms: Rooms;
  readonly users: Users;
}

/** Opens the service. Whoever loads this file loads the AWS SDK. */
export function openService(settings: ChimeSettings, observer: CallObserver): ChimeService {
  const client = createClient(settings);
  const caller = createCaller(settings, observer);
  const batches = new BatchCreate(roomBatch(client), caller, createItemRetries(settings));
  return {
    roomMemberships: new RoomMemberships(client, caller, batches),
    rooms: new Rooms(client, caller),
    users: new Users(client, caller),
  };
}
