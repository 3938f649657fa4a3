import { isChimeError, isOutcomeUnknown, type ChimeError } from "../../aws/errors/chimeError";
import { isOlder } from "../../aws/client/serviceClock";
import type { EntityApi, FoundEntity } from "../../aws/entityApi";
import type { ChimeSession } from "../../aws/session";
import type { EntitySchema } from "../../schema/entitySchema";
import { UserError } from "../../schema/userError";
import { changedProperties, only, type Properties } from "../../schema/properties";
import type { Ownership } from "../../ownership/ownership";
import { contentsKept } from "../../ownership/ownershipErrors";
import { declaredTwice, entityExists, membershipExists } from "../alreadyExists";
import type { EntityDefinition } from "../definitions/entityDefinition";
import { PartialFailure } from "../partialFailure";
import { retryUntilFound } from "../retryUntilFound";
import type { Progress } from "../../reporting/progress";
import { createStartedIn } from "../createStarted";
import { causeOf } from "../createConflict";

/** Creates entities, completes creates with an unknown outcome, and adopts existing entities. */
export class EntityCreation<Key extends object, Inputs extends object, Outputs extends Key & Inputs> {
  private readonly schema: EntitySchema<Key, Inputs>;

  public constructor(
    private readonly definition: EntityDefinition<Key, Inputs, Outputs>,
    private readonly session: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Pick<Progress, "say">,
  ) {
    this.schema = definition.schema;
  }

  /**
   * Creates an entity, or adopts an existing one if the program or PULUMI_CHIME_RECOVER says so.
   *
   * @param id The id that the program chooses; undefined if Amazon Chime assigns it.
   */
  public async create(desired: Inputs, id: string | undefined, props: Properties): Promise<Outputs> {
    if (id === undefined)
      return (await this.adoptOrphan(desired)) ?? (await this.createNew(desired, id, props));
    // Amazon Chime may answer a second create of the same id with success.
    if (this.ownership.wasCreated(id)) throw this.declaredTwice(id);
    try {
      return await this.createNew(desired, id, props);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      // If an entry has the id, it belongs to another resource. Only if a replacement with delete-before-replace failed
      // halfway, it belongs to this one, and then the entity is gone. So an existing entity is not adopted.
      if (this.ownership.isOwnedHere(id)) throw this.declaredTwice(id, error);
      if (!this.mayAdopt(id, props)) throw this.exists(error, id);
      const found = await this.find(this.schema.keyOf(id, props));
      if (!found) throw error;
      await this.refuseInUse(found.state);
      return this.recordAdopted(await this.adopt(id, desired, props, { found, error }));
    }
  }

  /**
   * Completes a create with an unknown outcome: creates the entity, or adopts what the earlier create created.
   *
   * @param olds The properties in the state.
   */
  public async completeCreate(
    id: string,
    desired: Inputs,
    props: Properties,
    olds: Properties,
  ): Promise<Outputs> {
    try {
      return await this.createNew(desired, id, props);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      const found = await this.find(this.schema.keyOf(id, props));
      const existed = found !== undefined && this.existedBefore(found, olds);
      if (!found || (existed && !this.mayAdopt(id, props))) throw this.exists(error, id);
      if (existed) await this.refuseInUse(found.state);
      // As created: memberships of an earlier entity with this id ended with it.
      this.ownership.recordCreated([id]);
      return this.adopt(id, desired, props, { found, error });
    }
  }

  /** Updates an existing entity if it differs from the program. */
  public async updateIfDifferent(
    key: Key,
    desired: Inputs,
    props: Properties,
    found: FoundEntity<Outputs>,
  ): Promise<Outputs> {
    const differs = this.differs(this.schema.mutable, found, props);
    return differs ? this.api.update(key, desired, this.outputsOf(found.state, props)) : found.state;
  }

