import { createHash } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import type { Fact } from "./facts";
import {
  incomplete,
  ledgerFolder,
  newLedgerName,
  sweepOld,
  type LedgerName,
  type LedgerRole,
} from "./ledgerFolder";

/**
 * The file in which a process of a deployment shares what it knows about ids: one line per fact, with a hash instead of
 * the id. See docs/decisions/ownership.md.
 */
export class Ledger {
  public readonly name: LedgerName;
  /** Undefined if nothing can be written. */
  private path: string | undefined;
  private text = "";
  private wasMissing = false;
  private failed = false;

  /**
   * @param engine The address of the deployment's engine; empty if there is none. Then nothing is written.
   * @param role The kind of process that writes it.
   * @param folder The folder of the file. Default: {@link ledgerFolder}.
   * @param say Shows a message to the user: once, if the file cannot be written.
   */
  public constructor(
    engine: string,
    role: LedgerRole,
    public readonly folder: string | undefined = engine === "" ? undefined : ledgerFolder(),
    private readonly say: (text: string) => void = () => undefined,
  ) {
    this.name = newLedgerName(engine, role);
    if (folder !== undefined) this.createFile(folder);
    else if (engine !== "") this.fail("found no folder that only this user can write to");
  }

  /** Records that the engine asked this process for a check. */
  public addCheck(): void {
    this.append(`${CHECKED}\n`);
  }

  /** Records whether the program runs in a preview or in an update. */
  public addDeployment(kind: DeploymentKind): void {
    this.append(`${kind}\n`);
  }

  /** Records that the program declares a resource with an unknown id. */
  public addUnknownId(): void {
    this.append(`${UNKNOWN_ID}\n`);
  }

  /** Records that one unknown id is known now, or that this is a preview that does not know it. */
  public settleUnknownId(): void {
    this.append(`${SETTLED_ID}\n`);
  }

  /** Records that ids will stay unknown: a resource or the program failed. */
  public addFailure(): void {
    this.append(`${FAILED}\n`);
  }

  /** Records a fact about these ids. */
  public add(fact: Fact, ids: readonly string[]): void {
    if (ids.length > 0) this.append(ids.map((id) => `${fact} ${hashOf(id)}\n`).join(""));
  }

  /** Whether somebody removed the file before the deployment ended. The ledgers of other processes may be gone too. */
  public get isMissing(): boolean {
    return this.wasMissing || (this.path !== undefined && !existsSync(this.path));
  }

  /** Whether a part was not written, so that other processes may miss facts. */
  public get isIncomplete(): boolean {
    return this.failed;
  }

  /** Removes the file at the end of the deployment. */
  public remove(): void {
    if (this.path !== undefined) rmSync(this.path, { force: true });
  }

  private createFile(folder: string): void {
    const path = join(folder, this.name.file);
    try {
      writeFileSync(path, "", { flag: "wx", mode: 0o600 });
      this.path = path;
      sweepOld(folder);
    } catch (error) {
      this.fail(error);
    }
  }

  // A failed write must not fail the operation that it records.
  private append(text: string): void {
    if (this.path === undefined) return;
    this.text += text;
    try {
      if (existsSync(this.path)) appendTo(this.path, text);
      else this.rewrite(this.path);
    } catch (error) {
      this.fail(error);
    }
  }

  // Other processes may start to read only now.
  private rewrite(path: string): void {
    this.wasMissing = true;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, this.text, { mode: 0o600 });
  }

  // The new name tells the other processes. A file can be renamed even on a full disk.
  private fail(error: unknown): void {
    if (this.failed) return;
    this.failed = true;
    this.say(cannotWrite(error));
    if (this.path === undefined) return;
    try {
      renameSync(this.path, incomplete(this.path));
      this.path = incomplete(this.path);
    } catch {
      // Then other processes cannot know.
    }
  }
}

/** What a program runs in. Also the line that {@link Ledger.addDeployment} writes. */
export type DeploymentKind = "preview" | "update";

/** The line that {@link Ledger.addCheck} writes. */
export const CHECKED = "checked";

/** The line that {@link Ledger.addUnknownId} writes. */
export const UNKNOWN_ID = "unknown";

/** The line that {@link Ledger.settleUnknownId} writes. */
export const SETTLED_ID = "settled";

/** The line that {@link Ledger.addFailure} writes. */
export const FAILED = "failed";

/** Hashes an id for the ledger, because ids may be secret. */
export function hashOf(id: string): string {
  return createHash("sha256").update(id).digest("base64url").slice(0, 22);
}

/** Without O_CREAT: a removed file must not reappear with only a part of its lines. */
const APPEND_TO_EXISTING = constants.O_WRONLY | constants.O_APPEND;

function appendTo(path: string, text: string): void {
  const file = openSync(path, APPEND_TO_EXISTING);
  try {
    // writeSync may write only a part; writeFileSync writes everything or throws.
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

function cannotWrite(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return (
    "Cannot write to the folder pulumi-chime in Pulumi's home folder (~/.pulumi, or PULUMI_HOME): " +
    `${reason}. Other providers of this deployment cannot see what this one declares, so their removals may fail.`
  );
}
