import { DeclaredBearers } from "./declaredBearers";
import { isRecorded, isOwned, NO_FACTS, withFact, type Fact, type Facts } from "./facts";
import { Ledger, type DeploymentKind } from "./ledger";
import { ledgerFolders } from "./ledgerFolder";
import { Locks } from "./locks";
import { OtherLedgers } from "./otherLedgers";
import {
  contentsCompared,
  contentsDeclared,
  desiredElsewhere,
  desiredElsewhereButUnread,
  desiredMeanwhile,
  idsUnknown,
  ledgerIncomplete,
  ledgerMissing,
} from "./ownershipErrors";
import { ProgramActivity } from "./programActivity";
import { refuseIfCancelled, waitWhile } from "./waiting";

/** How long a roster waits for unknown ids before the removal of a member fails, in milliseconds. */
const UNKNOWN_IDS_WAIT_MS = 30_000;

/** How long something waits for the create of the entity that it is in, in milliseconds. */
const CREATE_WAIT_MS = 30_000;

/**
 * The outcome of a removal: done; skipped because another entry has it; skipped because a roster ignores the member; or left
 * to the roster because another resource declares the member.
 */
export type RemovalOutcome = "removed" | "owned" | "ignored" | "desired";

/** A removal of a member or an entity. */
export interface Removal {
  /** What the entry is that it is removed for. */
  readonly kind: EntryKind;
  /** The removal, as an error names it: `remove member M from room R`. */
  readonly what: string;
  /** Removes it. Succeeds if the service does not have it. */
  readonly remove: () => Promise<void>;
  /** Reads it; undefined if it does not exist. */
  readonly find: () => Promise<unknown>;
}

/** What an entry of the state is. */
export type EntryKind = "membership" | "roster" | "entity";

/** A create of one resource that the engine will run later in this deployment. */
export interface ExpectedCreate {
  readonly kind: EntryKind;
}

/** What this process and the other processes know about an id. */
interface Known {
  readonly mine: Facts;
  readonly theirs: Facts;
}

/**
 * Decides what may be removed in one deployment, by the table in docs/decisions/ownership.md. A plugin process serves one
 * provider in one deployment. The other processes share what they know in their ledgers.
 */
export class Ownership {
  /** The bearers of the resources that the program declares. */
  public readonly bearers = new DeclaredBearers();
  private readonly facts = new Map<string, Facts>();
  /** The ids that were checked without old inputs, and whose create has not started. */
  private readonly expected = new Map<string, ExpectedCreate>();
  /** The entities whose create has started, and has not ended. */
  private readonly beingCreated = new Set<string>();
  /** The entities whose create something awaited, and which did not start. */
  private readonly awaitedInVain = new Set<string>();
  /** The entries of the state whose resources the program declares, each as its ids. Only where no program writes a ledger. */
  private readonly declaredEntries = new Set<string>();
  /** The ids that an entry has in the state, and that its resource declares again. */
  private readonly declaredAgain = new Set<string>();
  private readonly locks = new Locks();
  /** Only where no program writes a ledger. */
  private readonly activity: ProgramActivity | undefined;
  private checked = false;
  private readonly ledger: Ledger;
  private readonly others: OtherLedgers | undefined;

  /**
   * @param engine The address of the deployment's engine; empty if there is none.
   * @param folder The folder of the ledgers. Default: the folders that all processes use.
   * @param say Shows a message to the user, if the ledger cannot be written.
   * @param quietMs For a plugin whose program writes no ledger: for how long the engine must have asked for no check and no look-up
   *   before anybody is removed, in milliseconds. Default: undefined, because programs of the dynamic form write one.
   */
  public constructor(engine: string, folder?: string, say?: (text: string) => void, quietMs?: number) {
    this.activity = quietMs === undefined ? undefined : new ProgramActivity(quietMs);
    this.ledger = new Ledger(engine, "plugin", folder, say);
    const { folder: shared, name } = this.ledger;
    this.others =
      shared === undefined
        ? undefined
        : new OtherLedgers(folder === undefined ? ledgerFolders() : [folder], engine, name);
  }