  /**
   * Finds an entity; undefined if it does not exist.
   *
   * A read may lag behind a write, so a missing entity is read again for `chime:readConsistencySeconds`. An entity that left
   * the state by mistake would never be deleted.
   */
  public find(key: Key): Promise<FoundEntity<Outputs> | undefined> {
    const { readConsistencySeconds } = this.session.settings;
    return retryUntilFound(async () => ({ found: await this.api.observe(key) }), readConsistencySeconds);
  }

  /** Whether the state is that of a create with an unknown outcome. */
  public isOutcomeUnknown(props: Properties): boolean {
    return createStartedIn(props) !== undefined;
  }

  /** Whether the entity existed before the create with an unknown outcome that the state is from. */
  public existedBefore({ createdAt }: FoundEntity<Outputs>, props: Properties): boolean {
    return this.isOutcomeUnknown(props) && isOlder(createdAt, createStartedIn(props) ?? 0);
  }

  /** The outputs: the entity, and the inputs that the service never returns. */
  public outputsOf(state: Outputs, props: Properties): Properties {
    return { ...only(this.schema.writeOnly, props), ...state };
  }

  /**
   * When a create with an unknown outcome started, by the service's clock: the earliest possible time.
   *
   * @param began When it started, as a time of `performance.now()`.
   */
  public async earliestCreateTime(id: string, props: Properties, began: number): Promise<number> {
    const key = this.schema.keyOf(id, props);
    // If no response has shown the service's clock yet, a read does.
    if (this.api.isServiceTimeKnown?.(key) === false) await this.api.observe(key).catch(() => undefined);
    return this.serviceTime(key, began);
  }

  private async createNew(desired: Inputs, id: string | undefined, props: Properties): Promise<Outputs> {
    await this.refuseIfContentsAreKept(id, props);
    const state = await this.createOrRecognize(desired, id, props);
    this.ownership.recordCreated([this.schema.idOf(state)]);
    return state;
  }

  // The state has memberships or settings of an earlier entity with this id, and Pulumi would not add them again.
  private async refuseIfContentsAreKept(id: string | undefined, props: Properties): Promise<void> {
    if (id === undefined || !this.ownership.areContentsKept(id)) return;
    const found = await this.api.observe(this.schema.keyOf(id, props));
    if (found === undefined) throw contentsKept(`create the ${this.schema.labels.kind} ${id}`);
  }

  // Recognizes an entity that an earlier attempt of the same call has created.
  private async createOrRecognize(
    desired: Inputs,
    id: string | undefined,
    props: Properties,
  ): Promise<Outputs> {
    const began = performance.now();
    try {
      return await this.api.create(desired);
    } catch (error) {
      if (id === undefined || !isChimeError(error, "conflict") || !error.outcomeUnknown) throw error;
      const key = this.schema.keyOf(id, props);
      const found = await this.find(key).catch((failedRead: unknown) => {
        throw error.with({ kind: "unknown", cause: causeOf(error, failedRead) });
      });
      if (!found) throw error.with({ kind: "unknown" });
      const { replaceOnChange, mutable } = this.schema;
      const isOther =
        isOlder(found.createdAt, this.serviceTime(key, began)) ||
        this.differs([...replaceOnChange, ...mutable], found, props);
      if (isOther) throw error;
      return found.state;
    }
  }

  // If Amazon Chime assigns the ids, nothing tells which resource created an entity, so the user has to name it. An orphan
  // that is not named is an error too: otherwise a second entity would be created.
  private async adoptOrphan(desired: Inputs): Promise<Outputs | undefined> {
    const { look, ids } = this.session.settings.recover;
    if (!look && ids.length === 0) return undefined;
    const orphans: string[] = [];
    for await (const state of this.orphanCandidates(desired)) {
      const id = this.schema.idOf(state);
      const isInUse = await this.isInUse(state);
      // No await from here to the adoption: another create may adopt the same entity.
      if (this.ownership.isOwned(id)) continue;
      if (ids.includes(id) && isInUse) throw this.inUse(id);
      if (ids.includes(id)) return this.recordAdopted(state);
      if (!isInUse) orphans.push(id);
    }
    if (orphans.length > 0) throw this.orphansFound(orphans);
    return undefined;
  }

