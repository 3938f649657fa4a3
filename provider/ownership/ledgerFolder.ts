import { createHash, randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** Who writes a ledger: a process of the plugin, or the process that runs the program. */
export type LedgerRole = "plugin" | "program";

/** The parts of a ledger's file name. */
export interface LedgerName {
  readonly file: string;
  readonly role: LedgerRole;
  readonly pid: number;
  /** Whether its process failed to write a part of it. */
  readonly isIncomplete: boolean;
}

/** The age at which the ledger of an ended process is removed, in milliseconds. No deployment takes a day. */
const OLD_MS = 86_400_000;

/** A ledger that was found in a folder. */
export interface FoundLedger extends LedgerName {
  readonly path: string;
}

/**
 * The folder in which a process writes its ledger: below Pulumi's home folder, or else in the temporary folder. Undefined
 * if neither can be used.
 */
export function ledgerFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return resolved([() => inHome(pulumiHome(env)), temporaryFolder]).find(makeUsable);
}

/**
 * The folders in which the processes of a deployment may have written their ledgers. An inline program of the Automation
 * API runs in its caller's process. It does not have the `PULUMI_HOME` that the plugins get from the option `pulumiHome`,
 * so it writes below the default home folder.
 */
export function ledgerFolders(env: NodeJS.ProcessEnv = process.env): string[] {
  return resolved([() => inHome(pulumiHome(env)), () => inHome(defaultHome()), temporaryFolder]);
}

/** A new name for a ledger of the engine's deployment. */
export function newLedgerName(engine: string, role: LedgerRole): LedgerName {
  const { pid } = process;
  const file = [prefixOf(engine), role, pid, randomBytes(6).toString("hex")].join(".");
  return { file, role, pid, isIncomplete: false };
}

/** The path that marks a ledger as incomplete. */
export function incomplete(path: string): string {
  return `${path}.${INCOMPLETE}`;
}

const INCOMPLETE = "incomplete";

/** The ledgers of the engine's deployment in these folders. Ignores folders that other users can write to. */
export function ledgersIn(folders: readonly string[], engine: string): FoundLedger[] {
  const prefix = prefixOf(engine);
  return folders.filter(isPrivate).flatMap((folder) =>
    namesIn(folder).flatMap((file) => {
      const [hash, role, pid, , state] = file.split(".");
      if (hash !== prefix || (role !== "plugin" && role !== "program")) return [];
      const path = join(folder, file);
      return [{ file, role, pid: Number(pid), isIncomplete: state === INCOMPLETE, path }];
    }),
  );
}

/** Removes old ledgers of processes that were killed. */
export function sweepOld(folder: string): void {
  for (const file of namesIn(folder)) {
    const found = lstatSync(join(folder, file), { throwIfNoEntry: false });
    const isOld = found?.isFile() === true && Date.now() - found.mtimeMs > OLD_MS;
    if (isOld && !isRunning(Number(file.split(".")[2]))) rmSync(join(folder, file), { force: true });
  }
}

/** Whether the process is running. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

// The Node.js SDK and the plugin may spell the engine's address differently.
function prefixOf(engine: string): string {
  const address = engine.replace(/^dns:\/*/, "");
  return createHash("sha256").update(address).digest("hex").slice(0, 16);
}

function pulumiHome(env: NodeJS.ProcessEnv): string {
  const home = env["PULUMI_HOME"] ?? "";
  return home === "" ? defaultHome() : home;
}

function defaultHome(): string {
  return join(homedir(), ".pulumi");
}

function inHome(home: string): string {
  return join(home, "pulumi-chime");
}

function temporaryFolder(): string {
  return join(tmpdir(), `pulumi-chime-${process.getuid?.() ?? "user"}`);
}

function makeUsable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    return false;
  }
  return isPrivate(folder);
}

// Another user who can write to the folder could forge ledgers.
function isPrivate(folder: string): boolean {
  try {
    // Most folders do not exist, and a removal asks about all of them: no error is made for those.
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found?.isDirectory() !== true) return false;
    return process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
  } catch {
    return false;
  }
}

// homedir() throws if the system does not know the user.
function resolved(paths: readonly (() => string)[]): string[] {
  const folders = paths.flatMap((path) => {
    try {
      return [path()];
    } catch {
      return [];
    }
  });
  return [...new Set(folders)];
}