  /** Whether the program says in a ledger what it declares. Otherwise only the checks say it, one by one. */
  public get hasProgramLedger(): boolean {
    return this.activity === undefined;
  }

  /** Whether the engine asked for a check. It does not in a refresh or a `destroy`. */
  public get wasChecked(): boolean {
    return this.checked;
  }

  /** Whether this is a preview or an update, as the program knows. Undefined in a refresh or a `destroy`. */
  public get deployment(): DeploymentKind | undefined {
    return this.others?.deployment;
  }

  /** The engine asked for a check, so this deployment is an `up` or a preview of one. */
  public check(): void {
    if (!this.checked) this.ledger.addCheck();
    this.checked = true;
    this.activity?.check();
  }

  /** The program looks something up. It may declare more resources afterwards. */
  public whileProgramLooksUp<Found>(lookUp: () => Promise<Found>): Promise<Found> {
    return this.activity === undefined ? lookUp() : this.activity.lookUp(lookUp);
  }

  /** The program declares these. */
  public desire(ids: readonly string[]): void {
    this.record("desired", ids);
  }

  /** The program declares these, and the engine gave no old inputs: it will create them. */
  public expectCreate(ids: readonly string[], kind: EntryKind): void {
    this.desire(ids);
    const create = { kind };
    for (const id of ids) this.expected.set(id, create);
  }

  /**
   * The create that follows the delete of an entry that is replaced with delete-before-replace. Undefined if there is none,
   * or if the removal of one of the ids would be refused: then the create would not follow.
   *
   * @param ids All ids of the entry.
   */
  public replacementOf(ids: readonly string[], kind: EntryKind): ExpectedCreate | undefined {
    // A program with a ledger tells which creates were skipped. Otherwise, another resource may expect the create.
    if (!this.hasProgramLedger && !this.declaredEntries.has(entryOf(ids))) return undefined;
    const creates = ids.map(
      (id) => this.expected.get(id) ?? (claimOn(this.allFacts(id)) === "desired" ? "other" : undefined),
    );
    const [create, ...rest] = new Set(creates.filter((one) => one !== undefined));
    return rest.length === 0 && create !== "other" && create?.kind === kind ? create : undefined;
  }

  /**
   * The program declares these for an entry of the state.
   *
   * @param before The ids of the entry in the state.
   */
  public declareAgain(kind: EntryKind, before: readonly string[], ids: readonly string[]): void {
    this.desire(ids);
    if (!this.hasProgramLedger) this.declaredEntries.add(entryOf(before));
    // An import is checked without old inputs first.
    for (const id of ids) this.expected.delete(id);
    const declared = new Set(ids);
    for (const id of before) if (declared.has(id)) this.declaredAgain.add(id);
    this.leave(
      kind,
      before.filter((id) => !declared.has(id)),
    );
  }

  /** The program declares something that ends with each of these entities. */
  public declareContentsOf(entityIds: readonly string[]): void {
    this.record("contentsDeclared", entityIds);
  }

  /** A roster of the program ignores these members. */
  public ignore(ids: readonly string[]): void {
    this.record("ignored", ids);
  }

  /**
   * The diff of an entry keeps these. Has no effect on ids that were not declared again: a refresh runs `diff` too, also for
   * entries that will be deleted, and before the program is checked.
   *
   * @param entityIds The entities with which these end.
   */
  public retain(ids: readonly string[], entityIds: readonly string[] = []): void {
    const retained = ids.filter((id) => this.declaredAgain.has(id));
    this.recordOwned(retained);
    if (retained.length > 0) this.keepContentsOf(entityIds);
  }

  /** Whether the program declares something that ends with it. */
  public areContentsDeclared(id: string): boolean {
    return has(this.allFacts(id), "contentsDeclared");
  }

  /** The state has something that ends with each of these entities. Its diff has run, and keeps it. */
  public keepContentsOf(entityIds: readonly string[]): void {
    this.record("contentsKept", entityIds);
  }

