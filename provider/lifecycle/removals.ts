import { isOfUnknownOutcome } from "../chime/chimeError";
import { Undertaking } from "./undertaking";

interface Removal {
  work: Undertaking;
  /** How many have laid claim to it since. */
  claims: number;
}

/** What this process removes, and has removed. */
export class Removals {
  private readonly going = new Map<string, Removal>();
  private readonly gone = new Set<string>();

  /**
   * Removes something, unless somebody has it.
   *
   * @param isHeld Whether somebody has it. Is asked again where somebody lays claim to it meanwhile.
   */
  public async remove(
    id: string,
    isHeld: () => Promise<boolean>,
    remove: () => Promise<void>,
  ): Promise<void> {
    while (this.going.has(id)) await this.ended([id]);
    const removal: Removal = { work: new Undertaking(), claims: 0 };
    this.going.set(id, removal);
    try {
      if (await this.isHeld(removal, isHeld)) return;
      removal.work.begin();
      await remove();
      this.gone.add(id);
    } catch (error) {
      // It may have been removed all the same.
      if (isOfUnknownOutcome(error)) this.gone.add(id);
      throw error;
    } finally {
      this.going.delete(id);
      removal.work.end();
    }
  }

  /** Waits until none of these is being removed. Where none is, whoever calls this goes on at once. */
  public async settled(ids: readonly string[], thenAtOnce: () => void): Promise<void> {
    while (ids.some((id) => this.going.has(id))) await this.ended(ids);
    thenAtOnce();
  }

  /**
   * Those of the ids that were removed. Who asks has laid claim to them: so a removal that has not begun must look again,
   * and one that has begun first comes to an end.
   */
  public async of(ids: readonly string[]): Promise<string[]> {
    await Promise.all(ids.map((id) => this.claimed(id)));
    return ids.filter((id) => this.gone.has(id));
  }

  /** These are there again. */
  public forget(ids: readonly string[]): void {
    for (const id of ids) this.gone.delete(id);
  }

  private async ended(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.flatMap((id) => this.going.get(id)?.work.ended ?? []));
  }

  private async claimed(id: string): Promise<void> {
    const removal = this.going.get(id);
    if (!removal) return;
    if (removal.work.hasBegun) await removal.work.ended;
    else removal.claims += 1;
  }

  private async isHeld(removal: Removal, isHeld: () => Promise<boolean>): Promise<boolean> {
    for (;;) {
      const { claims } = removal;
      if (await isHeld()) return true;
      if (claims === removal.claims) return false;
    }
  }
}
