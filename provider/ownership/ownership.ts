import { setTimeout as sleep } from "node:timers/promises";

import { UserError } from "../schema/userError";
import { isKnown, isOwned, NO_FACTS, withFact, type Fact, type Facts } from "./facts";
import { Ledger } from "./ledger";
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

/**
 * Who may be removed in one deployment: the table of docs/decisions/ownership.md. One plugin process serves one provider in
 * one deployment, so this lives as long as the process; what the other processes know is in their ledgers.
 */
export class Ownership {
  private readonly facts = new Map<string, Facts>();
  /** The ids for which `check` was asked without old inputs, and no create has begun: by whose resource declares them. */
  private readonly expected = new Map<string, Declarer>();
  /** The ids that an entry has which is being replaced by one of another id. */
  private readonly leaving = new Set<string>();
  private readonly locks = new Locks();
  private checked = false;
  private readonly ledger: Ledger;
  private readonly others: OtherLedgers | undefined;

  /**
   * @param engine The address of the deployment's engine; empty where there is none.
   * @param folder Where ledgers are. Default: the folder that all processes use.
   */
  public constructor(engine: string, folder?: string) {
    this.ledger = new Ledger(engine, "plugin", ...(folder === undefined ? [] : [folder]));
    const { folder: shared, name } = this.ledger;
    this.others = shared === undefined ? undefined : new OtherLedgers(shared, engine, name);
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
    for (const id of ids) this.expected.set(id, declarer);
  }

  /** A roster of the program ignores these members. */
  public ignore(ids: readonly string[]): void {
    this.note("ignored", ids);
  }

  /**
   * An entry of the state keeps these. Without effect on those that the program of this deployment was not seen to declare: a
   * refresh asks for the difference of every entry, those that are about to go too.
   */
  public retain(ids: readonly string[]): void {
    this.note(
      "owned",
      ids.filter((id) => this.of(id).desired),
    );
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

  /** Whether any resource of the program declares it, or any entry has it. */
  public isDesired(id: string): boolean {
    const { mine, theirs } = this.all(id);
    return [mine, theirs].some((facts) => facts.desired || isOwned(facts));
  }

  /** Whether an entry has it. */
  public isOwned(id: string): boolean {
    const { mine, theirs } = this.all(id);
    return isOwned(mine) || isOwned(theirs);
  }

  /** Whether a roster of the program ignores the member. */
  public isIgnored(id: string): boolean {
    const { mine, theirs } = this.all(id);
    return mine.ignored || theirs.ignored;
  }

  /** Whether it was created in this deployment. */
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
   * @throws Error where it is desired and no entry is known to have it, and it is there or may be.
   */
  public remove(id: string, removal: Removal, declarer: Declarer): Promise<RemovalOutcome> {
    return this.locks.hold([id], async () => {
      this.refuseWithoutLedger();
      switch (this.replacesItself(id, declarer) ? "removed" : this.fateOf(id)) {
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
      const fate = this.fateOf(id);
      if (fate !== "removed") return fate;
      return this.isIgnored(id) ? "ignored" : this.removeNow(id, removal);
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

  // While a resource is replaced, its registration has no answer. One that was checked and is not created after all, because
  // another one has failed (--continue-on-error), has its answer before the deletes begin.
  private replacesItself(id: string, declarer: Declarer): boolean {
    if (this.expected.get(id) !== declarer || this.leaving.has(id)) return false;
    return !this.all(id).theirs.registered;
  }

  private fateOf(id: string): "owned" | "desired" | "removed" {
    const { mine, theirs } = this.all(id);
    if (isOwned(mine) || isOwned(theirs)) return "owned";
    return mine.desired || theirs.desired ? "desired" : "removed";
  }

  private async removeNow(id: string, { what, remove }: Removal): Promise<RemovalOutcome> {
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

  private all(id: string): { mine: Facts; theirs: Facts } {
    return { mine: this.of(id), theirs: this.others?.factsOf(id, this.wasChecked) ?? NO_FACTS };
  }

  private note(fact: Fact, ids: readonly string[]): void {
    const news = ids.filter((id) => !isKnown(this.of(id), fact));
    for (const id of news) this.facts.set(id, withFact(this.of(id), fact));
    this.ledger.add(fact, news);
  }
}

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
    `Did not ${what}: another resource of this program declares it, and this update has not created that one: it failed, or ` +
      "--target or --exclude left it out. Nothing was removed, and this resource stays in the state. Fix the other " +
      "resource, or include it, and run `pulumi up` again.",
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
