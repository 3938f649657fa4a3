import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Emulator } from "../../emulator";
import { PROVIDER_TEXT, type ResourceKind } from "../../provider/contract/providerText";
import { LeakGuard } from "./leaks";

const REPOSITORY = resolve(__dirname, "../..");
const HOST_SCRIPT = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");

/** Makes a process of Pulumi's start in a fraction of the time. */
export const QUICK_PULUMI = resolve(__dirname, "quickPulumi.cjs");

/** How long the engine lets a plugin take to end before it kills it, in milliseconds: ExecPlugin of pulumi/pulumi. */
const MOST_MS_TO_END = 5_000;

/** How much of its error output is kept, in characters: the last of it. */
const MOST_PRINTED = 1_000_000;

/** The address of an engine that does not exist, each time another one: a message to it fails at once. */
export function nowhere(): string {
  return `unix:/nowhere/${randomUUID()}`;
}

/** The properties of a resource, as they go over the wire. */
export type Properties = Record<string, unknown>;

/** What a host says of the difference between two states of a resource. */
export interface Difference {
  changes: boolean;
  replaces: string[];
  /** Whether a replacement deletes the old resource before it creates the new one. */
  deleteFirst: boolean;
}

/** Where the host's resources send their calls, and with which settings. */
export interface HostOptions {
  chime: Pick<Emulator, "env">;
  /** Stack settings, such as `chime:maxRetries`. */
  config?: Record<string, string>;
  kind?: ResourceKind;
  /**
   * Where the engine listens. The processes of one engine ask each other things: those of one deployment are given the
   * same. Default: one of {@link nowhere}.
   */
  engine?: string;
  /** Whether the engine holds the host's input open, as Pulumi's does while it lives: see {@link Host.endInput}. */
  keepsInput?: boolean;
  /** Environment beside that in which the SDK finds the emulator. */
  env?: Record<string, string>;
  /** The folder of the project, from which the package is found. Default: PULUMI_CHIME_TEST_PROJECT, else this one. */
  project?: string;
}

/**
 * Pulumi's own host of dynamic providers, in a process of its own, driven over gRPC as the engine drives it.
 *
 * What its hooks return, how they fail and what it prints is searched for what is personal or secret: a finding has
 * {@link Host.stop} throw.
 */
