import type { MembershipForm } from "../contract/membershipForm";
import { PlainError } from "../contract/plainError";
import type { Peer } from "./peers";
import { Removals } from "./removals";
import { Undertaking } from "./undertaking";

type Claim =
  /** A resource has it since an earlier deployment, and goes on to declare it. */
  | { kind: "kept" }
  /** A new resource is making it, or has made it. */
  | { kind: "made"; making: Undertaking; before: Claim | undefined }
  /** A resource that has it was deleted in spite of that, to be created anew. */
  | { kind: "handedOver" };

/** What who makes memberships goes by. */
export interface Making {
  /** Those of which an entry of the state is kept, as in {@link Claims.make}. */
  readonly kept: ReadonlySet<string>;
  /**
   * The time of `performance.now()` after which the service must have been read: another process may have removed some of
   * them, of which nothing here knows.
   */
  readonly readAfter: number;
  /** To be called as soon as all are made that will be, with those that are not: they are nobody's from then on. */
  readonly made: (failed: Iterable<string>) => void;
}

/**
 * Which memberships the resources of one deployment lay claim to. One plugin process serves one provider in one deployment,
 * so this lives as long as the process; what the other processes of the deployment know is asked of them.
 *
 * A membership is a fact, not an object: two resources that declare the same one would share it, and whichever is
 * deleted first takes it from the other. So the second to come is refused. And a resource that is deleted, or a roster
 * that drops a member, must leave the membership alone if another resource of the same deployment has it: as when a
 * resource is renamed, when memberships become a roster, or when the state has the same one twice after a crash.
 *
 * Whoever claims says so before asking the others, and whoever removes likewise: so of two processes that do it at the same
 * time, one at least sees the other. It is the removal that gives way, until it has begun.
 */
export class Claims implements Peer {
  private readonly claims = new Map<string, Claim>();
  private readonly declared = new Set<string>();
  private readonly removals = new Removals();

  /**
   * @param form Of whose memberships, as errors speak of them.
   * @param others The other processes of the deployment.
   */
  public constructor(
    private readonly form: Pick<MembershipForm<never>, "place" | "member" | "words">,
    private readonly others: Peer,
  ) {}

  /** The program of this deployment declares the membership. */
  public declare(id: string): void {
    this.declared.add(id);
  }

  /**
   * A resource that has the memberships since an earlier deployment goes on to declare them.
   *
   * Without effect on those that the program has not declared: a refresh, also that of `up --refresh` and of
   * `destroy --refresh`, asks for the difference of every resource in the state, those that are about to go too.
   *
   * @throws Error when a new resource of this deployment declares one too, or one was taken out already.
   */
  public async keep(ids: readonly string[]): Promise<void> {
    const declared = ids.filter((id) => this.declared.has(id));
    this.refuseMade(declared);
    for (const id of declared) this.claims.set(id, { kind: "kept" });
    const removed = await Promise.all([this.removed(declared), this.others.removed(declared)]);
    const [first] = removed.flat();
    if (first !== undefined) throw this.removedAlready(first);
  }

  /**
   * Makes a membership on behalf of a new resource.
   *
   * @param id The membership.
   * @param work What makes it. It is told whether an entry of the state is kept that has it. That is another resource,
   *   unless a replacement with the old resource deleted first has failed half-way: then the entry is what is left of
   *   the old one, the engine asks for its difference all the same, and the membership is gone. So who is a member
   *   although the entry is kept must not be taken over.
   * @throws Error when another new resource of this deployment declares it too; and what `work` throws.
   */
  public make<T>(id: string, work: (isKept: boolean) => Promise<T>): Promise<T> {
    return this.makeAll([id], ({ kept }) => work(kept.has(id)));
  }

