import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, realpath, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { providePulumi, type PulumiCli, type Tuning } from "../../../../../tools/pulumi";

const ROOT = join(__dirname, "../../../../..");

/** A machine of its own in a temporary folder: nothing is on PATH, the cache is empty, no network answers. */
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

  static async make(): Promise<Sandbox> {
    const sandbox = new Sandbox(await realpath(await mkdtemp(join(tmpdir(), "provide-pulumi-"))));
    await mkdir(sandbox.bin);
    await sandbox.serve((_request, response) => response.writeHead(403).end());
    return sandbox;
  }

  /** Makes this server the one that is asked whether downloads are possible. */
  async serve(answer: RequestListener): Promise<void> {
    const server = createServer(answer);
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

  /** The same in a process of its own. */
  provideApart(): Apart {
    return this.start(join(__dirname, "provideApart.ts"), [JSON.stringify(this.tuning)]);
  }

  /** Runs a TypeScript file of this repository as this machine would. */
  start(file: string, args: string[]): Apart {
    const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", file, ...args], {
      cwd: ROOT,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.children.push(child);
    return new Apart(child);
  }

  /** What the cache folder holds, locks and scratch folders included. */
  async cached(): Promise<string[]> {
    return readdir(this.cache).catch(() => []);
  }

  async remove(): Promise<void> {
    for (const child of this.children) child.kill("SIGKILL");
    for (const server of this.servers) {
      server.closeAllConnections();
      server.close();
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A run in another process. */
export class Apart {
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

  async says(words: string): Promise<void> {
    if (this.stderr.includes(words)) return;
    await new Promise<void>((resolve) => {
      this.listeners.push(() => {
        if (this.stderr.includes(words)) resolve();
      });
    });
  }
}

/** Writes an executable file. */
export async function writeProgram(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), text, { mode: 0o755 });
}

/** Writes a `pulumi` that answers with a version, and the companions named. */
export async function writePulumi(
  folder: string,
  version: string,
  companions = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"],
): Promise<void> {
  await writeProgram(folder, "pulumi", `#!/bin/sh\necho ${version}\n`);
  for (const name of companions) await writeProgram(folder, name, "#!/bin/sh\n");
}