export class Host {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly text: string,
    private readonly output = outputOf(process),
    private readonly guard = new LeakGuard(),
  ) {}

  /** Starts and configures a host. */
  public static async start({
    chime,
    config = {},
    kind = "RoomMembership",
    ...options
  }: HostOptions): Promise<Host> {
    const process = spawn(globalThis.process.execPath, [HOST_SCRIPT, options.engine ?? nowhere()], {
      cwd: options.project ?? globalThis.process.env["PULUMI_CHIME_TEST_PROJECT"] ?? REPOSITORY,
      env: {
        ...globalThis.process.env,
        ...chime.env,
        ...options.env,
        NODE_OPTIONS: nodeOptions(options.env),
      },
      stdio: [options.keepsInput === true ? "pipe" : "ignore", "pipe", "pipe"],
    });
    const address = `127.0.0.1:${await firstLineOf(process)}`;
    const client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
    const host = new Host(process, client, PROVIDER_TEXT[kind]);
    await host.configure(config);
    return host;
  }

  /** The same process, for resources of another kind. */
  public withKind(kind: ResourceKind): Host {
    return this.withText(PROVIDER_TEXT[kind]);
  }

  /** The same process, for resources with another text of a provider. */
  public withText(text: string): Host {
    return new Host(this.process, this.client, text, this.output, this.guard);
  }

  /** The id of its process. */
  public get pid(): number {
    return this.process.pid!;
  }

  /** What the host printed to its error output, which Pulumi shows on the stack. */
  public get errorOutput(): string {
    return this.output.printed;
  }

  public async check(
    news: Properties,
    olds: Properties = {},
  ): Promise<{ inputs: Properties; failures: string[] }> {
    const request = new messages.CheckRequest().setOlds(this.struct(olds)).setNews(this.struct(news));
    const reply = await this.call<messages.CheckResponse>("check", request);
    return {
      inputs: this.properties(reply.getInputs()),
      failures: reply.getFailuresList().map((failure) => `${failure.getProperty()}: ${failure.getReason()}`),
    };
  }

  public async diff(id: string, olds: Properties, news: Properties): Promise<Difference> {
    const request = new messages.DiffRequest()
      .setId(id)
      .setOlds(this.struct(olds))
      .setNews(this.struct(news));
    const reply = await this.call<messages.DiffResponse>("diff", request);
    return {
      changes: reply.getChanges() === messages.DiffResponse.DiffChanges.DIFF_SOME,
      replaces: reply.getReplacesList(),
      deleteFirst: reply.getDeletebeforereplace(),
    };
  }

  public async create(inputs: Properties): Promise<{ id: string; outputs: Properties }> {
    const request = new messages.CreateRequest().setProperties(this.struct(inputs));
    const reply = await this.call<messages.CreateResponse>("create", request);
    return { id: reply.getId(), outputs: this.properties(reply.getProperties()) };
  }

  public async read(
    id: string,
    outputs: Properties,
  ): Promise<{ id: string; outputs: Properties; inputs: Properties }> {
    const request = new messages.ReadRequest().setId(id).setProperties(this.struct(outputs));
    const reply = await this.call<messages.ReadResponse>("read", request);
    return {
      id: reply.getId(),
      outputs: this.properties(reply.getProperties()),
      inputs: this.properties(reply.getInputs()),
    };
  }

  public async update(id: string, olds: Properties, news: Properties): Promise<Properties> {
    const request = new messages.UpdateRequest()
      .setId(id)
      .setOlds(this.struct(olds))
      .setNews(this.struct(news));
    const reply = await this.call<messages.UpdateResponse>("update", request);
    return this.properties(reply.getProperties());
  }

  /** What the engine keeps of a resource whose `create` or `update` failed with this error; undefined where nothing. */
  public partialFailure(
    error: unknown,
  ): { id: string; properties: Properties; reasons: string[] } | undefined {
    const [details] = (error as grpc.ServiceError).metadata.get("grpc-status-details-bin");
    if (details === undefined) return undefined;
    const [any] = Status.deserializeBinary(details as Uint8Array).getDetailsList();
    const failed = messages.ErrorResourceInitFailed.deserializeBinary(any!.getValue_asU8());
    return {
      id: failed.getId(),
      properties: this.properties(failed.getProperties()),
      reasons: failed.getReasonsList(),
    };
  }

  /**
   * The properties that the engine keeps of a resource whose `create` or `update` failed with this error; undefined
   * where it keeps nothing of it.
   */
  public keptBy(error: unknown): Properties | undefined {
    return this.partialFailure(error)?.properties;
  }

  public async delete(id: string, outputs: Properties): Promise<void> {
    await this.call("delete", new messages.DeleteRequest().setId(id).setProperties(this.struct(outputs)));
  }

  /** Ends the host's input, as when its engine is killed. */
  public endInput(): void {
    this.process.stdin!.end();
  }

  /** Ends the process as `kill -9` does, and waits until it is gone. */
  public async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /**
   * Ends the process as the engine does, and waits until it is gone.
   *
   * @throws Error where something personal or secret had come out of it.
   */
  public async stop(): Promise<void> {
    this.client.close();
    const impatience = setTimeout(() => this.process.kill("SIGKILL"), MOST_MS_TO_END);
    await this.end("SIGINT");
    clearTimeout(impatience);
    this.guard.look("what the plugin printed", this.errorOutput);
    this.guard.refuse();
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, "exit");
    this.process.kill(signal);
    await gone;
  }

  private async configure(config: Record<string, string>): Promise<void> {
    const request = new messages.ConfigureRequest().setArgs(Struct.fromJavaScript(config));
    await this.call("configure", request);
  }

  private async call<Reply>(method: string, request: object): Promise<Reply> {
    type Method = (request: object, done: (error: grpc.ServiceError | null, reply: Reply) => void) => void;
    const methods = this.client as unknown as Record<string, Method>;
    try {
      const reply = await promisify(methods[method]!.bind(this.client))(request);
      this.guard.look(`the reply of ${method}`, JSON.stringify(reply));
      return reply;
    } catch (error) {
      this.guard.look(
        `the error of ${method}`,
        `${String(error)} ${JSON.stringify(this.partialFailure(error))}`,
      );
      throw error;
    }
  }

  private struct(properties: Properties): Struct {
    return Struct.fromJavaScript({ ...properties, __provider: this.text });
  }

  private properties(struct: Struct | undefined): Properties {
    const properties: Properties = struct?.toJavaScript() ?? {};
    delete properties["__provider"];
    return properties;
  }
}

function outputOf(process: ChildProcess): { printed: string } {
  const output = { printed: "" };
  process.stderr?.on("data", (data: Buffer) => {
    output.printed = (output.printed + data.toString()).slice(-MOST_PRINTED);
  });
  return output;
}

function nodeOptions({ NODE_OPTIONS: given = "" }: Record<string, string> = {}): string {
  return `--require=${QUICK_PULUMI} ${given}`;
}

async function firstLineOf(process: ChildProcess): Promise<string> {
  const lines = createInterface({ input: process.stdout! });
  const ended = once(process, "exit").then(() => {
    throw new Error("The plugin host ended before it said on which port it listens.");
  });
  const [line] = (await Promise.race([once(lines, "line"), ended])) as [string];
  return line;
}
