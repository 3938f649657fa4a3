import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { PlainError } from "../contract/plainError";
import { beforeEnd } from "./end";

const IS_WINDOWS = process.platform === "win32";

/** How long the folder's path may be, in bytes: with the name of a file, it must be less than the 104 of macOS. */
const LONGEST_FOLDER = 72;

/** After which time the file of a process that does not listen is removed, in milliseconds: no deployment takes a day. */
const OLD_MS = 86_400_000;

/**
 * Where the plugin processes of an engine find each other: a folder that nobody but this user may look into, with a file for
 * each process. It is the socket at which the process listens, or on Windows names the pipe. Files are named after
 * the engine, so that the processes of one engine only meet each other.
 */
export class MeetingPlace {
  private readonly folder = folderName();
  private readonly mark: string;
  private readonly name: string;
  private arrival: Promise<void> | undefined;
  private server: Server | undefined;
  private forgetEnd: (() => void) | undefined;

  /**
   * @param engine Where the engine listens.
   * @param visited Is told of each other process that has come to ask something.
   * @param input What closes when the engine has ended.
   */
  public constructor(
    engine: string,
    private readonly visited: (socket: Socket) => void,
    private readonly input: Socket | undefined,
  ) {
    this.mark = createHash("sha256").update(engine).digest("hex").slice(0, 12);
    this.name = `${this.mark}-${randomBytes(8).toString("hex")}`;
  }

  /**
   * The names of the other processes that can be found, or could once. This one can be found from then on.
   *
   * @throws Error where the folder cannot be used.
   */
  public async others(): Promise<string[]> {
    try {
      await (this.arrival ??= this.arrive());
      return this.names().filter((name) => name.startsWith(`${this.mark}-`));
    } catch (error) {
      throw unusable(this.folder, error);
    }
  }

  /** Where a process listens. */
  public addressOf(name: string): string {
    return IS_WINDOWS ? `\\\\.\\pipe\\pulumi-chime-${name}` : join(this.folder, name);
  }

  /** Whether a process can be found: one that was killed can, and one that has ended otherwise cannot. */
  public has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  /** Lets nobody find this process any more. */
  public leave(): void {
    if (!this.server) return;
    // While it can be found it listens: who does not, and can be found, was killed.
    this.forget(this.name);
    this.server.close();
    this.server = undefined;
    this.forgetEnd?.();
  }

  private async arrive(): Promise<void> {
    ownFolder(this.folder);
    this.server = await this.listen();
    this.forgetEnd = beforeEnd(() => {
      this.leave();
    }, this.input);
    this.tidy();
  }

  // Whose file can be seen listens already: a socket at which nobody listens is taken for that of a process that was killed.
  private async listen(): Promise<Server> {
    const hidden = join(this.folder, `.${this.name}`);
    const server = createServer(this.visited).unref();
    server.listen(IS_WINDOWS ? this.addressOf(this.name) : hidden);
    await once(server, "listening");
    // Whom it cannot let in, that one is told.
    server.on("error", () => undefined);
    if (IS_WINDOWS) writeFileSync(hidden, "");
    renameSync(hidden, join(this.folder, this.name));
    return server;
  }

  private forget(name: string): void {
    rmSync(join(this.folder, name), { force: true });
  }

  // Processes that were killed, as the engine does with those that do not end, have left their files. As long as their
  // deployment may go on, these tell the others that it was so.
  private tidy(): void {
    const isOld = (name: string): boolean => {
      const file = lstatSync(join(this.folder, name), { throwIfNoEntry: false });
      return file !== undefined && Date.now() - file.mtimeMs > OLD_MS;
    };
    for (const name of this.names().filter(isOld)) {
      const socket = connect(this.addressOf(name)).unref();
      socket.once("connect", () => socket.destroy());
      socket.once("error", ({ code }: NodeJS.ErrnoException) => {
        if (isOfNobody(code)) this.forget(name);
      });
    }
  }

  private names(): string[] {
    return readdirSync(this.folder).filter((name) => !name.startsWith(".") && name !== this.name);
  }
}

/** Whether the operating system says that nobody listens at a socket, whose file may be there or not. */
export function isOfNobody(code: string | undefined): boolean {
  return code === "ECONNREFUSED" || code === "ENOENT";
}

function folderName(): string {
  const name = `pulumi-chime-${process.getuid?.() ?? "plugins"}`;
  const folder = join(tmpdir(), name);
  const fits = IS_WINDOWS || Buffer.byteLength(folder) <= LONGEST_FOLDER;
  return fits ? folder : join("/tmp", name);
}

/** Makes the folder, where there is none, and refuses one into which somebody else may look. */
function ownFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const found = lstatSync(folder);
  const isOwn = IS_WINDOWS || (found.uid === process.getuid?.() && (found.mode & 0o077) === 0);
  if (!found.isDirectory() || !isOwn) throw new Error("it is not a folder of this user's alone");
}

function unusable(folder: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new PlainError(
    `The plugin processes of a deployment meet in the folder ${folder}, so that none takes out whom a resource of another ` +
      `one has, and it cannot be used: ${reason}. Nobody was removed. Remove what is there, or set ` +
      "TMPDIR (on Windows TEMP) to a folder in which you may write; then run the command again.",
    "Plugin processes cannot meet",
  );
}
