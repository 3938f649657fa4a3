import { setMaxListeners } from "node:events";

import { CredentialStore } from "../auth/credentialStore";
import type { Settings } from "../configuration/settings";
import type { Seed } from "../configuration/seed";
import { Faults } from "../faults/faults";
import { Journal } from "../journal/journal";
import { Pagination } from "../operations/pagination";
import { AppInstanceStore } from "../store/appInstanceStore";
import { RoomStore } from "../store/roomStore";
import { seedAppInstances } from "../store/seedAppInstances";
import { seedRooms } from "../store/seedRooms";
import { Rates } from "../throttling/publishedRates";

/** The parts of one emulator, without an HTTP server. */
export interface Emulation {
  readonly settings: Settings;
  readonly credentials: CredentialStore;
  readonly rooms: RoomStore;
  readonly appInstances: AppInstanceStore;
  readonly rates: Rates;
  readonly pagination: Pagination;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Aborted when the emulator stops. Ends calls that are delayed or hang. */
  readonly stopping: AbortSignal;
}

/** Creates the parts of an emulator and loads the seed. */
export function createEmulation(settings: Settings, stopping: AbortSignal): Emulation {
  const { now, seed } = settings;
  // Every delayed call listens.
  setMaxListeners(0, stopping);
  const faults = new Faults(now);
  const rooms = new RoomStore(now, faults.readLag);
  const appInstances = new AppInstanceStore(now, faults.readLag);
  load(seed, { rooms, appInstances });
  return {
    settings,
    credentials: new CredentialStore(settings.credentials, settings.roles),
    rooms,
    appInstances,
    rates: new Rates(settings.rates, now),
    pagination: new Pagination(),
    journal: new Journal(now, settings.journalLimit),
    faults,
    stopping,
  };
}

/**
 * Replaces all resources by those of a seed, empties the journal, removes all faults, and sets the rates as at the
 * start. Temporary credentials stay valid, because clients keep them.
 *
 * @param seed default: the seed from the start
 */
export function resetEmulation(emulation: Emulation, seed: Seed = emulation.settings.seed): void {
  emulation.rooms.accounts.clear();
  emulation.appInstances.clear();
  load(seed, emulation);
  emulation.journal.clear();
  emulation.faults.clear();
  emulation.rates.enforce(emulation.settings.rates);
}

function load(seed: Seed, { rooms, appInstances }: Pick<Emulation, "rooms" | "appInstances">): void {
  seedRooms(rooms, seed.accounts);
  seedAppInstances(appInstances, seed.appInstances ?? []);
}
