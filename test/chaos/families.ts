import { access } from "./channels/access";
import { channels } from "./channels/channels";
import type { ResourceFamily } from "./model/resourceFamily";
import { rooms } from "./rooms/rooms";

/** The resource families that the model tests, by name. */
export const FAMILIES: Readonly<Record<string, ResourceFamily>> = { rooms, channels, access };
