import { isChimeError, isOfUnknownOutcome, unknownOutcome, type ChimeError } from "../chime/chimeError";
import { isOlder } from "../chime/clock";
import type { EntityService, EntityServiceOfState, Found } from "../chime/entityService";
import type { ChimeSession } from "../chime/session";
import type { EntityForm } from "../contract/entityForm";
import { PlainError } from "../contract/plainError";
import { changed, type Properties } from "../contract/properties";
import type { Ownership } from "../ownership/ownership";
import { containerExists } from "./conflict";
import type { EntityFamily } from "./families/entityFamily";
import { PartialFailure } from "./partialFailure";
import { untilFound } from "./patience";
import type { Progress } from "./progress";
import { createStartedIn } from "./unconfirmed";

/** How a thing comes to be: created, recognised as created by a call whose answer was lost, or adopted. */
export class EntityCreation<Key extends object, Inputs extends object, State extends Key & Inputs> {
  private readonly form: EntityForm<Key, Inputs>;

  public constructor(
    private readonly family: EntityFamily<Key, Inputs, State>,
    private readonly chime: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Pick<Progress, "say">,
  ) {
    this.form = family.form;
  }

  /**
   * Creates it, or adopts it where the person has named it in PULUMI_CHIME_RECOVER.
   *
   * @param id The id that the program chooses; undefined where Amazon Chime does.
   */
  public async create(wanted: Inputs, id: string | undefined, props: Properties): Promise<State> {
    const left = id === undefined ? await this.leftBehind(wanted) : undefined;
    if (left) return left;
    // Amazon Chime may answer a second create of one id with success.
    if (id !== undefined && this.ownership.wasCreated(id)) throw this.declaredTwice(id);
    try {
      const state = await this.createNew(wanted, id, props);
      this.ownership.own([this.form.idOf(state)]);
      return state;
    } catch (error) {
      if (id === undefined || !isChimeError(error, "conflict")) throw error;
      // An entry of the state that keeps it is another resource, unless a replacement that deletes first has failed
      // half-way: then it is gone. So what exists all the same is not adopted.
      if (this.ownership.isOwnedHere(id)) throw this.declaredTwice(id);
      if (!this.chime.settings.recover.ids.includes(id)) throw containerExists(error, id);
      return this.adopted(await this.recover(id, wanted, props, error));
    }
  }

  /** Brings it about where an earlier create may have done its work, or not. */
  public async confirm(id: string, wanted: Inputs, props: Properties, kept: Properties): Promise<State> {
    try {
      const state = await this.createNew(wanted, id, props);
      this.ownership.own([id]);
      return state;
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      const found = await this.find(this.form.keyOf(id, props));
      const isAnothers = found !== undefined && this.isAnothers(found, kept);
      if (!found || (isAnothers && !this.chime.settings.recover.ids.includes(id)))
        throw containerExists(error, id);
      if (isAnothers) await this.refuseInUse(id, found);
      // Whoever had its id before is gone, and has left all places with that.
      this.ownership.own([id]);
      return this.takeOver(id, wanted, props, { found, error });
    }
  }

  /** Gives it what the program wants where that differs. */
  public async asWanted(key: Key, wanted: Inputs, props: Properties, found: Found<State>): Promise<State> {
    const differences = this.differing(this.form.changeable, found, props);
    return differences.length === 0 ? found.state : this.service.update(key, wanted);
  }

  /**
   * Finds it; undefined where there is none.
   *
   * A read may lag behind a write. What is not found is looked for again before that is believed: what leaves the state by
   * mistake nobody will ever delete.
   */
  public find(
    key: Key,
    service: EntityServiceOfState<Key, State> = this.service,
  ): Promise<Found<State> | undefined> {
    const { readConsistencySeconds } = this.chime.settings;
    return untilFound(async () => ({ found: await service.look(key) }), readConsistencySeconds);
  }

  /** Whether nobody knows if a create has made what an entry of the state is about. A look-up asks for whatever there is. */
  public isInDoubt(props: Properties): boolean {
    return props[this.form.confirmed] === undefined && createStartedIn(props) !== undefined;
  }

  /** Whether what was found was there before the create of an entry that may have created it. */
  public isAnothers({ made }: Found<State>, kept: Properties): boolean {
    return this.isInDoubt(kept) && isOlder(made, createStartedIn(kept) ?? 0);
  }

  /** The state of it, with what Amazon Chime never says again. */
  public outputsOf(state: State, props: Properties): Properties {
    const untold = this.form.untold.filter((name) => props[name] !== undefined);
    return { ...Object.fromEntries(untold.map((name) => [name, props[name]])), ...state };
  }

  /** When a create began that nobody answered whole, by the clock of the service: the earliest that it may be. */
  public async createStarted(id: string, props: Properties, began: number): Promise<number> {
    const key = this.form.keyOf(id, props);
    // A read tells the time where no answer has.
    if (this.service.isTimeKnown?.(key) === false) await this.service.look(key).catch(() => undefined);
    return this.serviceTime(key, began);
  }