  /** Whether the diff of something that ends with it has run, and keeps it: then Pulumi does not add that again. */
  public areContentsKept(id: string): boolean {
    return has(this.allFacts(id), "contentsKept");
  }

  /** The state says that an earlier deployment created it again: what the state has in it may have ended with the one before. */
  public recordCreatedAgain(id: string): void {
    this.record("createdAgain", [id]);
  }

  /** Whether one of these entities was created again, so that what the state has in it must be read. */
  public wereCreatedAgain(entityIds: readonly string[]): boolean {
    return entityIds.some((id) => has(this.allFacts(id), "createdAgain"));
  }

  /** The state has these, but the service does not: they ended with an entity that was created again. */
  public recordGone(ids: readonly string[]): void {
    this.record("removed", ids);
  }

  /**
   * The diff of an entry replaces it with one of the same ids, and the engine deletes first. The other processes learn it: if
   * the provider changes too, the delete runs in the process of the old one. Ids that were not declared again: as in
   * {@link retain}.
   */
  public recreate(ids: readonly string[]): void {
    this.record(
      "recreated",
      ids.filter((id) => this.declaredAgain.has(id)),
    );
  }

  /** An entry of the state keeps these. */
  public recordOwned(ids: readonly string[]): void {
    this.record("owned", ids);
  }

  /**
   * An entry of the state has these, and is being replaced with other ids, or a roster drops them. The other processes learn it:
   * if the provider changes too, the delete runs in the process of the old one.
   */
  public leave(kind: EntryKind, ids: readonly string[]): void {
    this.record(leavingAs(kind), ids);
  }

  /** An entry of the state has these from now on, because they were created or may have been created. */
  public recordCreated(ids: readonly string[]): void {
    this.record("created", ids);
  }

  /** Whether the program of this deployment declares it. */
  public isDesired(id: string): boolean {
    return claimOn(this.allFacts(id)) !== "none";
  }

  /** Whether an entry that this process manages has it. */
  public isOwnedHere(id: string): boolean {
    return isOwned(this.ownFacts(id));
  }

  /** Whether an entry of any process has it. */
  public isOwned(id: string): boolean {
    return claimOn(this.allFacts(id)) === "owned";
  }

  /** The outcome of the removal of a member that a roster drops. */
  public outcomeInRoster(id: string): RemovalOutcome {
    const known = this.allFacts(id);
    const claim = claimOn(known);
    if (claim !== "owned" && has(known, "ignored")) return "ignored";
    return claim === "none" ? "removed" : claim;
  }

  /** Whether a roster of the program ignores the member. */
  public isIgnored(id: string): boolean {
    return has(this.allFacts(id), "ignored");
  }

  /** Whether an entry has it in the state, and its resource declares it again. */
  public isDeclaredAgain(id: string): boolean {
    return this.declaredAgain.has(id);
  }

  /** Whether a create or an update of this deployment created it, or found that it exists. */
  public wasCreated(id: string): boolean {
    return isCreated(this.allFacts(id));
  }

  /**
   * Whether this deployment deleted or created one of these entities, or will create it. Then what the state has in it has ended with it,
   * or with an earlier one of the same id.
   */
  public wasDeletedOrCreated(entityIds: readonly string[]): boolean {
    return entityIds.some((id) => {
      const known = this.allFacts(id);
      return isCreated(known) || isRemoved(known) || this.isCreateExpected(id) || this.beingCreated.has(id);
    });
  }

  /** Whether it was removed in this deployment, and is not known to have been created since. */
  public wasRemoved(id: string): boolean {
    return isRemoved(this.allFacts(id));
  }

