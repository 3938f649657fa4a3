import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";

import type { Emulator } from "../../emulator";

const COMMAND = resolve(__dirname, "../../dist/cli/main.js");

/** The end of a run of the command. */
export interface CommandResult {
  /** The exit code; null if a signal ended the process. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** The options of a run. */
interface RunOptions {
  /** JavaScript that the process runs first. */
  preload?: string;
  /** Additional environment variables. */
  env?: Record<string, string>;
}

/** The command `pulumi-chime`, built, in a temporary folder, with an emulator as Amazon Chime. */
export class CommandFolder {
  private constructor(
    public readonly folder: string,
    private readonly chime: Emulator,
  ) {}

  public static async open(chime: Emulator): Promise<CommandFolder> {
    return new CommandFolder(await mkdtemp(join(tmpdir(), "chime-cli-")), chime);
  }

  /** Runs the command with these arguments. */
  public async run(args: readonly string[], { preload, env }: RunOptions = {}): Promise<CommandResult> {
    const child = spawn(process.execPath, [...(await this.preloading(preload)), COMMAND, ...args], {
      cwd: this.folder,
      env: { ...process.env, ...this.chime.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    await this.removePreload(preload);
    const [code, signal] = await ended;
    return { code, signal, stdout, stderr };
  }

  /** The names of all files in the folder, sorted. */
  public async names(): Promise<string[]> {
    return (await readdir(this.folder)).sort();
  }

  /** The texts of all files in the folder, by name. */
  public async contents(): Promise<Record<string, string>> {
    const names = await this.names();
    const entries = names.map(async (name) => [name, await this.read(name)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }

  public read(name: string): Promise<string> {
    return readFile(this.path(name), "utf8");
  }

  public async write(name: string, content: string): Promise<void> {
    await writeFile(this.path(name), content);
  }

  public path(name: string): string {
    return join(this.folder, name);
  }

  /** Removes the folder. */
  public async close(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }

  private async preloading(script: string | undefined): Promise<string[]> {
    if (script === undefined) return [];
    await writeFile(this.preloadPath, script);
    return ["--require", this.preloadPath];
  }

  private async removePreload(script: string | undefined): Promise<void> {
    if (script !== undefined) await rm(this.preloadPath);
  }

  // Beside the folder, which then has only the files of the command.
  private get preloadPath(): string {
    return `${this.folder}-preload.cjs`;
  }
}
