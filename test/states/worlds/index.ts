import type { Declared } from "../../support/agreement/program";
import { APP_INSTANCES } from "./appInstances";
import { CHANNELS } from "./channels";
import { ROOMS } from "./rooms";
import type { World } from "./world";

/** The worlds, by the suffix of the names of their fixtures. */
export const WORLDS: Record<string, World> = {
  "": ROOMS,
  "-channels": CHANNELS,
  "-app-instances": APP_INSTANCES,
};

/** The world that a program was written for. */
export function worldOf({ channelMemberships, appInstanceUsers }: Declared): World {
  if (appInstanceUsers) return APP_INSTANCES;
  return channelMemberships ? CHANNELS : ROOMS;
}
