import { createHash } from "node:crypto";
import { existsSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

import type { Fact } from "./facts";
import { ledgerFolder, newLedgerName, sweepOld, type LedgerName, type LedgerRole } from "./ledgerFolder";

/**
 * The file in which a process of a deployment writes down what it knows of ids, for the other processes: a line for each
 * fact, with a hash in place of the id. See docs/decisions/ownership.md.
 */
export class Ledger {
  public readonly name: LedgerName;
  private readonly path: string | undefined;
  /** Kept open: what is written after the file was removed must not make a new one, which would hide that. */
  private readonly file: number | undefined;

  /**
   * @param engine The address of the deployment's engine; empty where there is none, so that nothing is written.
   * @param role Whose knowledge it is.
   * @param folder Where it is written. Default: {@link ledgerFolder}.
   */
  public constructor(
    engine: string,
    role: LedgerRole,
    public readonly folder = engine === "" ? undefined : ledgerFolder(),
  ) {
    this.name = newLedgerName(engine, role);
    this.path = folder === undefined ? undefined : join(folder, this.name.file);
    this.file = this.path === undefined ? undefined : opened(this.path);
    if (folder !== undefined) sweepOld(folder);
  }

  /** Writes down that the program was checked in this process. */
  public addCheck(): void {
    this.append(`${CHECKED}\n`);
  }

  /** Writes down that a fact holds for these ids. */
  public add(fact: Fact, ids: readonly string[]): void {
    if (ids.length > 0) this.append(ids.map((id) => `${fact} ${hashOf(id)}\n`).join(""));
  }

  /** Whether the file was removed while its process still needs it. */
  public get isMissing(): boolean {
    return this.file !== undefined && this.path !== undefined && !existsSync(this.path);
  }

  /** Removes the file: the deployment has ended. */
  public remove(): void {
    if (this.path !== undefined) rmSync(this.path, { force: true });
  }

  // What cannot be written must not fail what was done. Others then see less, and ask the service before they remove.
  private append(text: string): void {
    try {
      if (this.file !== undefined) writeSync(this.file, text);
    } catch {
      // See above.
    }
  }
}

/** The line of a process that was asked for a check. */
export const CHECKED = "checked";

/** What stands for an id in a ledger: ids may be secret. */
export function hashOf(id: string): string {
  return createHash("sha256").update(id).digest("base64url").slice(0, 22);
}

function opened(path: string): number | undefined {
  try {
    return openSync(path, "a", 0o600);
  } catch {
    return undefined;
  }
}
