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

/**
 * The folder in which the processes of a deployment find each other's ledgers: below Pulumi's home folder, or where that
 * cannot be used, the temporary folder. Undefined where neither can.
 */
export function ledgerFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return [() => join(pulumiHome(env), "pulumi-chime"), temporaryFolder].flatMap((folder) =>
    usable(folder),
  )[0];
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

/** The ledgers of the deployment of an engine that are in a folder; none where the folder is gone. */
export function ledgersIn(folder: string, engine: string): LedgerName[] {
  const prefix = prefixOf(engine);
  return namesIn(folder).flatMap((file) => {
    const [mark, role, pid, , state] = file.split(".");
    if (mark !== prefix || (role !== "plugin" && role !== "program")) return [];
    return [{ file, role, pid: Number(pid), isIncomplete: state === INCOMPLETE }];
  });
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
  return home === "" ? join(homedir(), ".pulumi") : home;
}

function temporaryFolder(): string {
  return join(tmpdir(), `pulumi-chime-${process.getuid?.() ?? "user"}`);
}

// What another user could write into might say of anybody that somebody has them.
function usable(folderOf: () => string): string[] {
  try {
    const folder = folderOf();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const found = lstatSync(folder);
    const isOwn =
      process.getuid === undefined || (found.uid === process.getuid() && (found.mode & 0o022) === 0);
    return found.isDirectory() && isOwn ? [folder] : [];
  } catch {
    return [];
  }
}