  private orphanCandidates(desired: Inputs): AsyncIterable<Outputs> | Iterable<Outputs> {
    return this.api.orphanCandidates?.(desired) ?? [];
  }

  // Gives the entity the desired properties. Fails with the conflict if the service cannot.
  private async adopt(
    id: string,
    desired: Inputs,
    props: Properties,
    { found, error }: { found: FoundEntity<Outputs>; error: ChimeError },
  ): Promise<Outputs> {
    if (this.differs(this.schema.replaceOnChange, found, props)) throw error;
    try {
      return await this.updateIfDifferent(this.schema.keyOf(id, props), desired, props, found);
    } catch (failed) {
      // The entity belongs to this resource now, even if the outcome of the update is unknown.
      const properties = { ...this.outputsOf(found.state, props), ...props };
      throw isOutcomeUnknown(failed) ? new PartialFailure(id, properties, failed) : failed;
    }
  }

  private recordAdopted(state: Outputs): Outputs {
    const id = this.schema.idOf(state);
    // Not recorded as created, because an adopted entity may already have members or be one.
    this.ownership.desire([id]);
    this.ownership.recordOwned([id]);
    this.progress.say(`Adopted the existing ${this.schema.labels.kind} ${id}.`);
    return state;
  }

  private mayAdopt(id: string, props: Properties): boolean {
    const { adoptExisting, recover } = this.session.settings;
    const adopts = this.isAdoptable && (props["adoptExisting"] ?? adoptExisting) === true;
    return adopts || recover.ids.includes(id);
  }

  private get isAdoptable(): boolean {
    return "adoptExisting" in this.schema.validators;
  }

  private exists(conflict: ChimeError, id: string): ChimeError {
    return this.isAdoptable
      ? membershipExists(conflict, id, this.schema.labels.kind)
      : entityExists(conflict, id);
  }

  private async isInUse(state: Outputs): Promise<boolean> {
    return (await this.api.isUnused?.(state)) === false;
  }

  private async refuseInUse(state: Outputs): Promise<void> {
    if (await this.isInUse(state)) throw this.inUse(this.schema.idOf(state));
  }

  private differs(names: readonly string[], { state }: FoundEntity<Outputs>, props: Properties): boolean {
    return changedProperties(names, this.outputsOf(state, props), props).length > 0;
  }

  private serviceTime(key: Key, began: number): number {
    return this.api.serviceTime?.(key, began) ?? Date.now();
  }

  private get api(): EntityApi<Key, Inputs, Outputs> {
    return this.definition.api(this.session.api);
  }

  private declaredTwice(id: string, cause?: unknown): Error {
    return declaredTwice(`${this.schema.labels.kind} ${id}`, "id", cause);
  }

  private inUse(id: string): Error {
    const { kind, inUse = "has members" } = this.schema.labels;
    return new UserError(
      `The ${kind} ${id} exists and ${inUse}, so it is not adopted: it may belong to another stack. If the resource was ` +
        "renamed in the program, give it an alias (the resource option aliases). Otherwise import it with a file.",
      `The ${kind} is in use`,
    );
  }

  private orphansFound(ids: readonly string[]): Error {
    const { kind } = this.schema.labels;
    const [found, one] =
      ids.length === 1 ? [`an unused ${kind}`, "it"] : [`${ids.length} unused ${kind}s`, "one"];
    return new UserError(
      `Found ${found} with this name (${ids.join(", ")}), which an interrupted deployment may have created. Nothing was ` +
        `created now. To adopt ${one}, run \`PULUMI_CHIME_RECOVER="${ids[0]}" pulumi up\`. To create a new one, run ` +
        "`pulumi up` without the variable.",
      `An unused ${kind} exists`,
    );
  }
}
