import type { EmulatorOptions } from "./configuration/options";
import { DEFAULT_CREDENTIALS, settingsFrom } from "./configuration/settings";
import { environmentOf } from "./emulator";
import type { Faults } from "./faults/faults";
import { ApiError } from "./http/errors";
import type { ApiRequest, Reply } from "./http/messages";
import { restJson } from "./http/restJson";
import { HttpServer } from "./http/server";
import type { Journal } from "./journal/journal";
import { createEmulation, type Emulation } from "./requests/emulation";
import { handleRequest } from "./requests/handleRequest";
import { State } from "./state/state";
import type { AppInstance } from "./store/appInstance";
import { AppInstanceStore } from "./store/appInstanceStore";

/** An emulator on a shared server. */
export interface HostedEmulator {
  readonly state: State;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Removes the emulator from the server and ends its calls that hang. */
  close(): void;
}

/** The app instances of several emulators. */
class SharedAppInstances extends AppInstanceStore {
  constructor(private readonly emulations: () => readonly Emulation[]) {
    super(Date.now, () => 0);
  }

  override list(region: string, awsAccountId: string): AppInstance[] {
    return this.emulations().flatMap(({ appInstances }) => appInstances.list(region, awsAccountId));
  }
}

/**
 * Several emulators on one port, each with its own state, journal, faults and rules. For tests in one process, which
 * has one endpoint. A call goes to the emulator whose id is the first UUID in the path, the query, the ARN of the
 * bearer or an ARN in the body: the id of an Amazon Chime account or of an app instance. ListAppInstances has no
 * such id: it lists the app instances of all emulators, and no fault of theirs applies to it.
 */
export class SharedServer {
  private readonly emulations = new Map<string, Emulation>();
  private readonly server = new HttpServer((request) => {
    const id = emulatorIdIn(request);
    const emulation = id === undefined ? this.common : this.emulations.get(id);
    return emulation ? handleRequest(request, emulation) : Promise.resolve(noEmulator());
  }, Date.now);
  private url = "";

  /** Answers calls that name no emulator. */
  private readonly common = {
    ...createEmulation(settingsFrom({}), new AbortController().signal),
    appInstances: new SharedAppInstances(() => [...this.emulations.values()]),
  };

  /** Starts the server on a free port. */
  public static async start(): Promise<SharedServer> {
    const shared = new SharedServer();
    shared.url = await shared.server.open({ host: "127.0.0.1", port: 0 });
    return shared;
  }

  /** The environment variables with which an AWS SDK uses the server. */
  public get env(): Readonly<Record<string, string>> {
    return environmentOf(this.url, DEFAULT_CREDENTIALS);
  }

  /** Adds an emulator. The id, a UUID, must also be that of its accounts and app instances. */
  public open(id: string, options: EmulatorOptions = {}): HostedEmulator {
    const stopping = new AbortController();
    const emulation = createEmulation(settingsFrom(options), stopping.signal);
    this.emulations.set(id, emulation);
    return {
      state: new State(emulation.rooms, emulation.appInstances),
      journal: emulation.journal,
      faults: emulation.faults,
      close: () => {
        this.emulations.delete(id);
        stopping.abort();
      },
    };
  }

  /** Stops the server. */
  public stop(): Promise<void> {
    return this.server.close();
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** In a body, other UUIDs can precede the ARN: a client request token is one too. */
const APP_INSTANCE_IN_BODY = new RegExp(`:app-instance/(${UUID.source})`);

function emulatorIdIn({ path, queryString, headers, body }: ApiRequest): string | undefined {
  const outside = UUID.exec(`${path}?${queryString}\n${headers["x-amz-chime-bearer"] ?? ""}`)?.[0];
  return outside ?? APP_INSTANCE_IN_BODY.exec(body.toString("utf8"))?.[1];
}

function noEmulator(): Reply {
  return restJson.failure(new ApiError("NotFoundException", "No emulator has this id."), "no-emulator");
}
