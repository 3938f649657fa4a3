import { setTimeout as sleep } from "node:timers/promises";

import { UserError } from "../schema/userError";
import { isKnown, isOwned, NO_FACTS, withFact, type Fact, type Facts } from "./facts";
import { Ledger } from "./ledger";
import { ledgerFolders } from "./ledgerFolder";
import { Locks } from "./locks";
import { OtherLedgers } from "./otherLedgers";

/** How long a roster waits for ids that the program does not know yet before it removes somebody, in milliseconds. */
const UNKNOWN_IDS_WAIT_MS = 30_000;
const UNKNOWN_IDS_POLL_MS = 50;

/** What became of a removal: the service was called or had nothing, another entry has it, or a roster ignores it. */
export type RemovalOutcome = "removed" | "owned" | "ignored" | "desired";

/** How something is removed. */
export interface Removal {
  /** What is to be removed, as an error names it, such as `member M from room R`. */
  readonly what: string;
  /** Removes it. What is not there counts as removed. */
  readonly remove: () => Promise<void>;
  /** Looks for it: undefined where it is not there. */
  readonly find: () => Promise<unknown>;
}

/** Which hooks a resource has: those of memberships, of rosters, or of one kind of container. */
export type Declarer = object;

/** A create of one resource that the engine is about to ask for. */
export interface ExpectedCreate {
  readonly declarer: Declarer;
}

/** What this process knows of an id, and what the others know. */
interface Known {
  readonly mine: Facts;
  readonly theirs: Facts;
}

/**
 * Who may be removed in one deployment: the table of docs/decisions/ownership.md. One plugin process serves one provider in
 * one deployment, so this lives as long as the process; what the other processes know is in their ledgers.
 */
export class Ownership {
  private readonly facts = new Map<string, Facts>();
  /** The ids for which `check` was asked without old inputs, and no create has begun. */
  private readonly expected = new Map<string, ExpectedCreate>();
  /** The ids that an entry had before this deployment, and whose resource the program declares with them again. */
  private readonly declaredAgain = new Set<string>();
  /** The ids that an entry has which is being replaced by one of another id. */
  private readonly leaving = new Set<string>();
  private readonly locks = new Locks();
  private checked = false;
  private readonly ledger: Ledger;
  private readonly others: OtherLedgers | undefined;

  /**
   * @param engine The address of the deployment's engine; empty where there is none.
   * @param folder Where ledgers are. Default: the folder that all processes use.
   * @param say Tells the person at the screen that other processes may see less than they should.
   */
  public constructor(engine: string, folder?: string, say?: (text: string) => void) {
    this.ledger = new Ledger(engine, "plugin", folder, say);
    const { folder: shared, name } = this.ledger;
    this.others =
      shared === undefined
        ? undefined
        : new OtherLedgers(folder === undefined ? ledgerFolders() : [folder], engine, name);
  }

  /** Whether the program was checked in this process: in a refresh or a `destroy` it is not. */
  public get wasChecked(): boolean {
    return this.checked;
  }

  /** The engine has asked for a check: so it brings the service up to date with a program. */
  public check(): void {
    if (!this.checked) this.ledger.addCheck();
    this.checked = true;
  }

  /** The program declares these. */
  public desire(ids: readonly string[]): void {
    this.note("desired", ids);
  }

  /** The program declares these, and the engine gave no old inputs: it is about to create them. */
  public expectCreate(ids: readonly string[], declarer: Declarer): void {
    this.desire(ids);
    const create = { declarer };
    for (const id of ids) this.expected.set(id, create);
  }

  /**
   * The create that follows the delete of an entry, where the entry is replaced and the old one goes first; undefined where that
   * is not so, or where the delete would be refused for a part: then nobody of it is to be out.
   *
   * @param ids All that the entry has.
   */
  public replacementOf(ids: readonly string[], declarer: Declarer): ExpectedCreate | undefined {
    const creates = ids.map(
      (id) => this.expected.get(id) ?? (fateOf(this.all(id)) === "desired" ? ANOTHERS : undefined),
    );
    const [create, ...others] = new Set(creates.filter((one) => one !== undefined));
    return others.length === 0 && create?.declarer === declarer ? create : undefined;
  }

