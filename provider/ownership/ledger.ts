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
 * The file in which a process of a deployment writes down what it knows of ids, for the other processes: a line for each
 * fact, with a hash in place of the id. See docs/decisions/ownership.md.
 */
export class Ledger {
  public readonly name: LedgerName;
  /** Undefined where nothing can be written. */
  private path: string | undefined;
  private text = "";
  private wasMissing = false;
  private failed = false;

  /**
   * @param engine The address of the deployment's engine; empty where there is none, so that nothing is written.
   * @param role Whose knowledge it is.
   * @param folder Where it is written. Default: {@link ledgerFolder}.
   * @param say Tells the person at the screen, once, that it cannot be written.
   */
  public constructor(
    engine: string,
    role: LedgerRole,
    public readonly folder: string | undefined = engine === "" ? undefined : ledgerFolder(),
    private readonly say: (text: string) => void = () => undefined,
  ) {
    this.name = newLedgerName(engine, role);
    if (folder !== undefined) this.begin(folder);
    else if (engine !== "") this.fail("no folder that is this user's alone");
  }

  /** Writes down that the program was checked in this process. */
  public addCheck(): void {
    this.append(`${CHECKED}\n`);
  }

  /** Writes down that the program declares something whose id it does not know yet. */
  public addUnknownId(): void {
    this.append(`${UNKNOWN_ID}\n`);
  }

  /** Writes down that one of those ids is known now, or never will be in this deployment. */
  public settleUnknownId(): void {
    this.append(`${SETTLED_ID}\n`);
  }

  /** Writes down that a fact holds for these ids. */
  public add(fact: Fact, ids: readonly string[]): void {
    if (ids.length > 0) this.append(ids.map((id) => `${fact} ${hashOf(id)}\n`).join(""));
  }

  /** Whether the file was removed while its process still needs it: those of others may be gone too. */
  public get isMissing(): boolean {
    return this.wasMissing || (this.path !== undefined && !existsSync(this.path));
  }

  /** Whether something was not written, so that others may know less than they should. */
  public get isIncomplete(): boolean {
    return this.failed;
  }

  /** Removes the file: the deployment has ended. */
  public remove(): void {
    if (this.path !== undefined) rmSync(this.path, { force: true });
  }

  private begin(folder: string): void {
    const path = join(folder, this.name.file);
    try {
      writeFileSync(path, "", { flag: "wx", mode: 0o600 });
      this.path = path;
      sweepOld(folder);
    } catch (error) {
      this.fail(error);
    }
  }

  // What cannot be written must not fail what was done.
  private append(text: string): void {
    if (this.path === undefined) return;
    this.text += text;
    try {
      if (existsSync(this.path)) appendTo(this.path, text);
      else this.writeAnew(this.path);
    } catch (error) {
      this.fail(error);
    }
  }

  // For the others, whom the folder's cleaning has made forget it.
  private writeAnew(path: string): void {
    this.wasMissing = true;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, this.text, { mode: 0o600 });
  }

  // Its name tells the others: a full disk has room for another name.
  private fail(error: unknown): void {
    if (this.failed) return;
    this.failed = true;
    this.say(cannotWrite(error));
    if (this.path === undefined) return;
    try {
      renameSync(this.path, incomplete(this.path));
      this.path = incomplete(this.path);
    } catch {
      // The others cannot be told.
    }
  }
}

/** The line of a process that was asked for a check. */
export const CHECKED = "checked";

/** The line of a program that declares something whose id it does not know yet. */
export const UNKNOWN_ID = "unknown";

/** The line of a program for which one of those ids has become known, or never will be. */
export const SETTLED_ID = "settled";

/** What stands for an id in a ledger: ids may be secret. */
export function hashOf(id: string): string {
  return createHash("sha256").update(id).digest("base64url").slice(0, 22);
}

/** A file that was removed must not come back with a part of what was in it: that would hide that it was removed. */
const APPEND_TO_EXISTING = constants.O_WRONLY | constants.O_APPEND;

function appendTo(path: string, text: string): void {
  const file = openSync(path, APPEND_TO_EXISTING);
  try {
    // Unlike writeSync, it writes all or throws.
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

function cannotWrite(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return (
    "Cannot write to the folder pulumi-chime in Pulumi's home folder (~/.pulumi, or PULUMI_HOME): " +
    `${reason}. The processes of other providers may not see whom this one declares, so a removal by them may fail.`
  );
}