  /** Creates it; what an earlier attempt of the same call has created is recognised. */
  private async createNew(wanted: Inputs, id: string | undefined, props: Properties): Promise<State> {
    const began = performance.now();
    try {
      return await this.service.create(wanted);
    } catch (error) {
      if (id === undefined || !isChimeError(error, "conflict") || !error.mayHaveWritten) throw error;
      const found = await this.find(this.form.keyOf(id, props)).catch(() => undefined);
      if (!found) throw unknownOutcome(error);
      if (
        isOlder(found.made, this.serviceTime(this.form.keyOf(id, props), began)) ||
        !this.isAs(found, props)
      )
        throw error;
      return found.state;
    }
  }

  // Nothing says which resource created a thing whose id Amazon Chime chooses: so a person has to name it. Where ids are
  // given, what is not among them is named too: otherwise a second one would be created beside it.
  private async leftBehind(wanted: Inputs): Promise<State | undefined> {
    const { look, ids } = this.chime.settings.recover;
    if (!look && ids.length === 0) return undefined;
    const orphans: string[] = [];
    for await (const state of this.service.namesakes?.(wanted) ?? []) {
      const id = this.form.idOf(state);
      const isUsed = await this.isUsed(state);
      // At the same time as it is adopted: another create may have found the same, and have it by now.
      if (this.ownership.isOwned(id)) continue;
      if (ids.includes(id)) return this.adopted(this.unlessUsed(state, isUsed));
      if (!isUsed) orphans.push(id);
    }
    if (orphans.length > 0) throw this.orphansFound(orphans);
    return undefined;
  }

  private async isUsed(state: State): Promise<boolean> {
    return (await this.service.isUnused?.(state)) === false;
  }

  private unlessUsed(state: State, isUsed: boolean): State {
    if (isUsed) throw this.inUse(this.form.idOf(state));
    return state;
  }

  private serviceTime(key: Key, began: number): number {
    return this.service.serviceTime?.(key, began) ?? Date.now();
  }

  private async recover(id: string, wanted: Inputs, props: Properties, error: ChimeError): Promise<State> {
    const found = await this.find(this.form.keyOf(id, props));
    if (!found) throw error;
    await this.refuseInUse(id, found);
    return this.takeOver(id, wanted, props, { found, error });
  }

  private async refuseInUse(id: string, { state }: Found<State>): Promise<void> {
    if (await this.isUsed(state)) throw this.inUse(id);
  }

  private async takeOver(
    id: string,
    wanted: Inputs,
    props: Properties,
    { found, error }: { found: Found<State>; error: ChimeError },
  ): Promise<State> {
    if (this.differing(this.form.fixed, found, props).length > 0) throw error;
    try {
      return await this.asWanted(this.form.keyOf(id, props), wanted, props, found);
    } catch (failed) {
      // It is this resource's from here on, whatever became of the change.
      const properties = { ...this.outputsOf(found.state, props), ...props };
      throw isOfUnknownOutcome(failed) ? new PartialFailure(id, properties, failed) : failed;
    }
  }

  private adopted(state: State): State {
    const id = this.form.idOf(state);
    // Not as created: who can be a member may be one already.
    this.ownership.desire([id]);
    this.ownership.retain([id]);
    this.progress.say(`Adopted the ${this.form.words.kind} ${id}, which existed already.`);
    return state;
  }

  private isAs(found: Found<State>, props: Properties): boolean {
    const { fixed, changeable } = this.form;
    return this.differing([...fixed, ...changeable], found, props).length === 0;
  }

  private differing(names: readonly string[], { state }: Found<State>, props: Properties): string[] {
    return changed(names, this.outputsOf(state, props), props);
  }

  private get service(): EntityService<Key, Inputs, State> {
    return this.family.service(this.chime.service);
  }

  private declaredTwice(id: string): Error {
    const { kind } = this.form.words;
    return new PlainError(
      `The ${kind} ${id} is declared twice in this program: two resources have the same id. Keep one of them; nothing ` +
        "was changed for the other. Where it is declared once and is to be replaced (--replace, replaceOnChanges), set " +
        "deleteBeforeReplace on the resource.",
      `The same ${kind} is declared twice`,
    );
  }

  private inUse(id: string): Error {
    const { kind } = this.form.words;
    return new PlainError(
      `The ${kind} ${id} exists and has members, so it is not adopted: it may be another stack's. If the resource was renamed ` +
        "in the program, give it an alias (the resource option aliases). Otherwise import it with a file.",
      `The ${kind} is in use`,
    );
  }

  private orphansFound(ids: readonly string[]): Error {
    const { kind } = this.form.words;
    const found = ids.length === 1 ? `is a ${kind}` : `are ${ids.length} ${kind}s`;
    return new PlainError(
      `There ${found} of this name that nobody uses (${ids.join(", ")}), which an interrupted deployment may have left ` +
        `behind. Nothing was created. To adopt one, run \`PULUMI_CHIME_RECOVER="${ids[0]}" pulumi up\`; to create a new ` +
        "one, run `pulumi up` without the variable.",
      `A ${kind} may have been left behind`,
    );
  }
}
