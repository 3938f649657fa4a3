import { AsyncLocalStorage } from "node:async_hooks";
import Module, { createRequire } from "node:module";
import { join } from "node:path";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { engineLog } from "../../provider/plugin/engineLog";
import { resourceProviders, sessionOf } from "../../provider/plugin/resourceProviders";
import { Ownership } from "../../provider/ownership/ownership";
import type { Log } from "../../provider/reporting/log";
import { providerService } from "../../provider/native/providerService";
import { pushLayer, removeLayer } from "./environmentLayers";
import { ledgersOf, assertNoLedgers } from "./ledgers";
import type { Plugin, PluginOptions } from "./plugin";
import { SCHEMA } from "./schemaTypes";

const HOST_SCRIPT = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");

/** The module that the provider code in the state requires. */
const PACKAGE_NAME = "pulumi-chime";
const PACKAGE = `${PACKAGE_NAME}/provider`;

/** What makes the hooks of a plugin. */
const SOURCES = { engineLog, resourceProviders, sessionOf, Ownership };

/** As in the native plugin, but shorter: here, checks follow each other at once. */
const QUIET_MS = 30;

export interface InProcessPluginOptions extends PluginOptions {
  /** The folder of the project with the package in `node_modules`. Default: the sources of this repository. */
  readonly project?: string | undefined;
  /** Receives what the plugin shows to the user. Default: the engine. */
  readonly log?: Log | undefined;
  /** Whether it is the native plugin. Default: no. */
  readonly native?: boolean | undefined;
}

type Done = (error: object | null, reply: unknown, trailer?: grpc.Metadata) => void;
type Service = Record<string, (call: { request: unknown }, done: Done) => unknown>;

/** What a plugin printed to stderr. */
interface Output {
  printed: string;
}

/**
 * Pulumi's own host of dynamic providers, in the process of the tests. It serializes and parses every message as gRPC does.
 * Its hooks are those of `provider/`, or those of the package in a project's `node_modules`.
 *
 * Not for tests of the process itself: its end, its signals, its stdin, the modules that it loads, other processes.
 */
export class InProcessPlugin implements Plugin {
  public readonly pid = process.pid;
  private readonly output: Output = { printed: "" };
  private readonly env: Readonly<Record<string, string>>;
  private readonly home: string;
  private readonly ledgers: readonly string[];
  private readonly ownership: Ownership;
  private readonly hooks: ReturnType<typeof resourceProviders>;
  private readonly service: Service;

  public constructor({ engine, env, home, project, log, native = false }: InProcessPluginOptions) {
    const { engineLog, resourceProviders, sessionOf, Ownership } =
      project === undefined ? SOURCES : builtModules(project);
    this.home = home;
    this.env = { PULUMI_HOME: home, ...env };
    pushLayer(this.env);
    const earlier = ledgersOf(this.pid, home);
    this.ownership = new Ownership(engine, undefined, undefined, native ? QUIET_MS : undefined);
    this.ledgers = ledgersOf(this.pid, home).filter((file) => !earlier.includes(file));
    const shown = log ?? engineLog(engine);
    const session = sessionOf(shown);
    this.hooks = resourceProviders(shown, this.ownership, session);
    this.service = native
      ? (providerService({
          hooks: this.hooks,
          ownership: this.ownership,
          session,
          schema: SCHEMA,
        }) as Service)
      : loadHostService();
  }

  public get printed(): string {
    return this.output.printed;
  }

  public async call<Reply>(method: string, request: object): Promise<Reply> {
    const definition = DEFINITIONS[method]!;
    const call = { request: definition.requestDeserialize(definition.requestSerialize(request)) };
    pushLayer(this.env);
    const reply = await new Promise((resolve, reject) => {
      const done: Done = (error, value, trailer) => {
        if (error) reject(errorOf(error, trailer));
        else resolve(value);
      };
      // Pulumi's host evaluates the provider code synchronously, before its first `await`.
      withPackage(this.hooks, () => currentOutput.run(this.output, () => this.service[method]!(call, done)));
    });
    return definition.responseDeserialize(definition.responseSerialize(reply)) as Reply;
  }

