import { closeSync, openSync, readSync, rmSync } from "node:fs";

import { isOwned, merge, NO_FACTS, withFact, type Fact, type Facts } from "./facts";
import { CHECKED, FAILED, hashOf, SETTLED_ID, UNKNOWN_ID, type DeploymentKind } from "./ledger";
import { isRunning, ledgersIn, type LedgerName } from "./ledgerFolder";

const CHUNK_BYTES = 65_536;

/** Reads the ledgers of the other processes of a deployment. */
export class OtherLedgers {
  private readonly readings = new Map<string, Reading>();
  private latest: Reading[] | undefined;

  /**
   * @param folders The folders that may contain ledgers.
   * @param engine The address of the deployment's engine.
   * @param own The ledger of this process.
   */
  public constructor(
    private readonly folders: readonly string[],
    private readonly engine: string,
    private readonly own: LedgerName,
  ) {}

  /**
   * Merges what the other processes know about an id.
   *
   * @param wasChecked Whether the engine asked this process for a check. In `destroy --run-program`, the program registers
   *   every resource, but the engine checks none.
   */
  public factsOf(id: string, wasChecked: boolean): Facts {
    const readings = this.read();
    const isUpdate = wasChecked || readings.some((reading) => reading.wasChecked);
    const hash = hashOf(id);
    const programs = factsIn(readings.filter(isOfProgram), hash);
    const plugins = this.factsOfPlugins(id, hash);
    if (isUpdate) return merge(plugins, programs);
    return merge(plugins, { ...NO_FACTS, desired: programs.desired && !programs.registered });
  }

  /** The same, of the other plugin processes only. */
  public factsOfPlugins(id: string, hash = hashOf(id)): Facts {
    return factsIn(
      this.read().filter((reading) => !isOfProgram(reading)),
      hash,
    );
  }

  /** Whether the program knows the ids that it has declared so far, or will know them. */
  public get ids(): KnownIds {
    const ids = this.read().map((reading) => reading.ids);
    return ids.find((one) => one === "failed") ?? ids.find((one) => one === "awaited") ?? "known";
  }

  /**
   * Whether the program runs in a preview or in an update. Undefined if no program with these resources runs. A ledger that was
   * left behind must not silence a preview, so one that says preview is enough.
   */
  public get deployment(): DeploymentKind | undefined {
    const kinds = this.read().map((reading) => reading.deployment);
    return kinds.find((kind) => kind === "preview") ?? kinds.find((kind) => kind !== undefined);
  }

  /** Whether the deployment has another plugin process. */
  public get havePlugin(): boolean {
    return this.read().some((reading) => !isOfProgram(reading));
  }

  /** Whether one of the ledgers is incomplete. */
  public get areIncomplete(): boolean {
    return this.read().some(({ name }) => name.isIncomplete);
  }

  /**
   * Removes the ledgers of programs, unless another plugin process may still read them. A program cannot do that itself: it
   * ends before the engine runs the deletes.
   */
  public removePrograms(): void {
    const names = ledgersIn(this.folders, this.engine);
    if (names.some((name) => name.role === "plugin" && !this.isOwn(name) && isRunning(name.pid))) return;
    for (const { path, role } of names) if (role === "program") rmSync(path, { force: true });
  }

  // All queries of one turn of the event loop share one read. An event in another process that matters here, such as its
  // answer to the engine, is followed by a call in a later turn.
  private read(): Reading[] {
    if (this.latest === undefined) {
      queueMicrotask(() => (this.latest = undefined));
      this.latest = this.readAll();
    }
    return this.latest;
  }

  // The name of an incomplete ledger has a suffix.
  private isOwn({ file }: LedgerName): boolean {
    return file.startsWith(this.own.file);
  }

  private readAll(): Reading[] {
    for (const name of ledgersIn(this.folders, this.engine)) {
      if (!this.isOwn(name) && !this.readings.has(name.file)) {
        this.readings.set(name.file, new Reading(name.path, name));
      }
    }
    const readings = [...this.readings.values()];
    for (const reading of readings) reading.readAppended();
    return readings;
  }
}

/**
 * Whether a program knows the ids of the memberships that it has declared so far. `awaited`: a resource is being created that
 * gives one. `failed`: one stays unknown, because a resource or the program failed.
 */
export type KnownIds = "known" | "awaited" | "failed";

/** The part of one ledger that was read so far. */
class Reading {
  private readonly facts = new Map<string, Facts>();
  private offset = 0;
  private rest = "";
  private checked = false;
  private unknownIds = 0;
  private failed = false;
  private kind: DeploymentKind | undefined;

  public constructor(
    private readonly path: string,
    public readonly name: LedgerName,
  ) {}

  /** Whether the engine asked its process for a check. */
  public get wasChecked(): boolean {
    return this.checked;
  }

  /** What its process recorded of the deployment. */
  public get deployment(): DeploymentKind | undefined {
    return this.kind;
  }

  /** Whether its process knows the ids that it declares. */
  public get ids(): KnownIds {
    if (this.failed) return "failed";
    if (this.unknownIds === 0) return "known";
    return isRunning(this.name.pid) ? "awaited" : "failed";
  }

  /** What is known about an id. What an ended process owned may not be in the state, so it counts as desired only. */
  public factsOf(hash: string): Facts {
    const facts = this.facts.get(hash) ?? NO_FACTS;
    return !isOwned(facts) || isRunning(this.name.pid) ? facts : { ...facts, desired: true, last: undefined };
  }

  /** Reads the lines that were appended since the last read. */
  public readAppended(): void {
    const lines = (this.rest + this.appendedText()).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) this.readLine(line);
  }

  private readLine(line: string): void {
    switch (line) {
      case CHECKED:
        this.checked = true;
        return;
      case UNKNOWN_ID:
        this.unknownIds += 1;
        return;
      case SETTLED_ID:
        this.unknownIds -= 1;
        return;
      case FAILED:
        this.failed = true;
        return;
      case "preview":
      case "update":
        this.kind = line;
        return;
      default:
        this.readFact(line);
    }
  }

  private readFact(line: string): void {
    const [fact, hash] = line.split(" ");
    if (hash !== undefined) this.facts.set(hash, withFact(this.facts.get(hash) ?? NO_FACTS, fact as Fact));
  }

  private appendedText(): string {
    const file = openIfExists(this.path);
    if (file === undefined) return "";
    try {
      const chunks: Buffer[] = [];
      for (;;) {
        const chunk = Buffer.alloc(CHUNK_BYTES);
        const bytes = readSync(file, chunk, 0, CHUNK_BYTES, this.offset);
        if (bytes === 0) return Buffer.concat(chunks).toString("latin1");
        chunks.push(chunk.subarray(0, bytes));
        this.offset += bytes;
      }
    } finally {
      closeSync(file);
    }
  }
}

// A process removes its ledger when it ends. What was read before still holds.
function openIfExists(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch {
    return undefined;
  }
}

function factsIn(readings: readonly Reading[], hash: string): Facts {
  return readings.map((reading) => reading.factsOf(hash)).reduce(merge, NO_FACTS);
}

function isOfProgram({ name }: Reading): boolean {
  return name.role === "program";
}
