import { channelEndpoints } from "./channelEndpoints";
import { controlEndpoints } from "./controlEndpoints";
import type { Endpoint } from "./endpoint";
import { roomEndpoints } from "./roomEndpoints";

/** All requests of the admin API. */
export const ENDPOINTS: readonly Endpoint[] = [...controlEndpoints, ...roomEndpoints, ...channelEndpoints];
