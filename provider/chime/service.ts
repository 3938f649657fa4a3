import { createCaller, createClient } from "./client";
import { RoomMemberships } from "./roomMemberships";
import type { ChimeSettings } from "./settings";

/** The operations of Amazon Chime that this package uses, by what they are about. All share one client. */
export interface ChimeService {
  readonly roomMemberships: RoomMemberships;
}

/** Opens the service. Whoever loads this file loads the AWS SDK. */
export function openService(settings: ChimeSettings): ChimeService {
  const client = createClient(settings);
  const caller = createCaller(settings);
  return { roomMemberships: new RoomMemberships(client, caller) };
}
