import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { ledgersOf, refuseLedgers } from "./ledgers";
import type { Plugin, PluginOptions } from "./plugin";

const HOST_SCRIPT = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");

/** Makes a process of Pulumi's start in a fraction of the time. */
export const QUICK_PULUMI = resolve(__dirname, "quickPulumi.cjs");

/** How long the engine lets a plugin take to end before it kills it, in milliseconds: ExecPlugin of pulumi/pulumi. */
const MOST_MS_TO_END = 5_000;

/** How much of its error output is kept, in characters: the last of it. */
const MOST_PRINTED = 1_000_000;

/** What a process of the plugin is started with. */
export interface PluginProcessOptions extends PluginOptions {
  /** The folder of the project, from which the package is found. */
  readonly folder: string;
  /** Whether the engine holds its input open. */
  readonly keepsInput: boolean;
}

/** Pulumi's own host of dynamic providers, in a process of its own, driven over gRPC as the engine drives it. */
export class PluginProcess implements Plugin {
  private output = "";

  private constructor(
    private readonly process: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly home: string,
  ) {
    process.stderr?.on("data", (data: Buffer) => {
      this.output = (this.output + data.toString()).slice(-MOST_PRINTED);
    });
  }

  public static async start({
    engine,
    env,
    home,
    folder,
    keepsInput,
  }: PluginProcessOptions): Promise<PluginProcess> {
    const process = spawn(globalThis.process.execPath, [HOST_SCRIPT, engine], {
      cwd: folder,
      env: {
        ...globalThis.process.env,
        PULUMI_HOME: home,
        ...env,
        NODE_OPTIONS: `--require=${QUICK_PULUMI} ${env["NODE_OPTIONS"] ?? ""}`,
      },
      stdio: [keepsInput ? "pipe" : "ignore", "pipe", "pipe"],
    });
    const address = `127.0.0.1:${await firstLineOf(process)}`;
    const client = new ResourceProviderClient(address, grpc.credentials.createInsecure());
    return new PluginProcess(process, client, home);
  }

  public get pid(): number {
    return this.process.pid!;
  }

  public get printed(): string {
    return this.output;
  }

  public call<Reply>(method: string, request: object): Promise<Reply> {
    type Method = (request: object, done: (error: grpc.ServiceError | null, reply: Reply) => void) => void;
    const methods = this.client as unknown as Record<string, Method>;
    return promisify(methods[method]!.bind(this.client))(request);
  }

  public endInput(): void {
    this.process.stdin!.end();
  }

  public async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  public async stop(): Promise<void> {
    this.client.close();
    const impatience = setTimeout(() => this.process.kill("SIGKILL"), MOST_MS_TO_END);
    await this.end("SIGINT");
    clearTimeout(impatience);
    // Who is killed does not tidy up.
    if (this.process.signalCode === "SIGINT") refuseLedgers(ledgersOf(this.pid, this.home));
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const gone = once(this.process, "exit");
    this.process.kill(signal);
    await gone;
  }
}

async function firstLineOf(process: ChildProcess): Promise<string> {
  const lines = createInterface({ input: process.stdout! });
  const ended = once(process, "exit").then(() => {
    throw new Error("The plugin host ended before it said on which port it listens.");
  });
  const [line] = (await Promise.race([once(lines, "line"), ended])) as [string];
  return line;
}
