import type { MembershipForm } from "../contract/membershipForm";
import { PlainError } from "../contract/plainError";

type Claim =
  /** A resource has it since an earlier deployment, and goes on to declare it. */
  | { kind: "kept" }
  /** A new resource is making it, or has made it. */
  | { kind: "made"; making: Promise<unknown> }
  /** A resource that has it was deleted in spite of that, to be created anew. */
  | { kind: "handedOver" };

/**
 * Which memberships the resources of one deployment lay claim to. One plugin process serves one deployment, so this
 * lives as long as the process.
 *
 * A membership is a fact, not an object: two resources that declare the same one would share it, and whichever is
 * deleted first takes it from the other. So the second to come is refused. And a resource that is deleted, or a roster
 * that drops a member, must leave the membership alone if another resource of the same deployment has it: as when a
 * resource is renamed, when memberships become a roster, or when the state has the same one twice after a crash.
 */
export class Claims {
  private readonly claims = new Map<string, Claim>();
  private readonly declared = new Set<string>();
  private readonly removals = new Map<string, Promise<unknown>>();

  /** @param form Of whose memberships, as errors speak of them. */
  public constructor(private readonly form: Pick<MembershipForm<never>, "place" | "member" | "words">) {}

  /** The program of this deployment declares the membership. */
  public declare(id: string): void {
    this.declared.add(id);
  }

  /**
   * A resource that has the membership since an earlier deployment goes on to declare it.
   *
   * Without effect where the program has not declared it: a refresh, also that of `up --refresh` and of
   * `destroy --refresh`, asks for the difference of every resource in the state, those that are about to go too.
   *
   * @throws Error when a new resource of this deployment declares it too.
   */
  public keep(id: string): void {
    if (!this.declared.has(id)) return;
    if (this.claims.get(id)?.kind === "made") throw this.declaredTwice(id);
    this.claims.set(id, { kind: "kept" });
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
    return this.makeAll([id], (kept) => work(kept.has(id)));
  }

  /**
   * Makes several memberships at once. `work` is told those that are kept, as in `make`; those of `failed` in what it
   * brings are nobody's after it.
   */
  public async makeAll<T>(
    ids: readonly string[],
    work: (kept: ReadonlySet<string>) => Promise<T>,
    failed: (outcome: T) => Iterable<string> = () => [],
  ): Promise<T> {
    this.refuseMade(ids);
    const kept = new Set(ids.filter((id) => this.claims.get(id)?.kind === "kept"));
    const making = this.afterRemovals(ids).then(() => work(kept));
    for (const id of ids) this.claims.set(id, { kind: "made", making });
    try {
      const outcome = await making;
      this.giveUp(failed(outcome), kept);
      return outcome;
    } catch (error) {
      this.giveUp(ids, kept);
      throw error;
    }
  }

  /** Ends the membership of a resource that is deleted, unless another resource of this deployment has it. */
  public async release(id: string, remove: () => Promise<void>): Promise<void> {
    const claim = this.claims.get(id);
    if (claim?.kind === "made") await claim.making.catch(() => undefined);
    // Also one that is handed over has somebody who goes on to declare it, however often the state has it.
    if (!this.claims.has(id)) {
      await this.removing(id, remove());
    } else if (claim?.kind === "kept") {
      // Where the engine replaces a resource that need not be, it deletes first, and then creates what is still there.
      this.claims.set(id, { kind: "handedOver" });
    }
  }

  /** Whether the membership still exists only because its resource is being created anew. */
  public wasHandedOver(id: string): boolean {
    return this.claims.get(id)?.kind === "handedOver";
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

  private refuseMade(ids: readonly string[]): void {
    for (const id of ids) if (this.claims.get(id)?.kind === "made") throw this.declaredTwice(id);
  }

  // Whose membership could not be made has it as before: kept, or not at all.
  private giveUp(ids: Iterable<string>, kept: ReadonlySet<string>): void {
    for (const id of ids) {
      if (kept.has(id)) this.claims.set(id, { kind: "kept" });
      else this.claims.delete(id);
    }
  }

  private async removing(id: string, removal: Promise<void>): Promise<void> {
    this.removals.set(id, removal);
    try {
      await removal;
    } finally {
      this.removals.delete(id);
    }
  }

  private async afterRemovals(ids: readonly string[]): Promise<void> {
    await Promise.allSettled(ids.flatMap((id) => this.removals.get(id) ?? []));
  }
}
