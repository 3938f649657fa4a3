import { createHash, randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** Who writes a ledger: a process of the plugin, or the process that runs the program. */
export type LedgerRole = "plugin" | "program";

/** The name of a ledger's file, in parts. */
export interface LedgerName {
  readonly file: string;
  readonly role: LedgerRole;
  readonly pid: number;
  /** Whether its process could not write all that it knows. */
  readonly isIncomplete: boolean;
}

/** After which time a ledger is removed that an ended process has left, in milliseconds: no deployment takes a day. */
const OLD_MS = 86_400_000;

/** A ledger as it was found in a folder. */
export interface FoundLedger extends LedgerName {
  readonly path: string;
}

/**
 * The folder in which a process writes its ledger: below Pulumi's home folder, or else in the temporary folder. Undefined
 * if neither can be used.
 */
export function ledgerFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return foldersOf([() => belowHome(pulumiHome(env)), temporaryFolder]).find(makeUsable);
}

/**
 * The folders in which the processes of a deployment may have written their ledgers. An inline program of the Automation
 * API runs in its caller's process. It does not have the `PULUMI_HOME` that the plugins get from the option `pulumiHome`,
 * so it writes below the default home folder.
 */
export function ledgerFolders(env: NodeJS.ProcessEnv = process.env): string[] {
  return foldersOf([() => belowHome(pulumiHome(env)), () => belowHome(defaultHome()), temporaryFolder]);
}

/** A name for a new ledger of the deployment of an engine. */
export function newLedgerName(engine: string, role: LedgerRole): LedgerName {
  const { pid } = process;
  const file = [prefixOf(engine), role, pid, randomBytes(6).toString("hex")].join(".");
  return { file, role, pid, isIncomplete: false };
}

/** The path of a ledger that its process could not write whole. */
export function incomplete(path: string): string {
  return `${path}.${INCOMPLETE}`;
}

const INCOMPLETE = "incomplete";

/** The ledgers of the deployment of an engine that are in these folders. A folder that others can write to has none. */
export function ledgersIn(folders: readonly string[], engine: string): FoundLedger[] {
  const prefix = prefixOf(engine);
  return folders.filter(isOwn).flatMap((folder) =>
    namesIn(folder).flatMap((file) => {
      const [mark, role, pid, , state] = file.split(".");
      if (mark !== prefix || (role !== "plugin" && role !== "program")) return [];
      const path = join(folder, file);
      return [{ file, role, pid: Number(pid), isIncomplete: state === INCOMPLETE, path }];
    }),
  );
}

/** Removes the ledgers that processes have left which were killed. */
export function sweepOld(folder: string): void {
  for (const file of namesIn(folder)) {
    const found = lstatSync(join(folder, file), { throwIfNoEntry: false });
    const isOld = found?.isFile() === true && Date.now() - found.mtimeMs > OLD_MS;
    if (isOld && !isRunning(Number(file.split(".")[2]))) rmSync(join(folder, file), { force: true });
  }
}

/** Whether a process runs. */
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

// A program's SDK and a plugin may write the address of one engine differently.
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

function belowHome(home: string): string {
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
  return isOwn(folder);
}

// A folder that another user can write to could claim any member for itself.
function isOwn(folder: string): boolean {
  try {
    const found = lstatSync(folder);
    if (!found.isDirectory() || process.getuid === undefined) return found.isDirectory();
    return found.uid === process.getuid() && (found.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

// The home folder of a user whom the system does not know cannot be found.
function foldersOf(paths: readonly (() => string)[]): string[] {
  const folders = paths.flatMap((path) => {
    try {
      return [path()];
    } catch {
      return [];
    }
  });
  return [...new Set(folders)];
}
