import { closeSync, openSync, readSync, rmSync } from "node:fs";

import { isOwned, NO_FACTS, withFact, type Fact, type Facts } from "./facts";
import { CHECKED, hashOf, SETTLED_ID, UNKNOWN_ID } from "./ledger";
import { isRunning, ledgersIn, type LedgerName } from "./ledgerFolder";

const CHUNK_BYTES = 65_536;

/** What the other processes of a deployment know, by their ledgers. */
export class OtherLedgers {
  private readonly readings = new Map<string, Reading>();
  private latest: Reading[] | undefined;

  /**
   * @param folders Where the ledgers may be.
   * @param engine The address of the deployment's engine.
   * @param own The ledger of this process.
   */
  public constructor(
    private readonly folders: readonly string[],
    private readonly engine: string,
    private readonly own: LedgerName,
  ) {}

  /**
   * What the others know of an id, taken together.
   *
   * @param wasChecked Whether this process was asked for a check in this deployment. A program runs in `destroy
   *   --run-program` too, where nobody asks, and every resource is registered all the same.
   */
  public factsOf(id: string, wasChecked: boolean): Facts {
    const readings = this.read();
    const isUpdate = wasChecked || readings.some((reading) => reading.wasChecked);
    const hash = hashOf(id);
    const programs = factsIn(readings.filter(isOfProgram), hash);
    const plugins = this.factsOfPlugins(id, hash);
    if (isUpdate) return together(plugins, programs);
    return together(plugins, { ...NO_FACTS, desired: programs.desired && !programs.registered });
  }

  /** The same of the other plugin processes alone. */
  public factsOfPlugins(id: string, hash = hashOf(id)): Facts {
    return factsIn(
      this.read().filter((reading) => !isOfProgram(reading)),
      hash,
    );
  }

  /** Whether the program declares something whose id it does not know yet. */
  public get haveUnknownIds(): boolean {
    return this.read().some((reading) => reading.hasUnknownIds);
  }

  /** Whether another plugin process of the deployment is known. */
  public get havePlugin(): boolean {
    return this.read().some((reading) => !isOfProgram(reading));
  }

  /** Whether one of them could not write all that it knows. */
  public get areIncomplete(): boolean {
    return this.read().some(({ name }) => name.isIncomplete);
  }

  /**
   * Removes the ledgers of programs, unless a plugin process is left that may read them. A program cannot do that itself: it
   * ends before the engine deletes what it has dropped.
   */
  public removePrograms(): void {
    const names = ledgersIn(this.folders, this.engine);
    if (names.some((name) => name.role === "plugin" && !this.isOwn(name) && isRunning(name.pid))) return;
    for (const { path, role } of names) if (role === "program") rmSync(path, { force: true });
  }

  // Many questions of one hook are answered by one reading. What an earlier event in another process has led to, such as a
  // question of the engine, comes in a later turn.
  private read(): Reading[] {
    if (this.latest === undefined) {
      queueMicrotask(() => (this.latest = undefined));
      this.latest = this.readAll();
    }
    return this.latest;
  }

  // One that could not be written whole has another name.
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
    for (const reading of readings) reading.readOn();
    return readings;
  }
}

/** One ledger, as far as it was read. */
class Reading {
  private readonly facts = new Map<string, Facts>();
  private offset = 0;
  private rest = "";
  private checked = false;
  private unknownIds = 0;

  public constructor(
    private readonly path: string,
    public readonly name: LedgerName,
  ) {}

  /** Whether its process was asked for a check. */
  public get wasChecked(): boolean {
    return this.checked;
  }

  /** Whether its process runs and is about to declare something whose id it does not know yet. */
  public get hasUnknownIds(): boolean {
    return this.unknownIds > 0 && isRunning(this.name.pid);
  }

  /** What was owned by a process that has ended may or may not be in the state: that leaves the wish for it. */
  public factsOf(hash: string): Facts {
    const facts = this.facts.get(hash) ?? NO_FACTS;
    return !isOwned(facts) || isRunning(this.name.pid) ? facts : { ...facts, desired: true, last: undefined };
  }

  /** Reads what was appended since the last time. */
  public readOn(): void {
    const lines = (this.rest + this.appended()).split("\n");
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      if (line === CHECKED) this.checked = true;
      if (line === UNKNOWN_ID) this.unknownIds += 1;
      if (line === SETTLED_ID) this.unknownIds -= 1;
      const [fact, hash] = line.split(" ");
      if (hash !== undefined) this.facts.set(hash, withFact(this.facts.get(hash) ?? NO_FACTS, fact as Fact));
    }
  }

  private appended(): string {
    const file = opened(this.path);
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

// A process that has ended has removed its ledger: what it said still holds.
function opened(path: string): number | undefined {
  try {
    return openSync(path, "r");
  } catch {
    return undefined;
  }
}

function factsIn(readings: readonly Reading[], hash: string): Facts {
  return readings.map((reading) => reading.factsOf(hash)).reduce(together, NO_FACTS);
}

function isOfProgram({ name }: Reading): boolean {
  return name.role === "program";
}

function together(one: Facts, other: Facts): Facts {
  return {
    desired: one.desired || other.desired,
    ignored: one.ignored || other.ignored,
    registered: one.registered || other.registered,
    last: RANK.find((last) => one.last === last || other.last === last),
  };
}

/** Which holds where processes know different things: who has it now says more than who once removed it. */
const RANK = ["created", "owned", "removed"] as const;
