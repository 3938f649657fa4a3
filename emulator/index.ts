import type { FastifyInstance } from "fastify";
import { adminHandler } from "./admin";
import { Credentials } from "./auth/credentials";
import { Faults } from "./faults/faults";
import { serve, type Emulation } from "./http/serve";
import { createServer, type Handler } from "./http/server";
import { Journal } from "./journal";
import { settingsFrom, type CredentialOptions, type EmulatorOptions } from "./options";
import { SOMEBODY_ELSE } from "./state/channels";
import { BEHIND_THE_BACK, State } from "./state/state";
import { Rates } from "./rates";
import { AppInstances } from "./store/messaging/appInstances";
import { plantAppInstances } from "./store/messaging/plant";
import { Pages } from "./store/pages";
import { plant, Store } from "./store/chime/store";

export type { Faults, InjectedFault } from "./faults/faults";
export type { FaultRule, ReadLag, Throttle, When } from "./faults/rules";
export type { ErrorName } from "./http/errors";
export type { BatchError, BatchMember, Call, CallFilter, Journal, WaitOptions } from "./journal";
export type { OperationName } from "./operations/operation";
export type { CredentialOptions, EmulatorOptions, Quotas, RoleOptions, Rules } from "./options";
export { DEFAULT_CREDENTIALS } from "./options";
export { readSeed } from "./seed";
export type {
  Role,
  Seed,
  SeedAccount,
  SeedAppInstance,
  SeedAppInstanceBot,
  SeedAppInstanceUser,
  SeedBot,
  SeedChannel,
  SeedChannelMember,
  SeedMember,
  SeedRoom,
  SeedUser,
} from "./seed";
export type { AppInstanceUserView, AppInstanceView, ChannelMemberView, ChannelView } from "./state/channels";
export type { MemberView, State } from "./state/state";

const HOST = "127.0.0.1";

/** Amazon Chime, Amazon Chime SDK Messaging and Identity, and AWS STS, running in this process. */
export interface Emulator {
  /** `http://127.0.0.1:PORT`, the same for as long as it runs. */
  readonly url: string;
  /** The first configured key, for an SDK client. */
  readonly credentials: CredentialOptions;
  /** What to set in the environment of a program that shall find the emulator. */
  readonly env: Readonly<Record<string, string>>;
  readonly state: State;
  readonly journal: Journal;
  readonly faults: Faults;
  /** The rates of calls about channel memberships, to be switched on and off while it runs. */
  readonly rates: Pick<Rates, "enforce">;
  /** Refuses connections and destroys those there are, until {@link Emulator.comeBack}. */
  goAway(): Promise<void>;
  /** Listens again, on the same port and with the same state. */
  comeBack(): Promise<void>;
  /** Ends everything, calls that hang included. Stopping twice is stopping once. */
  stop(): Promise<void>;
}

/** Starts them on one port of 127.0.0.1. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = settingsFrom(options);
  const stopping = new AbortController();
  const emulation = emulationOf(settings, stopping.signal);
  const state = new State(emulation.store, emulation.appInstances);
  const api: Handler = (request) => serve(request, emulation);
  const handler = settings.admin ? adminHandler({ ...emulation, state }, api) : api;
  const listener = new Listener(handler);
  const url = await listener.open(settings.port);
  const credentials = { ...settings.credentials[0] };
  return {
    url,
    credentials,
    env: environment(url, credentials),
    state,
    journal: emulation.journal,
    faults: emulation.faults,
    rates: emulation.rates,
    goAway: () => listener.close(),
    comeBack: async () => {
      if (stopping.signal.aborted) throw new Error("The emulator has been stopped.");
      await listener.open(Number(new URL(url).port));
    },
    stop: () => {
      stopping.abort();
      return listener.close();
    },
  };
}

/** All that one emulator is made of, without a server. */
export function emulationOf(settings: ReturnType<typeof settingsFrom>, stopping: AbortSignal): Emulation {
  const faults = new Faults(settings.now);
  const store = new Store(settings.now, faults.readLag);
  const appInstances = new AppInstances(settings.now, faults.readLag);
  plant(store, settings.seed, BEHIND_THE_BACK);
  plantAppInstances(appInstances, settings.seed.appInstances ?? [], SOMEBODY_ELSE);
  return {
    settings,
    credentials: new Credentials(settings.credentials, settings.roles),
    store,
    appInstances,
    rates: new Rates(settings.rates, settings.now),
    pages: new Pages(),
    journal: new Journal(settings.now),
    faults,
    stopping,
  };
}

/** What a program needs in its environment to find an emulator. */
export function environment(url: string, credentials: CredentialOptions): Record<string, string> {
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

/** A server that can close and listen again: fastify itself listens once only. */
export class Listener {
  private app: FastifyInstance | undefined;
  private closing: Promise<void> = Promise.resolve();

  constructor(private readonly handler: Handler) {}

  async open(port: number): Promise<string> {
    await this.closing;
    if (this.app !== undefined) throw new Error("The emulator is listening already.");
    const app = createServer(this.handler);
    const url = await app.listen({ host: HOST, port });
    this.app = app;
    return url;
  }

  close(): Promise<void> {
    const { app } = this;
    if (app === undefined) return this.closing;
    this.app = undefined;
    this.closing = app.close().then(() => undefined);
    return this.closing;
  }
}
