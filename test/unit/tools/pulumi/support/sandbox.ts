import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providePulumi, type PulumiCli, type Tuning } from "../../../../../tools/pulumi";

const ROOT = join(__dirname, "../../../../..");

/** A simulated machine in a temporary folder: PATH and the cache are empty, and the download host refuses requests. */
export class Sandbox {
  readonly progress: string[] = [];
  readonly bin: string;
  readonly cache: string;
  readonly environment: NodeJS.ProcessEnv;
  tuning: Partial<Tuning> = {};
  private readonly servers: Server[] = [];
  private readonly children: ChildProcess[] = [];

  private constructor(readonly folder: string) {
    this.bin = join(folder, "bin");
    this.cache = join(folder, "cache");
    this.environment = { PATH: this.bin, PULUMI_CHIME_CACHE: this.cache, HOME: folder };
  }

  static async open(): Promise<Sandbox> {
    const sandbox = new Sandbox(await realpath(await mkdtemp(join(tmpdir(), "provide-pulumi-"))));
    await mkdir(sandbox.bin);
    await sandbox.serve((_request, response) => response.writeHead(403).end());
    return sandbox;
  }

  /** Starts a server, which the probe for the download then requests. */
  async serve(listener: RequestListener): Promise<void> {
    const server = createServer(listener);
    this.servers.push(server);
    await once(server.listen(0, "127.0.0.1"), "listening");
    this.tuning.probeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  async provide(): Promise<PulumiCli> {
    return providePulumi({
      environment: this.environment,
      report: (line) => this.progress.push(line),
      tuning: this.tuning,
    });
  }

  /** The same in a child process. */
  provideInChild(): ChildRun {
    return this.start(join(__dirname, "provideInChild.ts"), [JSON.stringify(this.tuning)]);
  }

  /** Runs a TypeScript file of this repository in the environment of the sandbox. */
  start(file: string, args: string[]): ChildRun {
    const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", file, ...args], {
      cwd: ROOT,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.children.push(child);
    return new ChildRun(child);
  }

  /** The names in the cache folder, including locks and scratch folders. */
  async cached(): Promise<string[]> {
    return readdir(this.cache).catch(() => []);
  }

  async close(): Promise<void> {
    for (const child of this.children) child.kill("SIGKILL");
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A run in a child process. */
export class ChildRun {
  readonly ended: Promise<unknown>;
  stdout = "";
  stderr = "";
  private readonly listeners: (() => void)[] = [];

  constructor(readonly child: ChildProcess) {
    child.stdout?.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => {
      this.stderr += chunk.toString();
      for (const listener of this.listeners) listener();
    });
    this.ended = once(child, "close");
  }

  async waitForStderr(text: string): Promise<void> {
    if (this.stderr.includes(text)) return;
    await new Promise<void>((resolve) => {
      this.listeners.push(() => {
        if (this.stderr.includes(text)) resolve();
      });
    });
  }
}

/** Writes an executable file. */
export async function writeProgram(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text, { mode: 0o755 });
}

/** Writes a `pulumi` that prints a version, and its plugins. */
export async function writePulumi(
  folder: string,
  version: string,
  plugins = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"],
): Promise<void> {
  await writeProgram(folder, "pulumi", `#!/bin/sh\necho ${version}\n`);
  for (const name of plugins) await writeProgram(folder, name, "#!/bin/sh\n");
}
