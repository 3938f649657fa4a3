import { isChimeError, isOutcomeUnknown, type ChimeError } from "../../aws/errors/chimeError";
import { isOlder } from "../../aws/client/serviceClock";
import type { EntityApi, FoundEntity } from "../../aws/entityApi";
import type { ChimeSession } from "../../aws/session";
import type { EntitySchema } from "../../schema/entitySchema";
import { UserError } from "../../schema/userError";
import { changedProperties, type Properties } from "../../schema/properties";
import type { Ownership } from "../../ownership/ownership";
import { entityExists } from "../alreadyExists";
import type { EntityDefinition } from "../definitions/entityDefinition";
import { PartialFailure } from "../partialFailure";
import { retryUntilFound } from "../retryUntilFound";
import type { Progress } from "../../reporting/progress";
import { createStartedIn } from "../createStarted";

/** How a thing comes to be: created, recognised as created by a call whose answer was lost, or adopted. */
export class EntityCreation<Key extends object, Inputs extends object, State extends Key & Inputs> {
  private readonly schema: EntitySchema<Key, Inputs>;

  public constructor(
    private readonly definition: EntityDefinition<Key, Inputs, State>,
    private readonly chime: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Pick<Progress, "say">,
  ) {
    this.schema = definition.schema;
  }

  /**
   * Creates it, or adopts it where the person has named it in PULUMI_CHIME_RECOVER.
   *
   * @param id The id that the program chooses; undefined where Amazon Chime does.
   */
  public async create(desired: Inputs, id: string | undefined, props: Properties): Promise<State> {
    const left = id === undefined ? await this.leftBehind(desired) : undefined;
    if (left) return left;
    // Amazon Chime may answer a second create of one id with success.
    if (id !== undefined && this.ownership.wasCreated(id)) throw this.declaredTwice(id);
    try {
      const state = await this.createNew(desired, id, props);
      this.ownership.own([this.schema.idOf(state)]);
      return state;
    } catch (error) {
      if (id === undefined || !isChimeError(error, "conflict")) throw error;
      // An entry of the state that keeps it is another resource, unless a replacement that deletes first has failed
      // half-way: then it is gone. So what exists all the same is not adopted.
      if (this.ownership.isOwnedHere(id)) throw this.declaredTwice(id, error);
      if (!this.chime.settings.recover.ids.includes(id)) throw entityExists(error, id);
      return this.adopted(await this.recover(id, desired, props, error));
    }
  }

  /** Brings it about where an earlier create may have done its work, or not. */
  public async confirm(id: string, desired: Inputs, props: Properties, kept: Properties): Promise<State> {
    try {
      const state = await this.createNew(desired, id, props);
      this.ownership.own([id]);
      return state;
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      const found = await this.find(this.schema.keyOf(id, props));
      const isAnothers = found !== undefined && this.isAnothers(found, kept);
      if (!found || (isAnothers && !this.chime.settings.recover.ids.includes(id)))
        throw entityExists(error, id);
      if (isAnothers) await this.refuseInUse(id, found);
      // Whoever had its id before is gone, and has left all places with that.
      this.ownership.own([id]);
      return this.takeOver(id, desired, props, { found, error });
    }
  }

  /** Gives it what the program wants where that differs. */
  public async asWanted(
    key: Key,
    desired: Inputs,
    props: Properties,
    found: FoundEntity<State>,
  ): Promise<State> {
    const differences = this.differing(this.schema.mutable, found, props);
    return differences.length === 0 ? found.state : this.service.update(key, desired);
  }

  /**
   * Finds it; undefined where there is none.
   *
   * A read may lag behind a write. What is not found is looked for again before that is believed: what leaves the state by
   * mistake nobody will ever delete.
   */
  public find(key: Key): Promise<FoundEntity<State> | undefined> {
    const { readConsistencySeconds } = this.chime.settings;
    return retryUntilFound(async () => ({ found: await this.service.observe(key) }), readConsistencySeconds);
  }

  /** Whether nobody knows if a create has made what an entry of the state is about. A look-up asks for whatever there is. */
  public isInDoubt(props: Properties): boolean {
    return props[this.schema.serviceAssigned] === undefined && createStartedIn(props) !== undefined;
  }

  /** Whether what was found was there before the create of an entry that may have created it. */
  public isAnothers({ createdAt: made }: FoundEntity<State>, kept: Properties): boolean {
    return this.isInDoubt(kept) && isOlder(made, createStartedIn(kept) ?? 0);
  }

  /** The state of it, with what Amazon Chime never says again. */
  public outputsOf(state: State, props: Properties): Properties {
    const untold = this.schema.writeOnly.filter((name) => props[name] !== undefined);
    return { ...Object.fromEntries(untold.map((name) => [name, props[name]])), ...state };
  }