  public closeStdin(): void {
    throw needsProcess();
  }

  public kill(): Promise<void> {
    return Promise.reject(needsProcess());
  }

  public stop(): Promise<void> {
    this.ownership.end();
    removeLayer(this.env);
    assertNoLedgers(ledgersOf(this.pid, this.home).filter((file) => this.ledgers.includes(file)));
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

function needsProcess(): Error {
  return new Error("This needs a separate plugin process: start the host with process: true.");
}

/**
 * Loads Pulumi's host script anew and returns its gRPC service. The script exports nothing, so the service is taken from the
 * server that the script creates. That server does not listen.
 */
function loadHostService(): Service {
  let service: Service | undefined;
  let server: grpc.Server | undefined;
  const serverStub = {
    addService(this: grpc.Server, _: unknown, implementation: Service) {
      [server, service] = [this, implementation];
    },
    bindAsync: () => undefined,
  };
  // The script's handlers of unhandled errors and stack traces must not affect the process of the tests.
  const processStub = {
    argv: [process.execPath, HOST_SCRIPT, "engine"],
    on: () => process,
    emit: memberOf(process, "emit"),
  };
  const errorStub = { prepareStackTrace: memberOf(Error, "prepareStackTrace") };
  const replacements = [
    replace(grpc.Server.prototype, serverStub),
    replace(process, processStub),
    replace(Error, errorStub),
  ];
  try {
    Reflect.deleteProperty(require.cache, HOST_SCRIPT);
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    require(HOST_SCRIPT);
    // Otherwise, Node.js keeps every host that was ever loaded.
    module.children.pop();
  } finally {
    for (const restore of replacements) restore();
  }
  // Otherwise, the gRPC library keeps it in a registry.
  server?.forceShutdown();
  if (service === undefined) throw new Error("Pulumi's host of dynamic providers did not add a service.");
  return service;
}

function builtModules(project: string): typeof SOURCES {
  const modules = ["plugin/engineLog", "plugin/resourceProviders", "ownership/ownership"];
  const load = (path: string): unknown =>
    createRequire(join(project, "index.js"))(`./node_modules/${PACKAGE_NAME}/dist/${path}`);
  return Object.assign({}, ...modules.map(load)) as typeof SOURCES;
}

/** During the action, `require` of the package returns these hooks. */
function withPackage(hooks: object, action: () => unknown): void {
  const load = memberOf(Module, "_load") as (request: string, ...rest: unknown[]) => unknown;
  const restore = replace(Module, {
    _load: (request: string, ...rest: unknown[]) =>
      request === PACKAGE ? hooks : load.call(Module, request, ...rest),
  });
  try {
    action();
  } finally {
    restore();
  }
}

function memberOf(object: object, name: string): unknown {
  return (object as Record<string, unknown>)[name];
}

/** Replaces members of an object. Returns a function that restores them. */
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

/** The error that a gRPC client receives if the server answers with this error. */
function errorOf(error: object, trailer: grpc.Metadata | undefined): grpc.ServiceError {
  const { message: details = "Unknown Error", code = grpc.status.UNKNOWN } = error as {
    message?: string;
    code?: unknown;
  };
  const status = Number.isInteger(code) ? (code as grpc.status) : grpc.status.UNKNOWN;
  const failed = new Error(`${status} ${grpc.status[status]}: ${details}`);
  return Object.assign(failed, { code: status, details, metadata: trailer ?? new grpc.Metadata() });
}

/** Collects what a plugin writes to stderr during a call, instead of printing it. */
const currentOutput = new AsyncLocalStorage<Output>();
const write = process.stderr.write.bind(process.stderr) as (...args: unknown[]) => boolean;
process.stderr.write = (text: Uint8Array | string, ...rest: unknown[]): boolean => {
  const output = currentOutput.getStore();
  if (!output) return write(text, ...rest);
  output.printed += typeof text === "string" ? text : Buffer.from(text).toString();
  return true;
};
