import { PlainError } from "../contract/plainError";

/**
 * Which memberships the resources of one deployment lay claim to. One plugin process serves one deployment, so this
 * lives as long as the process.
 *
 * A membership is a fact, not an object: two resources that declare the same one would share it, and whichever is
 * deleted first takes it from the other. So the second to come is refused. And a resource that is deleted must leave
 * the membership alone if another took it over in the same deployment, as when a resource is renamed.
 */
export class Claims {
  private readonly claims = new Map<string, "kept" | "beingMade" | "made">();

  /** A resource that has the membership since an earlier deployment goes on to declare it. */
  public keep(id: string): void {
    const claim = this.claims.get(id);
    if (claim === "made" || claim === "beingMade") throw declaredTwice(id);
    this.claims.set(id, "kept");
  }

  /**
   * Makes a membership on behalf of a new resource.
   *
   * @throws Error when another resource of this deployment declares it too.
   */
  public async make<T>(id: string, work: () => Promise<T>): Promise<T> {
    if (this.claims.has(id)) throw declaredTwice(id);
    this.claims.set(id, "beingMade");
    try {
      const made = await work();
      this.claims.set(id, "made");
      return made;
    } catch (error) {
      this.claims.delete(id);
      throw error;
    }
  }

  /** Whether a new resource of this deployment has the membership now. */
  public isTakenOver(id: string): boolean {
    return this.claims.get(id) === "made";
  }
}

function declaredTwice(id: string): Error {
  return new PlainError(
    `The membership ${id} (account/room/member) is declared twice in this program: two resources have the same ` +
      "accountId, roomId and memberId. Keep one of them; nothing was changed for the other.",
    "A membership is declared twice",
  );
}