  /** The program declares these for an entry of the state that had others before, or the same. */
  public declareAgain(before: readonly string[], ids: readonly string[]): void {
    this.desire(ids);
    const now = new Set(ids);
    for (const id of before) (now.has(id) ? this.declaredAgain : this.leaving).add(id);
  }

  /** A roster of the program ignores these members. */
  public ignore(ids: readonly string[]): void {
    this.note("ignored", ids);
  }

  /**
   * The difference of an entry says that it keeps these. Without effect where this deployment was not seen to declare them for an
   * entry that had them: a refresh asks for the difference too, of what is about to go, or before the program is looked at.
   */
  public retain(ids: readonly string[]): void {
    this.keep(ids.filter((id) => this.declaredAgain.has(id)));
  }

  /** An entry of the state keeps these. */
  public keep(ids: readonly string[]): void {
    this.note("owned", ids);
  }

  /** An entry of the state has these, and is being replaced by one that has others. */
  public leave(ids: readonly string[]): void {
    for (const id of ids) this.leaving.add(id);
  }

  /** An entry of the state has these from now on: they were created, or may have been. */
  public own(ids: readonly string[]): void {
    this.note("created", ids);
  }

  /** Whether an entry that this process knows has it already, and keeps it. */
  public isOwnedHere(id: string): boolean {
    return isOwned(this.of(id));
  }

  /** Whether an entry has it. */
  public isOwned(id: string): boolean {
    const { mine, theirs } = this.all(id);
    return isOwned(mine) || isOwned(theirs);
  }

  /** What becomes of a member whom a roster that goes on drops. */
  public fateInRoster(id: string): RemovalOutcome {
    const { mine, theirs } = this.all(id);
    const fate = fateOf({ mine, theirs });
    return fate !== "owned" && (mine.ignored || theirs.ignored) ? "ignored" : fate;
  }

  /** Whether a roster of the program ignores the member. */
  public isIgnored(id: string): boolean {
    const { mine, theirs } = this.all(id);
    return mine.ignored || theirs.ignored;
  }

  /** Whether a create or an update of this deployment has made it, or has seen that it is made. */
  public wasCreated(id: string): boolean {
    const { mine, theirs } = this.all(id);
    return mine.last === "created" || theirs.last === "created";
  }

  /** Whether it was removed in this deployment, and not created since as far as is known. */
  public wasRemoved(id: string): boolean {
    const { mine, theirs } = this.all(id);
    return mine.last === "removed" || (!isOwned(mine) && theirs.last === "removed");
  }

  /** Creates or changes something, while nobody in this process removes it. */
  public create<T>(ids: readonly string[], work: () => Promise<T>): Promise<T> {
    return this.locks.hold(ids, () => {
      for (const id of ids) this.expected.delete(id);
      return work();
    });
  }

  /**
   * Removes something for an entry that lets go of it, unless it is to stay.
   *
   * @param replacement The create that puts it there again: see {@link replacementOf}.
   * @throws Error where it is desired and no entry is known to have it, and it is there or may be.
   */
  public remove(id: string, removal: Removal, replacement?: ExpectedCreate): Promise<RemovalOutcome> {
    return this.locks.hold([id], async () => {
      this.refuseWithoutLedger();
      switch (this.isReplaced(id, replacement) ? "removed" : fateOf(this.all(id))) {
        case "owned":
          return "owned";
        case "desired":
          if (await isGone(removal)) return "removed";
          throw desiredElsewhere(removal.what);
        case "removed":
          return this.removeNow(id, removal);
      }
    });
  }

  /**
   * Removes a member for a roster that goes on: who is desired by another resource is left to the roster, as `desired`, and
   * who is ignored is left alone.
   */
  public removeFromRoster(id: string, removal: Removal): Promise<RemovalOutcome> {
    return this.locks.hold([id], async () => {
      this.refuseWithoutLedger();
      const fate = this.fateInRoster(id);
      return fate === "removed" ? this.removeNow(id, removal) : fate;
    });
  }

  /**
   * Waits until the program knows the ids of all memberships that it has declared so far, such as the output of a resource
   * that is being created: one of them may be that of a member who is about to be removed. Ids that depend on the resource
   * which waits never come, so the wait is bounded.
   */
  public async untilIdsAreKnown(): Promise<void> {
    const deadline = performance.now() + UNKNOWN_IDS_WAIT_MS;
    while (this.checked && this.others?.haveUnknownIds === true && performance.now() < deadline) {
      await sleep(UNKNOWN_IDS_POLL_MS);
    }
  }

