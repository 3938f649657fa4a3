import { AsyncLocalStorage } from "node:async_hooks";
import Module from "node:module";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { engineLog } from "../../provider/plugin/engineLog";
import { resourceProviders } from "../../provider/plugin/resourceProviders";
import { Ownership } from "../../provider/ownership/ownership";
import { layOver, removeEntity } from "./environmentLayers";
import { ledgersOf, refuseLedgers } from "./ledgers";
import type { Plugin, PluginOptions } from "./plugin";

const HOST_SCRIPT = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");

/** What the text of a provider requires. */
const PACKAGE = "pulumi-chime/provider";

type Done = (error: object | null, reply: unknown, trailer?: grpc.Metadata) => void;
type Service = Record<string, (call: { request: unknown }, done: Done) => unknown>;

/** What one plugin has printed. */
interface Output {
  printed: string;
}

/**
 * Pulumi's own host of dynamic providers in the process of the tests, which starts no process and sends nothing, but makes
 * bytes of every message and reads them again, as the wire does. Its hooks are those of `provider/`, not of `dist/`.
 *
 * Not for what is about a process itself: its end, its signals, its input, what it loads, and who it runs beside.
 */
export class PluginHere implements Plugin {
  public readonly pid = process.pid;
  private readonly output: Output = { printed: "" };
  private readonly env: Readonly<Record<string, string>>;
  private readonly home: string;
  private readonly ledgers: readonly string[];
  private readonly ownership: Ownership;
  private readonly hooks: ReturnType<typeof resourceProviders>;
  private readonly service = pulumisService();

  public constructor({ engine, env, home }: PluginOptions) {
    this.home = home;
    this.env = { PULUMI_HOME: home, ...env };
    layOver(this.env);
    const others = ledgersOf(this.pid, home);
    this.ownership = new Ownership(engine);
    this.ledgers = ledgersOf(this.pid, home).filter((file) => !others.includes(file));
    this.hooks = resourceProviders(engineLog(engine), this.ownership);
  }

  public get printed(): string {
    return this.output.printed;
  }

  public async call<Reply>(method: string, request: object): Promise<Reply> {
    const definition = DEFINITIONS[method]!;
    const call = { request: definition.requestDeserialize(definition.requestSerialize(request)) };
    layOver(this.env);
    const reply = await new Promise((resolve, reject) => {
      const done: Done = (error, value, trailer) => {
        if (error) reject(errorOf(error, trailer));
        else resolve(value);
      };
      // The text of a provider is run before the first thing that the service waits for.
      requiring(this.hooks, () => outputs.run(this.output, () => this.service[method]!(call, done)));
    });
    return definition.responseDeserialize(definition.responseSerialize(reply)) as Reply;
  }

  public endInput(): void {
    throw notHere();
  }

  public kill(): Promise<void> {
    return Promise.reject(notHere());
  }

  public stop(): Promise<void> {
    this.ownership.end();
    removeEntity(this.env);
    refuseLedgers(ledgersOf(this.pid, this.home).filter((file) => this.ledgers.includes(file)));
    return Promise.resolve();
  }
}

interface Definition {
  requestSerialize: (message: unknown) => Buffer;
  requestDeserialize: (bytes: Buffer) => unknown;
  responseSerialize: (message: unknown) => Buffer;
  responseDeserialize: (bytes: Buffer) => unknown;
}

const DEFINITIONS = ResourceProviderService as unknown as Record<string, Definition>;

function notHere(): Error {
  return new Error("This is about the process of a plugin: start the host with process: true.");
}

/**
 * The service of Pulumi's script, as new as in a process that has just started. The script exports nothing: it is taken from
 * the server that the script makes, which is not let listen.
 */
function pulumisService(): Service {
  let service: Service | undefined;
  const server = {
    addService: (_: unknown, implementation: Service) => (service = implementation),
    bindAsync: () => undefined,
  };
  // What the script does with errors that nobody handles, and with traces, is for a process that is its own.
  const own = {
    argv: [process.execPath, HOST_SCRIPT, "engine"],
    on: () => process,
    emit: memberOf(process, "emit"),
  };
  const traces = { prepareStackTrace: memberOf(Error, "prepareStackTrace") };
  const replacements = [
    replace(grpc.Server.prototype, server),
    replace(process, own),
    replace(Error, traces),
  ];
  try {
    Reflect.deleteProperty(require.cache, HOST_SCRIPT);
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    require(HOST_SCRIPT);
  } finally {
    for (const putBack of replacements) putBack();
  }
  if (service === undefined) throw new Error("Pulumi's host of dynamic providers has added no service.");
  return service;
}

/** Has what is required under the name of the package be these hooks, while something is begun. */
function requiring(hooks: object, begin: () => unknown): void {
  const load = memberOf(Module, "_load") as (request: string, ...rest: unknown[]) => unknown;
  const putBack = replace(Module, {
    _load: (request: string, ...rest: unknown[]) =>
      request === PACKAGE ? hooks : load.call(Module, request, ...rest),
  });
  try {
    begin();
  } finally {
    putBack();
  }
}

function memberOf(object: object, name: string): unknown {
  return (object as Record<string, unknown>)[name];
}

/** Replaces members of an object, and returns what puts them back. */
function replace(object: object, members: Record<string, unknown>): () => void {
  const before = Object.getOwnPropertyDescriptors(object) as Record<string, PropertyDescriptor>;
  Object.assign(object, members);
  return () => {
    for (const name of Object.keys(members)) {
      const descriptor = before[name];
      if (descriptor) Object.defineProperty(object, name, descriptor);
      else Reflect.deleteProperty(object, name);
    }
  };
}

/** The error that the engine's side of gRPC makes of one that the plugin's side was given. */
function errorOf(error: object, trailer: grpc.Metadata | undefined): grpc.ServiceError {
  const { message: details = "Unknown Error", code = grpc.status.UNKNOWN } = error as {
    message?: string;
    code?: unknown;
  };
  const status = Number.isInteger(code) ? (code as grpc.status) : grpc.status.UNKNOWN;
  const failed = new Error(`${status} ${grpc.status[status]}: ${details}`);
  return Object.assign(failed, { code: status, details, metadata: trailer ?? new grpc.Metadata() });
}

/** What the work of one plugin prints is that plugin's, and not shown. */
const outputs = new AsyncLocalStorage<Output>();
const write = process.stderr.write.bind(process.stderr) as (...args: unknown[]) => boolean;
process.stderr.write = (text: Uint8Array | string, ...rest: unknown[]): boolean => {
  const output = outputs.getStore();
  if (!output) return write(text, ...rest);
  output.printed += typeof text === "string" ? text : Buffer.from(text).toString();
  return true;
};
