import type { Peer } from "../../provider/lifecycle/peers";

/** The other processes of a deployment that has none. */
export const ALONE: Peer = { held: () => Promise.resolve([]), removed: () => Promise.resolve([]) };
