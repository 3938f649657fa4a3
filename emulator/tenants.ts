import { DEFAULT_CREDENTIALS, emulationOf, environment, Listener, type EmulatorOptions } from "./index";
import type { Faults } from "./faults/faults";
import { ApiError } from "./http/errors";
import type { ApiRequest } from "./http/messages";
import { restJson } from "./http/restJson";
import { serve, type Emulation } from "./http/serve";
import type { Journal } from "./journal";
import { settingsFrom } from "./options";
import { State } from "./state/state";
import { AppInstances, type AppInstance } from "./store/messaging/appInstances";

/** An emulator of its own behind a server that it shares. */
export interface Tenant {
  readonly state: State;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Ends its calls that hang. It is not found any more. */
  close(): void;
}

/** The app instances of many emulators. */
class AllAppInstances extends AppInstances {
  constructor(private readonly emulations: () => readonly Emulation[]) {
    super(Date.now, () => 0);
  }

  override list(region: string, owner: string): AppInstance[] {
    return this.emulations().flatMap(({ appInstances }) => appInstances.list(region, owner));
  }
}

/**
 * Many emulators on one port, each with a state, a journal, faults and rules of its own: for tests that share the
 * client's process, whose endpoint is one. A call belongs to the tenant whose id is the first UUID in its path, or
 * else in its query, or in the bearer's ARN: that of an Amazon Chime account, or of an app instance. ListAppInstances
 * names none: it lists the app instances of all, which are in one AWS account, and no tenant's faults strike it.
 */
export class Tenants {
  private readonly emulations = new Map<string, Emulation>();
  private readonly listener = new Listener((request) => {
    const id = tenantOf(request);
    const emulation = id === undefined ? this.common : this.emulations.get(id);
    return emulation ? serve(request, emulation) : Promise.resolve(nobodysReply());
  });
  private url = "";

  /** Answers what names no tenant. */
  private readonly common = {
    ...emulationOf(settingsFrom({}), new AbortController().signal),
    appInstances: new AllAppInstances(() => [...this.emulations.values()]),
  };

  /** Starts the server, on a free port. */
  public static async start(): Promise<Tenants> {
    const tenants = new Tenants();
    tenants.url = await tenants.listener.open(0);
    return tenants;
  }

  /** What to set in the environment of a program that shall find them. */
  public get env(): Readonly<Record<string, string>> {
    return environment(this.url, DEFAULT_CREDENTIALS);
  }

  /** Adds an emulator. Its accounts and app instances must have the id, a UUID. */
  public open(id: string, options: EmulatorOptions = {}): Tenant {
    const stopping = new AbortController();
    const emulation = emulationOf(settingsFrom(options), stopping.signal);
    this.emulations.set(id, emulation);
    return {
      state: new State(emulation.store, emulation.appInstances),
      journal: emulation.journal,
      faults: emulation.faults,
      close: () => {
        this.emulations.delete(id);
        stopping.abort();
      },
    };
  }

  /** Ends the server. */
  public stop(): Promise<void> {
    return this.listener.close();
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

function tenantOf({ path, queryString, headers }: ApiRequest): string | undefined {
  return UUID.exec(`${path}?${queryString}\n${headers["x-amz-chime-bearer"] ?? ""}`)?.[0];
}

function nobodysReply() {
  return restJson.failure(new ApiError("NotFoundException", "There is no such tenant."), "no-tenant");
}
