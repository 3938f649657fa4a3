import type { Declared } from "../../support/agreement/program";
import { ACCESS } from "./access";
import { APP_INSTANCES } from "./appInstances";
import { CHANNELS } from "./channels";
import { ROOMS } from "./rooms";
import type { World } from "./world";

/** The worlds, by the suffix of the names of their fixtures. */
export const WORLDS: Record<string, World> = {
  "": ROOMS,
  "-channels": CHANNELS,
  "-app-instances": APP_INSTANCES,
  "-access": ACCESS,
};

/** The world that a program was written for. */
export function worldOf({ channelMemberships, appInstanceUsers, channelModerators }: Declared): World {
  if (channelModerators) return ACCESS;
  if (appInstanceUsers) return APP_INSTANCES;
  return channelMemberships ? CHANNELS : ROOMS;
}
