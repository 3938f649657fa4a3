import type { Declared } from "../../support/agreement/program";
import { CHANNELS } from "./channels";
import { ROOMS } from "./rooms";
import type { World } from "./world";

/** The worlds, each by what the names of its fixtures have after the version. */
export const WORLDS: Record<string, World> = { "": ROOMS, "-channels": CHANNELS };

/** The world that a program was written for. */
export function worldOf({ channelMemberships }: Declared): World {
  return channelMemberships ? CHANNELS : ROOMS;
}