  /**
   * Makes several memberships at once. Whoever has to know whether they are made waits until `work` says so, or ends. So it
   * must say so before it removes others, for which it may have to wait in turn. Where it fails, all are nobody's.
   */
  public async makeAll<T>(ids: readonly string[], work: (making: Making) => Promise<T>): Promise<T> {
    this.refuseMade(ids);
    const kept = new Set(ids.filter((id) => this.claims.get(id)?.kind === "kept"));
    const making = new Undertaking();
    for (const id of ids) this.claims.set(id, { kind: "made", making, before: this.claims.get(id) });
    const made = (failed: Iterable<string>): void => {
      this.giveUp(failed, making);
      making.end();
    };
    try {
      await this.removals.settled(ids, () => {
        making.begin();
      });
      const removed = await this.others.removed(ids);
      const outcome = await work({
        kept,
        made,
        readAfter: removed.length > 0 ? performance.now() : -Infinity,
      });
      this.removals.forget(ids);
      return outcome;
    } catch (error) {
      this.giveUp(ids, making);
      throw error;
    } finally {
      making.end();
    }
  }

  /** Ends the membership of a resource that is deleted, unless another resource of this deployment has it. */
  public async release(id: string, remove: () => Promise<void>): Promise<void> {
    const claim = this.claims.get(id);
    if (claim?.kind === "made") await this.settled(id);
    // Also one that is handed over has somebody who goes on to declare it, however often the state has it.
    if (!this.claims.has(id)) {
      await this.removals.remove(id, () => this.isHeld(id), remove);
    } else if (claim?.kind === "kept") {
      this.handOver(id);
    }
  }

  /** Whether the membership still exists only because its resource is being created anew. */
  public wasHandedOver(id: string): boolean {
    return this.claims.get(id)?.kind === "handedOver";
  }

  public async held(ids: readonly string[]): Promise<string[]> {
    const claims = await Promise.all(ids.map((id) => this.begun(id)));
    const held = ids.filter((_, index) => claims[index] !== undefined);
    // Where a resource is given another provider, the old one's process deletes, and this one creates what is still there.
    for (const id of held) if (this.claims.get(id)?.kind === "kept") this.handOver(id);
    return held;
  }

  public removed(ids: readonly string[]): Promise<string[]> {
    return this.removals.of(ids);
  }

  /** What is said where two resources have one membership. */
  public declaredTwice(id: string): Error {
    const { place, member, words } = this.form;
    return new PlainError(
      `The membership ${id} (${words.id}) is declared twice in this program: two resources have the same ` +
        `${place.join(", ")} and ${member}. Keep one of them; nothing was changed for the other. Where it is declared once ` +
        "and is to be replaced (--replace, replaceOnChanges), set deleteBeforeReplace on the resource; where a replacement " +
        "was interrupted and somebody else has added the member since, remove the member and try again.",
      "A membership is declared twice",
    );
  }

  private removedAlready(id: string): Error {
    return new PlainError(
      `The membership ${id} (${this.form.words.id}) was in the state twice, of two resources: the one was taken out of the ` +
        "program, and the member was removed before the other could say that the program goes on to declare it. Run " +
        "`pulumi up --refresh`: it adds the member again.",
      "A member was removed",
    );
  }

  private refuseMade(ids: readonly string[]): void {
    for (const id of ids) if (this.claims.get(id)?.kind === "made") throw this.declaredTwice(id);
  }

  // Where the engine replaces a resource that need not be, it deletes first, and then creates what is still there.
  private handOver(id: string): void {
    this.claims.set(id, { kind: "handedOver" });
  }

  private async isHeld(id: string): Promise<boolean> {
    return (await this.begun(id)) !== undefined || (await this.others.held([id])).length > 0;
  }

  /** The claim to it, when nobody is at work on it any more. */
  private async settled(id: string): Promise<Claim | undefined> {
    for (;;) {
      const claim = this.claims.get(id);
      if (claim?.kind !== "made" || claim.making.hasEnded) return claim;
      await claim.making.ended;
    }
  }

  /** The same, but for what has not begun: that waits for a removal of this process, and then asks the others first. */
  private async begun(id: string): Promise<Claim | undefined> {
    const claim = this.claims.get(id);
    return claim?.kind === "made" && !claim.making.hasBegun ? claim.before : this.settled(id);
  }

  // Whose membership could not be made has it as before: kept, or not at all.
  private giveUp(ids: Iterable<string>, making: Undertaking): void {
    for (const id of ids) {
      const claim = this.claims.get(id);
      if (claim?.kind !== "made" || claim.making !== making) continue;
      if (claim.before?.kind === "kept") this.claims.set(id, claim.before);
      else this.claims.delete(id);
    }
  }
}