  /** The deployment has ended. */
  public end(): void {
    this.ledger.remove();
    this.others?.removePrograms();
  }

  // Who has cleaned this one away may have done the same with those of others.
  private refuseWithoutLedger(): void {
    if (this.ledger.isMissing) throw ledgerMissing();
  }

  // A person with one provider needs no ledger.
  private refuseInDoubt(what: string): void {
    if (this.others?.havePlugin !== true) return;
    if (this.ledger.isIncomplete || this.others.areIncomplete) throw ledgerIncomplete(what);
  }

  // While a resource is replaced, its registration has no answer. One that was checked and is not created after all, because
  // another one has failed (--continue-on-error), has its answer before the deletes begin.
  private isReplaced(id: string, replacement: ExpectedCreate | undefined): boolean {
    if (replacement === undefined || this.expected.get(id) !== replacement || this.leaving.has(id))
      return false;
    return !this.all(id).theirs.registered;
  }

  private async removeNow(id: string, { what, remove }: Removal): Promise<RemovalOutcome> {
    this.refuseInDoubt(what);
    // Before the call: where it fails, it may have been removed all the same.
    this.note("removed", [id]);
    await remove();
    // Another plugin process may have been told to create it meanwhile, and have found it there.
    const theirs = this.others?.factsOfPlugins(id) ?? NO_FACTS;
    if (!this.of(id).desired && (theirs.desired || isOwned(theirs))) throw desiredMeanwhile(what);
    return "removed";
  }

  private of(id: string): Facts {
    return this.facts.get(id) ?? NO_FACTS;
  }

  private all(id: string): Known {
    return { mine: this.of(id), theirs: this.others?.factsOf(id, this.wasChecked) ?? NO_FACTS };
  }

  private note(fact: Fact, ids: readonly string[]): void {
    const news = ids.filter((id) => !isKnown(this.of(id), fact));
    for (const id of news) this.facts.set(id, withFact(this.of(id), fact));
    this.ledger.add(fact, news);
  }
}

function fateOf({ mine, theirs }: Known): "owned" | "desired" | "removed" {
  if (isOwned(mine) || isOwned(theirs)) return "owned";
  return mine.desired || theirs.desired ? "desired" : "removed";
}

/** What another resource than that of an entry is to create. */
const ANOTHERS: ExpectedCreate = { declarer: {} };

// Where that cannot be seen, it is not believed.
async function isGone({ find }: Removal): Promise<boolean> {
  try {
    return (await find()) === undefined;
  } catch {
    return false;
  }
}

function desiredElsewhere(what: string): Error {
  return new UserError(
    `Did not ${what}: another resource of this program declares it and does not have it: it failed, was left out (--target, ` +
      "--exclude), comes later (deleteBeforeReplace) or gets another id (ignoreChanges, a transformation). Nothing was removed; " +
      "this resource stays in the state. Fix or include the other one, or drop the option, and run `pulumi up` again.",
    "Declared by another resource",
  );
}

function desiredMeanwhile(what: string): Error {
  return new UserError(
    `Another resource of this program, with another provider, declared it while this one was about to ${what}. It may be ` +
      "gone now. Run `pulumi up --refresh`, which creates it again.",
    "Declared by another resource meanwhile",
  );
}

function ledgerMissing(): Error {
  return new UserError(
    "The folder pulumi-chime in Pulumi's home folder (~/.pulumi, or PULUMI_HOME) was cleaned up while this deployment needed " +
      "it. Without it, somebody might be removed whom a resource with another provider declares, so nobody was removed. " +
      "Run the command again.",
    "A folder was cleaned up",
  );
}

function ledgerIncomplete(what: string): Error {
  return new UserError(
    `Did not ${what}: a process of this deployment could not write to the folder pulumi-chime in Pulumi's home folder ` +
      "(~/.pulumi, or PULUMI_HOME), so a resource with another provider may declare it. Nothing was removed, and this resource " +
      "stays in the state. Make the folder writable, such as by freeing disk space, and run the command again.",
    "A folder cannot be written to",
  );
}