  /**
   * Creates or changes something. Removals of it by this process wait.
   *
   * @param entityIds The entities with which these end. It waits until they are created, if that is expected, and prevents later
   *   removals of them that would not create these again.
   */
  public holdLocks<T>(
    ids: readonly string[],
    work: () => Promise<T>,
    entityIds: readonly string[] = [],
  ): Promise<T> {
    return this.locks.hold(ids, async () => {
      const created = ids.filter((id) => this.isCreateExpected(id));
      for (const id of ids) this.expected.delete(id);
      for (const id of created) this.beingCreated.add(id);
      try {
        await this.untilCreated(entityIds);
        this.record("contentsCreated", entityIds);
        return await work();
      } finally {
        for (const id of created) this.beingCreated.delete(id);
      }
    });
  }

  /**
   * Removes something for an entry that is deleted, unless another entry has it.
   *
   * @param replacement The create that adds it again: see {@link replacementOf}.
   * @throws UserError if it is desired, no entry is known to have it, and it may exist.
   */
  public remove(id: string, removal: Removal, replacement?: ExpectedCreate): Promise<RemovalOutcome> {
    return this.holdToRemove(id, removal, async () => {
      const known = this.allFacts(id);
      if (this.isReplaced(id, removal.kind, known, replacement)) {
        if (has(known, "contentsKept") || has(known, "contentsCreated")) throw contentsCompared(removal.what);
        return this.removeToCreateAgain(id, removal);
      }
      switch (claimOn(known)) {
        case "owned":
          return "owned";
        case "desired":
          await refuseUnlessGone(removal);
          return "removed";
        case "none":
          if (has(known, "contentsDeclared")) throw contentsDeclared(removal.what);
          return this.removeUndesired(id, removal);
      }
    });
  }

  /**
   * Removes a member that a roster drops, unless another entry has the member, another resource declares the member, or a
   * roster ignores the member.
   *
   * @throws UserError while the program does not know all ids: one of them may be that of the member.
   */
  public removeFromRoster(id: string, removal: Removal): Promise<RemovalOutcome> {
    return this.holdToRemove(id, removal, async () => {
      const outcome = this.outcomeInRoster(id);
      if (outcome !== "removed") return outcome;
      refuseIfCancelled(removal.what);
      if (this.checked && !this.areIdsKnown)
        throw idsUnknown(removal.what, this.others?.ids === "failed", UNKNOWN_IDS_WAIT_MS);
      return this.removeUndesired(id, removal);
    });
  }

  /**
   * Whether the program knows the ids of all memberships that it has declared so far. Asked in a `diff`, which must not wait:
   * the engine registers no other resource meanwhile.
   */
  public get areIdsKnown(): boolean {
    return this.others === undefined || this.others.ids === "known";
  }

  /**
   * Waits until the program knows the ids of all memberships that it has declared so far, or until one will stay unknown. An
   * unknown id, such as the output of a resource that is being created, may be that of a member to be removed. The wait is
   * bounded, because an id may depend on the resource that waits. {@link removeFromRoster} fails while an id is unknown.
   */
  public async untilIdsAreKnown(): Promise<void> {
    await waitWhile(() => this.checked && this.others?.ids === "awaited", UNKNOWN_IDS_WAIT_MS);
  }

  /** Removes the ledger at the end of the deployment. */
  public end(): void {
    this.ledger.remove();
    this.others?.removePrograms();
  }

  private async holdToRemove<T>(id: string, { what }: Removal, work: () => Promise<T>): Promise<T> {
    if (this.activity !== undefined) await this.activity.untilQuiet(what);
    return this.locks.hold([id], () => {
      this.refuseIfMissing();
      return work();
    });
  }

  // Something with the literal id of an entity does not wait for it in the engine, also while the engine replaces the entity.
  private async untilCreated(entityIds: readonly string[]): Promise<void> {
    await this.locks.released(entityIds);
    const isAwaited = (id: string): boolean => this.isCreateExpected(id) && !this.awaitedInVain.has(id);
    await waitWhile(() => entityIds.some(isAwaited), CREATE_WAIT_MS);
    for (const id of entityIds.filter(isAwaited)) this.awaitedInVain.add(id);
    await this.locks.released(entityIds);
  }

  private isCreateExpected(id: string): boolean {
    return this.expected.get(id)?.kind === "entity";
  }

