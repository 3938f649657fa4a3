import { CredentialStore } from "../auth/credentialStore";
import type { Settings } from "../configuration/settings";
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
  const faults = new Faults(now);
  const rooms = new RoomStore(now, faults.readLag);
  const appInstances = new AppInstanceStore(now, faults.readLag);
  seedRooms(rooms, seed.accounts);
  seedAppInstances(appInstances, seed.appInstances ?? []);
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
