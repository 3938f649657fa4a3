import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import type * as grpc from "@grpc/grpc-js";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import type { Emulator } from "../../emulator";
import type { Log } from "../../provider/reporting/log";
import { PROVIDER_TEXT, type ResourceKind } from "../../provider/schema/providerText";
import { LeakGuard } from "./leaks";
import type { Plugin, PluginOptions } from "./plugin";
import { NativePlugin } from "./nativePlugin";
import { InProcessPlugin } from "./inProcessPlugin";
import { PluginProcess } from "./pluginProcess";

const REPOSITORY = resolve(__dirname, "../..");

/** A new address without an engine. A message to it fails at once. */
export function unreachableEngine(): string {
  return `unix:/nowhere/${randomUUID()}`;
}

let sharedHome: string | undefined;

/** The Pulumi home folder that the hosts of this process share, so that no test writes to the developer's own. */
export function pulumiHome(): string {
  if (sharedHome === undefined) {
    const folder = mkdtempSync(join(tmpdir(), "pulumi-home-"));
    process.once("exit", () => {
      rmSync(folder, { recursive: true, force: true });
    });
    sharedHome = folder;
  }
  return sharedHome;
}

/** The properties of a resource, as the protocol transfers them. */
export type Properties = Record<string, unknown>;

/** The result of a diff. */
export interface Difference {
  changes: boolean;
  replaces: string[];
  /** Whether a replacement deletes the old resource before it creates the new one. */
  deleteFirst: boolean;
}

/** The options of a host. */
export interface HostOptions {
  chime: Pick<Emulator, "env">;
  /** Stack settings, such as `chime:maxRetries`. */
  config?: Record<string, string>;
  kind?: ResourceKind;
  /**
   * The address of the engine. Hosts with the same address belong to one deployment, and read each other's ledgers. Default:
   * an {@link unreachableEngine}.
   */
  engine?: string;
  /** Whether stdin stays open, as Pulumi's engine keeps it while it runs: see {@link Host.closeStdin}. */
  keepStdinOpen?: boolean;
  /** Environment variables, in addition to those with which the SDK finds the emulator. */
  env?: Record<string, string>;
  /** The Pulumi home folder, which contains the ledgers. Default: {@link pulumiHome}. */
  home?: string;
  /** The project folder, from which Node.js resolves the package. Default: PULUMI_CHIME_TEST_PROJECT, or this repository. */
  project?: string;
  /** Receives what the plugin shows to the user. Only in this process. Default: the engine. */
  log?: Log;
  /**
   * Whether the plugin runs in a separate process, over gRPC, with the hooks of the built package. Default: only with a
   * project or with stdin open, or for all plugins with PULUMI_CHIME_TEST_HOST=process. In this process, a project must contain
   * the built package in `node_modules`.
   */
  process?: boolean;
  /** Whether it is the native plugin. Default: only with PULUMI_CHIME_TEST_HOST=native. */
  native?: boolean;
}

/**
 * Pulumi's own host of dynamic providers, called as the engine calls it: in a separate process, or in this one, which is a
 * hundred times faster.
 *
 * All results, errors and output are searched for personal data and secrets. {@link Host.stop} reports them.
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

  /** The same plugin, for resources with other provider code. */
  public withText(text: string): Host {
    return new Host(this.plugin, text, this.guard);
  }

  /** The id of the plugin process. */
  public get pid(): number {
    return this.plugin.pid;
  }

  /** What the host printed to stderr. Pulumi shows it as a message of the stack. */
  public get errorOutput(): string {
    return this.plugin.printed;
  }

  public async check(
    news: Properties,
    olds?: Properties,
  ): Promise<{ inputs: Properties; failures: string[] }> {
    // For a resource that will be created, the engine passes no old inputs, not even the provider code.
    const request = new messages.CheckRequest()
      .setOlds(olds ? this.struct(olds) : new Struct())
      .setNews(this.struct(news));
    const reply = await this.call<messages.CheckResponse>("check", request);
    return {
      inputs: this.properties(reply.getInputs()),
      failures: reply.getFailuresList().map((failure) => failure.getReason()),
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

  /** What the engine saves to the state after `create` or `update` failed with this error. Undefined if nothing. */
  public partialFailure(
    error: unknown,
  ): { id: string; properties: Properties; reasons: string[] } | undefined {
    const [details] = (error as grpc.ServiceError).metadata.get("grpc-status-details-bin");
    if (details === undefined) return undefined;
    const [detail] = Status.deserializeBinary(details as Uint8Array).getDetailsList();
    const failed = messages.ErrorResourceInitFailed.deserializeBinary(detail!.getValue_asU8());
    return {
      id: failed.getId(),
      properties: this.properties(failed.getProperties()),
      reasons: failed.getReasonsList(),
    };
  }

  /** The properties in the state after `create` or `update` failed with this error. Undefined if it saves nothing. */
  public partialState(error: unknown): Properties | undefined {
    return this.partialFailure(error)?.properties;
  }

  public async delete(id: string, outputs: Properties): Promise<void> {
    await this.call("delete", new messages.DeleteRequest().setId(id).setProperties(this.struct(outputs)));
  }

  /** Cancels the deployment, as the engine does after Ctrl-C. For separate processes. */
  public async cancel(): Promise<void> {
    await this.call("cancel", new Empty());
  }

  /** Closes the host's stdin, as happens when the engine is killed. */
  public closeStdin(): void {
    this.plugin.closeStdin();
  }

  /** Kills the process with SIGKILL, and waits until it has ended. */
  public async kill(): Promise<void> {
    await this.plugin.kill();
  }

  /**
   * Stops the plugin as the engine does, and waits until it has ended.
   *
   * @throws Error if personal data or secrets were in its output, or if it did not remove its ledger.
   */
  public async stop(): Promise<void> {
    await this.plugin.stop();
    this.guard.search("what the plugin printed", this.errorOutput);
    this.guard.assertNone();
  }

  private async configure(config: Record<string, string>): Promise<void> {
    const request = new messages.ConfigureRequest().setArgs(Struct.fromJavaScript(config));
    await this.call("configure", request);
  }

  private async call<Reply>(method: string, request: object): Promise<Reply> {
    try {
      const reply = await this.plugin.call<Reply>(method, request);
      this.guard.search(`the reply of ${method}`, JSON.stringify(reply));
      return reply;
    } catch (error) {
      this.guard.search(
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

type StartOptions = Omit<HostOptions, "chime" | "config" | "kind">;

async function pluginFor({ env }: HostOptions["chime"], options: StartOptions): Promise<Plugin> {
  const { engine = unreachableEngine(), home = pulumiHome(), native = isNative() } = options;
  const pluginOptions = { engine, home, env: { ...env, ...options.env }, native };
  const plugin = await startPlugin(pluginOptions, options);
  return native ? new NativePlugin(plugin) : plugin;
}

async function startPlugin(
  pluginOptions: PluginOptions & { native: boolean },
  { keepStdinOpen = false, log, ...options }: StartOptions,
): Promise<Plugin> {
  const project = options.project ?? process.env["PULUMI_CHIME_TEST_PROJECT"];
  const isSeparate =
    options.process ??
    (project !== undefined || keepStdinOpen || process.env["PULUMI_CHIME_TEST_HOST"] === "process");
  return isSeparate
    ? PluginProcess.start({ ...pluginOptions, keepStdinOpen, folder: project ?? REPOSITORY })
    : new InProcessPlugin({ ...pluginOptions, project, log });
}

/** Whether hosts are native plugins, and no dynamic providers. */
export function isNative(): boolean {
  return process.env["PULUMI_CHIME_TEST_HOST"] === "native";
}