  /** When a create began that nobody answered whole, by the clock of the service: the earliest that it may be. */
  public async createStarted(id: string, props: Properties, began: number): Promise<number> {
    const key = this.schema.keyOf(id, props);
    // A read tells the time where no answer has.
    if (this.service.isServiceTimeKnown?.(key) === false)
      await this.service.observe(key).catch(() => undefined);
    return this.serviceTime(key, began);
  }

  /** Creates it; what an earlier attempt of the same call has created is recognised. */
  private async createNew(desired: Inputs, id: string | undefined, props: Properties): Promise<State> {
    const began = performance.now();
    try {
      return await this.service.create(desired);
    } catch (error) {
      if (id === undefined || !isChimeError(error, "conflict") || !error.outcomeUnknown) throw error;
      const found = await this.find(this.schema.keyOf(id, props)).catch(() => undefined);
      if (!found) throw error.with({ kind: "unknown" });
      if (
        isOlder(found.createdAt, this.serviceTime(this.schema.keyOf(id, props), began)) ||
        !this.isAs(found, props)
      )
        throw error;
      return found.state;
    }
  }

  // Nothing says which resource created a thing whose id Amazon Chime chooses: so a person has to name it. Where ids are
  // given, what is not among them is named too: otherwise a second one would be created beside it.
  private async leftBehind(desired: Inputs): Promise<State | undefined> {
    const { look, ids } = this.chime.settings.recover;
    if (!look && ids.length === 0) return undefined;
    const orphans: string[] = [];
    for await (const state of this.service.namesakes?.(desired) ?? []) {
      const id = this.schema.idOf(state);
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
    if (isUsed) throw this.inUse(this.schema.idOf(state));
    return state;
  }

  private serviceTime(key: Key, began: number): number {
    return this.service.serviceTime?.(key, began) ?? Date.now();
  }

  private async recover(id: string, desired: Inputs, props: Properties, error: ChimeError): Promise<State> {
    const found = await this.find(this.schema.keyOf(id, props));
    if (!found) throw error;
    await this.refuseInUse(id, found);
    return this.takeOver(id, desired, props, { found, error });
  }

  private async refuseInUse(id: string, { state }: FoundEntity<State>): Promise<void> {
    if (await this.isUsed(state)) throw this.inUse(id);
  }

  private async takeOver(
    id: string,
    desired: Inputs,
    props: Properties,
    { found, error }: { found: FoundEntity<State>; error: ChimeError },
  ): Promise<State> {
    if (this.differing(this.schema.replaceOnChange, found, props).length > 0) throw error;
    try {
      return await this.asWanted(this.schema.keyOf(id, props), desired, props, found);
    } catch (failed) {
      // It is this resource's from here on, whatever became of the change.
      const properties = { ...this.outputsOf(found.state, props), ...props };
      throw isOutcomeUnknown(failed) ? new PartialFailure(id, properties, failed) : failed;
    }
  }

  private adopted(state: State): State {
    const id = this.schema.idOf(state);
    // Not as created: who can be a member may be one already.
    this.ownership.desire([id]);
    this.ownership.keep([id]);
    this.progress.say(`Adopted the ${this.schema.labels.kind} ${id}, which existed already.`);
    return state;
  }

  private isAs(found: FoundEntity<State>, props: Properties): boolean {
    const { replaceOnChange: fixed, mutable: changeable } = this.schema;
    return this.differing([...fixed, ...changeable], found, props).length === 0;
  }

  private differing(names: readonly string[], { state }: FoundEntity<State>, props: Properties): string[] {
    return changedProperties(names, this.outputsOf(state, props), props);
  }

  private get service(): EntityApi<Key, Inputs, State> {
    return this.definition.api(this.chime.api);
  }

  private declaredTwice(id: string, cause?: unknown): Error {
    const { kind } = this.schema.labels;
    return new UserError(
      `The ${kind} ${id} is declared twice in this program: two resources have the same id. Keep one of them; nothing ` +
        "was changed for the other. Where it is declared once and is to be replaced (--replace, replaceOnChanges), set " +
        "deleteBeforeReplace on the resource.",
      `The same ${kind} is declared twice`,
      { cause },
    );
  }

  private inUse(id: string): Error {
    const { kind } = this.schema.labels;
    return new UserError(
      `The ${kind} ${id} exists and has members, so it is not adopted: it may be another stack's. If the resource was renamed ` +
        "in the program, give it an alias (the resource option aliases). Otherwise import it with a file.",
      `The ${kind} is in use`,
    );
  }

  private orphansFound(ids: readonly string[]): Error {
    const { kind } = this.schema.labels;
    const found = ids.length === 1 ? `is a ${kind}` : `are ${ids.length} ${kind}s`;
    return new UserError(
      `There ${found} of this name that nobody uses (${ids.join(", ")}), which an interrupted deployment may have left ` +
        `behind. Nothing was created. To adopt one, run \`PULUMI_CHIME_RECOVER="${ids[0]}" pulumi up\`; to create a new ` +
        "one, run `pulumi up` without the variable.",
      `A ${kind} may have been left behind`,
    );
  }
}
