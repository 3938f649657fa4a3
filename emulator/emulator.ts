import { adminHandler } from "./admin/adminHandler";
import type { CredentialOptions, EmulatorOptions } from "./configuration/options";
import { seedCheck, type Seed } from "./configuration/seed";
import { settingsFrom } from "./configuration/settings";
import type { Faults } from "./faults/faults";
import { HttpServer, type Handler } from "./http/server";
import type { Journal } from "./journal/journal";
import { createEmulation, resetEmulation } from "./requests/emulation";
import { handleRequest } from "./requests/handleRequest";
import { State } from "./state/state";
import type { Rates } from "./throttling/publishedRates";

/** A running emulator of Amazon Chime, Amazon Chime SDK messaging and identity, and AWS STS. */
export interface Emulator {
  /** The URL for clients on this machine, such as `http://127.0.0.1:8123`. Does not change while the emulator runs. */
  readonly url: string;
  /** The first configured access key, for an SDK client. */
  readonly credentials: CredentialOptions;
  /** The environment variables with which an AWS SDK or a Pulumi program uses the emulator. */
  readonly env: Readonly<Record<string, string>>;
  readonly state: State;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Turns the published rates on and off. */
  readonly rates: Pick<Rates, "enforce">;
  /**
   * Replaces all resources by those of a seed, empties the journal, removes all faults, and sets the rates as at the
   * start. Default: the seed from the start.
   */
  reset(seed?: Seed): void;
  /** Closes all connections and refuses new ones until {@link Emulator.comeBack}. */
  goAway(): Promise<void>;
  /** Listens again on the same port, with the same state. */
  comeBack(): Promise<void>;
  /** Stops the emulator and ends all calls, including those that hang. Has no effect if it is stopped already. */
  stop(): Promise<void>;
}

/** Starts an emulator in this process. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = settingsFrom(options);
  const stopping = new AbortController();
  const emulation = createEmulation(settings, stopping.signal);
  const state = new State(emulation.rooms, emulation.appInstances);
  const api: Handler = (request) => handleRequest(request, emulation);
  const reset = (seed?: Seed): void => {
    resetEmulation(emulation, seed && seedCheck(seed, ""));
  };
  const server = new HttpServer(
    settings.admin ? adminHandler({ ...emulation, state, reset }, api) : api,
    settings.now,
  );
  const url = await server.open(settings);
  const credentials = { ...settings.credentials[0] };
  return {
    url,
    credentials,
    env: environmentOf(url, credentials),
    state,
    journal: emulation.journal,
    faults: emulation.faults,
    rates: emulation.rates,
    reset,
    goAway: () => server.close(),
    comeBack: async () => {
      if (stopping.signal.aborted) throw new Error("The emulator has been stopped.");
      await server.open({ host: settings.host, port: Number(new URL(url).port) });
    },
    stop: () => {
      stopping.abort();
      return server.close();
    },
  };
}

/** The environment variables with which an AWS SDK uses the emulator. */
export function environmentOf(url: string, credentials: CredentialOptions): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_CHIME: url,
    AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING: url,
    AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY: url,
    AWS_ENDPOINT_URL_STS: url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: credentials.sessionToken }),
  };
}
