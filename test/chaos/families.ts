import { channels } from "./channels/channels";
import type { ResourceFamily } from "./model/resourceFamily";
import { rooms } from "./rooms/rooms";

/** The kinds of memberships that the model knows, by the name of the family. */
export const FAMILIES: Readonly<Record<string, ResourceFamily>> = { rooms, channels };
