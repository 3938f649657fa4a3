import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";

import { ledgersOf, assertNoLedgers } from "./ledgers";
import type { Plugin, PluginOptions } from "./plugin";

const HOST_SCRIPT = require.resolve("@pulumi/pulumi/cmd/dynamic-provider");

/** Preload this to start Pulumi's Node.js processes faster. */
export const QUICK_PULUMI = resolve(__dirname, "quickPulumi.cjs");

/** Milliseconds after which the engine kills a plugin that does not stop: ExecPlugin in pulumi/pulumi. */
const STOP_TIMEOUT_MS = 5_000;

/** Only the last characters of stderr are stored. */
const MAX_PRINTED_LENGTH = 1_000_000;

export interface PluginProcessOptions extends PluginOptions {
  /** The project folder, from which Node.js resolves the package. */
  readonly folder: string;
  /** Whether it is the native plugin. */
  readonly native: boolean;
  /** Whether stdin stays open, as Pulumi's engine keeps it. */
  readonly keepStdinOpen: boolean;
}

/** Pulumi's own host of dynamic providers in a separate process, called over gRPC as the engine calls it. */
export class PluginProcess implements Plugin {
  private output = "";

  private constructor(
    private readonly process: ChildProcess,
    private readonly client: ResourceProviderClient,
    private readonly home: string,
  ) {
    process.stderr?.on("data", (data: Buffer) => {
      this.output = (this.output + data.toString()).slice(-MAX_PRINTED_LENGTH);
    });
  }

  public static async start({
    engine,
    env,
    home,
    folder,
    native,
    keepStdinOpen,
  }: PluginProcessOptions): Promise<PluginProcess> {
    const script = native ? join(folder, "dist/native/server.js") : HOST_SCRIPT;
    const process = spawn(globalThis.process.execPath, [script, engine], {
      cwd: folder,
      env: {
        ...globalThis.process.env,
        PULUMI_HOME: home,
        ...env,
        NODE_OPTIONS: `--require=${QUICK_PULUMI} ${env["NODE_OPTIONS"] ?? ""}`,
      },
      stdio: [keepStdinOpen ? "pipe" : "ignore", "pipe", "pipe"],
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

  public closeStdin(): void {
    this.process.stdin!.end();
  }

  public async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  public async stop(): Promise<void> {
    this.client.close();
    const timeout = setTimeout(() => this.process.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await this.end("SIGINT");
    clearTimeout(timeout);
    // A killed process cannot remove its ledger.
    if (this.process.signalCode === "SIGINT") assertNoLedgers(ledgersOf(this.pid, this.home));
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const exited = once(this.process, "exit");
    this.process.kill(signal);
    await exited;
  }
}

async function firstLineOf(process: ChildProcess): Promise<string> {
  const lines = createInterface({ input: process.stdout! });
  const exited = once(process, "exit").then(() => {
    throw new Error("The plugin host ended before it printed its port.");
  });
  const [line] = (await Promise.race([once(lines, "line"), exited])) as [string];
  return line;
}