  // If the ledger of this process was removed, the ledgers of the other processes may be gone too.
  private refuseIfMissing(): void {
    if (this.ledger.isMissing) throw ledgerMissing();
  }

  // With only one provider, ledgers are not needed.
  private refuseIfIncomplete(what: string): void {
    if (this.others?.havePlugin !== true) return;
    if (this.ledger.isIncomplete || this.others.areIncomplete) throw ledgerIncomplete(what);
  }

  // Pulumi answers the registration of a replaced resource after its create. If it skips the create because another resource
  // failed (--continue-on-error), it answers before the deletes.
  private isReplaced(
    id: string,
    kind: EntryKind,
    known: Known,
    replacement: ExpectedCreate | undefined,
  ): boolean {
    const { theirs } = known;
    if (has(known, leavingAs(kind)) || theirs.registered) return false;
    if (theirs.recreated && !isOwned(theirs)) return true;
    return replacement !== undefined && this.expected.get(id) === replacement;
  }

  private async removeUndesired(id: string, removal: Removal): Promise<RemovalOutcome> {
    await this.removeNow(id, removal);
    // Meanwhile, a create in another plugin process may have found that it exists.
    const theirs = this.others?.factsOfPlugins(id) ?? NO_FACTS;
    if (!this.ownFacts(id).desired && (theirs.desired || isOwned(theirs)))
      throw desiredMeanwhile(removal.what);
    return "removed";
  }

  private async removeToCreateAgain(id: string, removal: Removal): Promise<RemovalOutcome> {
    try {
      return await this.removeNow(id, removal);
    } catch (error) {
      // The engine does not run the create.
      this.expected.delete(id);
      throw error;
    }
  }

  private async removeNow(id: string, { what, remove }: Removal): Promise<RemovalOutcome> {
    this.refuseIfIncomplete(what);
    // Recorded before the call, because a failed call may have removed it.
    this.record("removed", [id]);
    await remove();
    return "removed";
  }

  private ownFacts(id: string): Facts {
    return this.facts.get(id) ?? NO_FACTS;
  }

  private allFacts(id: string): Known {
    return { mine: this.ownFacts(id), theirs: this.others?.factsOf(id, this.wasChecked) ?? NO_FACTS };
  }

  private record(fact: Fact, ids: readonly string[]): void {
    const added = ids.filter((id) => !isRecorded(this.ownFacts(id), fact));
    for (const id of added) this.facts.set(id, withFact(this.ownFacts(id), fact));
    this.ledger.add(fact, added);
  }
}

/** @throws UserError if it exists, or if that is unknown because the read failed. */
async function refuseUnlessGone({ what, find }: Removal): Promise<void> {
  const found = await find().catch((readError: unknown) => {
    throw desiredElsewhereButUnread(what, readError);
  });
  if (found !== undefined) throw desiredElsewhere(what);
}

function entryOf(ids: readonly string[]): string {
  return [...ids].sort().join();
}

function claimOn({ mine, theirs }: Known): Claim {
  if (isOwned(mine) || isOwned(theirs)) return "owned";
  return mine.desired || theirs.desired ? "desired" : "none";
}

function isCreated({ mine, theirs }: Known): boolean {
  return mine.last === "created" || theirs.last === "created";
}

function isRemoved({ mine, theirs }: Known): boolean {
  return mine.last === "removed" || (!isOwned(mine) && theirs.last === "removed");
}

// A roster that drops a member says nothing about the membership that another entry replaces.
function leavingAs(kind: EntryKind): "leaving" | "rosterLeaving" {
  return kind === "roster" ? "rosterLeaving" : "leaving";
}

function has(
  { mine, theirs }: Known,
  flag:
    | "contentsCreated"
    | "contentsDeclared"
    | "contentsKept"
    | "createdAgain"
    | "ignored"
    | "leaving"
    | "rosterLeaving",
): boolean {
  return mine[flag] || theirs[flag];
}

/** Who has a claim to an id: an entry of the state; only a declaration; nobody. */
type Claim = "owned" | "desired" | "none";
