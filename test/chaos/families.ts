import { channels } from "./channels/family";
import type { Family } from "./model/family";
import { rooms } from "./rooms/family";

/** The kinds of memberships that the model knows, by the name of the family. */
export const FAMILIES: Readonly<Record<string, Family>> = { rooms, channels };
