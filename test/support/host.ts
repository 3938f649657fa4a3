import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type * as grpc from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Emulator } from "../../emulator";
import { PROVIDER_TEXT, type ResourceKind } from "../../provider/schema/providerText";
import { LeakGuard } from "./leaks";
import type { Plugin } from "./plugin";
import { PluginHere } from "./pluginHere";
import { PluginProcess } from "./pluginProcess";

const REPOSITORY = resolve(__dirname, "../..");

/** The address of an engine that does not exist, each time another one: a message to it fails at once. */
export function nowhere(): string {
  return `unix:/nowhere/${randomUUID()}`;
}

let ownHome: string | undefined;

/** The home folder of Pulumi for the hosts of this process: no test writes into that of a person. */
export function pulumiHome(): string {
  if (ownHome === undefined) {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-home-"));
    process.once("exit", () => {
      rmSync(folder, { recursive: true, force: true });
    });
    ownHome = folder;
  }
  return ownHome;
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
   * Where the engine listens. The processes of one engine read each other's ledgers: those of one deployment are given
   * the same. Default: one of {@link nowhere}.
   */
  engine?: string;
  /** Whether the engine holds the host's input open, as Pulumi's does while it lives: see {@link Host.endInput}. */
  keepsInput?: boolean;
  /** Environment beside that in which the SDK finds the emulator. */
  env?: Record<string, string>;
  /** The home folder of Pulumi, below which ledgers are. Default: one that all hosts of this process share. */
  home?: string;
  /** The folder of the project, from which the package is found. Default: PULUMI_CHIME_TEST_PROJECT, else this one. */
  project?: string;
  /**
   * Whether the plugin has a process of its own, driven over gRPC, with the hooks of the built package. Default: only where
   * it has a project or keeps its input. PULUMI_CHIME_TEST_HOST=process has every plugin have one.
   */
  process?: boolean;
}

/**
 * Pulumi's own host of dynamic providers, driven as the engine drives it: in a process of its own, or in this one, which takes
 * a hundredth of the time.
 *
 * What its hooks return, how they fail and what it prints is searched for what is personal or secret: a finding has
 * {@link Host.stop} throw.
 */
export class Host {
  private constructor(
    private readonly plugin: Plugin,
    private readonly text: string,
    private readonly guard = new LeakGuard(),
  ) {}

  /** Starts and configures a host. */
  public static async start({
    chime,
    config = {},
    kind = "RoomMembership",
    ...options
  }: HostOptions): Promise<Host> {
    const host = new Host(await pluginFor(chime, options), PROVIDER_TEXT[kind]);
    await host.configure(config);
    return host;
  }

  /** The same plugin, for resources of another kind. */
  public withKind(kind: ResourceKind): Host {
    return this.withText(PROVIDER_TEXT[kind]);
  }

  /** The same plugin, for resources with another text of a provider. */
  public withText(text: string): Host {
    return new Host(this.plugin, text, this.guard);
  }

  /** The id of its process. */
  public get pid(): number {
    return this.plugin.pid;
  }

  /** What the host printed to its error output, which Pulumi shows on the stack. */
  public get errorOutput(): string {
    return this.plugin.printed;
  }

  public async check(
    news: Properties,
    olds?: Properties,
  ): Promise<{ inputs: Properties; failures: string[] }> {
    // Of what it is about to create, the engine has nothing old, the provider text neither.
    const request = new messages.CheckRequest()
      .setOlds(olds ? this.struct(olds) : new Struct())
      .setNews(this.struct(news));
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
    this.plugin.endInput();
  }

  /** Ends the process as `kill -9` does, and waits until it is gone. */
  public async kill(): Promise<void> {
    await this.plugin.kill();
  }

  /**
   * Ends the plugin as the engine does, and waits until it is gone.
   *
   * @throws Error where something personal or secret had come out of it, or it has left its ledger behind.
   */
  public async stop(): Promise<void> {
    await this.plugin.stop();
    this.guard.look("what the plugin printed", this.errorOutput);
    this.guard.refuse();
  }

  private async configure(config: Record<string, string>): Promise<void> {
    const request = new messages.ConfigureRequest().setArgs(Struct.fromJavaScript(config));
    await this.call("configure", request);
  }

  private async call<Reply>(method: string, request: object): Promise<Reply> {
    try {
      const reply = await this.plugin.call<Reply>(method, request);
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

type StartOptions = Pick<HostOptions, "engine" | "keepsInput" | "env" | "home" | "project" | "process">;

async function pluginFor({ env }: HostOptions["chime"], options: StartOptions): Promise<Plugin> {
  const { engine = nowhere(), home = pulumiHome(), keepsInput = false } = options;
  const project = options.project ?? process.env["PULUMI_CHIME_TEST_PROJECT"];
  const all = { engine, home, env: { ...env, ...options.env } };
  const isProcess =
    project !== undefined || keepsInput || process.env["PULUMI_CHIME_TEST_HOST"] === "process";
  if (!isProcess && options.process !== true) return new PluginHere(all);
  return PluginProcess.start({ ...all, keepsInput, folder: project ?? REPOSITORY });
}
