import { channels } from "./channels/channels";
import type { Family } from "./model/resourceFamily";
import { rooms } from "./rooms/rooms";

/** The kinds of memberships that the model knows, by the name of the family. */
export const FAMILIES: Readonly<Record<string, Family>> = { rooms, channels };
