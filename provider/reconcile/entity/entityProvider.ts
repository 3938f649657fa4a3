import type * as pulumi from "@pulumi/pulumi";

import { isChimeError, isOutcomeUnknown, type ChimeError } from "../../aws/errors/chimeError";
import type { EntityApi, FoundEntity } from "../../aws/entityApi";
import type { ChimeSession } from "../../aws/session";
import type { EntitySchema } from "../../schema/entitySchema";
import { fromState } from "../../schema/fromState";
import { UserError } from "../../schema/userError";
import { appInstanceOf } from "../../schema/channels/chimeArn";
import { changedProperties, isNew, only, without, type Properties } from "../../schema/properties";
import { validate } from "../../schema/validators";
import type { Ownership } from "../../ownership/ownership";
import { ConfiguredProvider } from "../configuredProvider";
import { EntityCreation } from "./entityCreation";
import type { EntityDefinition } from "../definitions/entityDefinition";
import { refuseForeignAlias, refuseForeignState } from "../foreignId";
import { isFromNativeForm } from "../fromNativeForm";
import { PartialFailure } from "../partialFailure";
import type { Progress } from "../../reporting/progress";
import { removeIfPresent } from "../removeIfPresent";
import { createdAgainIn, wasCreatedAgain, withCreatedAgain } from "../createdAgain";
import { withCreateStarted } from "../createStarted";

/** The Pulumi resource provider of one kind of entity, such as rooms. */
export class EntityProvider<Key extends object, Inputs extends object, Outputs extends Key & Inputs>
  extends ConfiguredProvider<EntityDefinition<Key, Inputs, Outputs>>
  implements pulumi.dynamic.ResourceProvider<Properties, Properties>
{
  private readonly schema: EntitySchema<Key, Inputs>;
  private readonly creation: EntityCreation<Key, Inputs, Outputs>;
  /**
   * The inputs, as text, of resources in the state that were checked in this deployment. Not their ids, as
   * {@link Ownership.declareAgain} has them: `check` is not given an id that Amazon Chime assigned.
   */
  private readonly checked = new Set<string>();

  /**
   * @param definition The kind of entity.
   * @param session The API clients and the settings.
   * @param ownership Decides what may be removed in this deployment; shared by all resources.
   * @param progress Shows messages to the user.
   */
  public constructor(
    definition: EntityDefinition<Key, Inputs, Outputs>,
    session: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Pick<Progress, "say">,
  ) {
    super(definition, session);
    this.schema = definition.schema;
    this.creation = new EntityCreation(definition, session, ownership, progress);
  }

  /** Validates the inputs and the settings, and adds the defaults. */
  public async check(olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    this.ownership.check();
    const inputs = this.schema.normalize(this.withDefaults(news));
    this.ownership.bearers.add(inputs);
    const failures = [
      ...validate(inputs, this.schema.validators),
      ...this.schema.validateTogether(inputs),
      ...this.definition.validateWithSettings(this.session, inputs, olds),
      ...this.session.problems,
    ];
    this.ownership.declareContentsOf(this.ownersIn(inputs));
    const id = failures.length === 0 ? this.plannedId(inputs) : undefined;
    const before = isNew(olds) ? undefined : this.plannedId(olds);
    if (id !== undefined && isNew(olds)) this.ownership.expectCreate([id], "entity");
    else if (id !== undefined)
      this.ownership.declareAgain("entity", before === undefined ? [] : [before], [id]);
    if (!isNew(olds) && mayBeSame(before, id)) this.checked.add(asText(inputs));
    return { inputs, failures: [...failures, ...(await this.session.validateCredentials())] };
  }

  /** A change of what the service cannot change replaces the entity. Everything else is an update. */
  public async diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    refuseForeignAlias(id, olds, news);
    if (wasCreatedAgain(olds)) this.ownership.recordCreatedAgain(id);
    if (this.ownership.wereCreatedAgain(this.ownersIn(olds))) await this.recordIfGone(id, olds);
    const { replaceOnChange, mutable, bearerProperties, writeOnly } = this.schema;
    const plannedId = this.plannedId(news);
    // A write-only id is not in an imported state. Declaring the id that the entity has, or none, is no change.
    const isSame = (property: string): boolean =>
      writeOnly.includes(property) && (plannedId === undefined || plannedId === id);
    const replaces = changedProperties(replaceOnChange, olds, news).filter((property) => !isSame(property));
    const mustBeCreated = this.mustBeCreated(id, olds);
    if (replaces.length === 0) this.retain(id, olds, news, mustBeCreated);
    else if (plannedId !== id) this.ownership.leave("entity", [id]);
    // Two entities cannot have the same id.
    const deleteBeforeReplace = replaces.length > 0 && plannedId === id;
    if (deleteBeforeReplace) this.ownership.recreate([id]);
    const changed = changedProperties(
      [...replaceOnChange, ...mutable, ...bearerProperties, "adoptExisting"],
      olds,
      news,
    );
    return {
      // The engine updates what failed in part, but it forgets the failure in a `destroy --run-program` that fails too.
      changes: changed.length > 0 || mustBeCreated || isFromNativeForm(olds, news),
      replaces,
      deleteBeforeReplace,
    };
  }

  /** Creates the entity, or adopts an existing one if the program or PULUMI_CHIME_RECOVER says so. */
  public create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const desired = this.schema.inputsOf(inputs);
    const id = this.schema.plannedId(desired);
    return this.ownership.holdLocks(
      id === undefined ? [] : [id],
      async () => {
        const began = performance.now();
        const isAgain = this.isCreatedAgain(id);
        try {
          const state = await this.creation.create(desired, id, inputs);
          if (isAgain) this.reportCreatedAgain(this.schema.idOf(state));
          const outs = this.creation.outputsOf(state, inputs);
          return { id: this.schema.idOf(state), outs: isAgain ? withCreatedAgain(outs) : outs };
        } catch (error) {
          throw id === undefined
            ? error
            : await this.afterFailedCreate(error, id, inputs, { began, isAgain });
        }
      },
      this.ownersIn(inputs),
    );
  }

  /** Reads the entity. Returns the inputs too, so that the next diff shows manual changes. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    if (!this.isLookup(props)) refuseForeignState(id, props);
    const known = this.withDefaults(props);
    const key = this.schema.keyOf(id, known);
    const found = await this.creation.find(fromState(key));
    if (found && this.creation.existedBefore(found, known)) this.reportExisted(key);
    else if (found) {
      const outputs = { ...this.creation.outputsOf(found.state, known), ...createdAgainIn(props) };
      // The engine marks outputs as secret, but an input only if it was secret before. So new sensitive inputs are left out.
      const newSensitive = this.schema.sensitive.filter((name) => props[name] === undefined);
      return { id, props: outputs, inputs: without(newSensitive, this.inputsIn(outputs)) };
    }
    if (this.isLookup(props)) {
      const { kind, idFormat } = this.schema.labels;
      throw new UserError(`There is no ${kind} ${id} (${idFormat}) in Amazon Chime.`, "Not found");
    }
    return {};
  }

  /** Updates the entity in place, or completes a create with an unknown outcome. */
  public update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    return this.ownership.holdLocks(
      [id],
      async () => {
        try {
          const state = await (this.mustBeCreated(id, olds)
            ? this.creation.completeCreate(id, this.desiredAgain(olds, news), news, olds)
            : this.change(this.schema.keyOf(id, news), this.schema.inputsOf(news), news, olds));
          return { outs: { ...this.creation.outputsOf(state, news), ...createdAgainIn(olds) } };
        } catch (error) {
          // The state must not keep the old values: a program that goes back to them would see no difference.
          if (isOutcomeUnknown(error)) throw new PartialFailure(id, { ...olds, ...news }, error);
          throw isChimeError(error, "notFound") ? this.notFound(error) : error;
        }
      },
      this.ownersIn(news),
    );
  }

  /**
   * Deletes the entity, unless another resource has it or the program declares it. Succeeds if it does not exist. Does not
   * delete an entity that existed before a create with an unknown outcome.
   */
  public async delete(id: string, props: Properties = {}): Promise<void> {
    refuseForeignState(id, props);
    const known = this.withDefaults(props);
    const key = this.schema.keyOf(id, known);
    const find = (): Promise<FoundEntity<Outputs> | undefined> => this.creation.find(fromState(key));
    const remove = async (): Promise<void> => {
      const found = this.creation.isOutcomeUnknown(known) ? await find() : undefined;
      if (found && this.creation.existedBefore(found, known)) this.reportExisted(key);
      else await this.removeNow(key, find);
    };
    const what = `delete the ${this.nameOf(key)}`;
    const replacement = this.ownership.replacementOf([id], "entity");
    if ((await this.ownership.remove(id, { kind: "entity", what, remove, find }, replacement)) === "owned")
      this.reportNotDeleted(key);
  }

  private isCreatedAgain(id: string | undefined): boolean {
    return this.schema.hasContents === true && id !== undefined && this.ownership.wasRemoved(id);
  }

  // What was deleted to be created again stays in the state, so that the next deployment knows it, and reads what the state has in it.
  private async afterFailedCreate(
    error: unknown,
    id: string,
    inputs: Properties,
    { began, isAgain }: { began: number; isAgain: boolean },
  ): Promise<unknown> {
    if (error instanceof PartialFailure) {
      this.ownership.recordCreated([id]);
      return error;
    }
    if (!(error instanceof Error && (isAgain || isOutcomeUnknown(error)))) return error;
    // Not owned yet, because it may have existed before.
    const startedAt = await this.creation.earliestCreateTime(id, inputs, began);
    const saved = withCreateStarted(inputs, startedAt);
    return new PartialFailure(id, isAgain ? withCreatedAgain(saved) : saved, error);
  }

  private async removeNow(key: Key, find: () => Promise<unknown>): Promise<void> {
    const { ambiguousRefusals } = this.api;
    try {
      await removeIfPresent({ remove: () => this.api.remove(fromState(key)), find, ambiguousRefusals });
    } finally {
      this.session.api.forgetSnapshots();
    }
  }

  private get api(): EntityApi<Key, Inputs, Outputs> {
    return this.definition.api(this.session.api);
  }

  // The state may be outdated: this deployment deleted or created again what the entity ends with.
  private mustBeCreated(id: string, olds: Properties): boolean {
    return (
      this.creation.isOutcomeUnknown(olds) ||
      this.ownership.wasDeletedOrCreated(this.ownersIn(olds)) ||
      this.ownership.wasRemoved(id)
    );
  }

  private async recordIfGone(id: string, olds: Properties): Promise<void> {
    const found = await this.api.observe(fromState(this.schema.keyOf(id, this.withDefaults(olds))));
    if (found === undefined) this.ownership.recordGone([id]);
  }

  private ownersIn({ [this.schema.ownerProperty ?? ""]: owner }: Properties): string[] {
    return typeof owner === "string" ? [...new Set([owner, appInstanceOf(owner)])] : [];
  }

  // With the id that the create chose: the program need not name it any more.
  private desiredAgain(olds: Properties, news: Properties): Inputs {
    return this.schema.inputsOf({ ...only(this.schema.writeOnly, olds), ...news });
  }

  // Undefined too if an input is unknown.
  private plannedId(news: Properties): string | undefined {
    try {
      return this.schema.plannedId(this.schema.inputsOf(news));
    } catch {
      return undefined;
    }
  }

  // A refresh also runs `diff`: for resources that the program dropped, and before the program is checked.
  private retain(id: string, olds: Properties, news: Properties, mustBeCreated: boolean): void {
    if (!this.checked.has(asText(news))) return;
    if (this.creation.isOutcomeUnknown(olds)) {
      this.ownership.expectCreate([id], "entity");
      return;
    }
    this.ownership.desire([id]);
    this.ownership.recordOwned([id]);
    if (!mustBeCreated) this.ownership.keepContentsOf(this.ownersIn(news));
  }

  private async change(key: Key, desired: Inputs, news: Properties, olds: Properties): Promise<Outputs> {
    const changed = changedProperties(this.schema.mutable, olds, news);
    if (changed.length > 0) return this.api.update(key, desired, olds);
    // Either the bearer changed: then a read shows now, and not only in a delete, whether the new bearer has access. Or the
    // outcome of the last update is unknown: then the state already has the desired values.
    const found = await this.creation.find(key);
    if (found) return this.creation.updateIfDifferent(key, desired, news, found);
    throw new UserError(`There is no ${this.nameOf(key)} in Amazon Chime. ${RECREATE}`, "Not found");
  }

  private reportCreatedAgain(id: string): void {
    if (!this.ownership.areContentsDeclared(id)) return;
    this.progress.say(
      `The ${this.schema.labels.kind} ${id} was created again, so its memberships, moderators and settings were lost. This ` +
        "update adds those that the program declares. If it fails, the next one adds the others.",
    );
  }

  private reportExisted(key: Key): void {
    this.progress.say(
      `The ${this.nameOf(key)} existed before this stack tried to create it. It was removed from the state, but not deleted.`,
    );
  }

  private reportNotDeleted(key: Key): void {
    this.progress.say(
      `The ${this.nameOf(key)} was not deleted, because another resource of this stack has it. Only this resource was removed ` +
        "from the state. Resources with the option deletedWith for it were removed from the state without a delete: check them.",
    );
  }

  // An update cannot create it again, because a new one may have another id.
  private notFound(cause: ChimeError): ChimeError {
    return cause.with({ advice: `${cause.advice} ${RECREATE}` });
  }

  private nameOf(key: Key): string {
    return `${this.schema.labels.kind} ${this.schema.idOf(key)}`;
  }

  // It has only the id, and the bearer if the calls need one.
  private isLookup(props: Properties): boolean {
    const { replaceOnChange, mutable } = this.schema;
    return [...replaceOnChange, ...mutable].every((name) => props[name] === undefined);
  }

  private inputsIn(outputs: Properties): Properties {
    const inputs: object = this.schema.inputsOf(outputs);
    return { ...inputs };
  }
}

const RECREATE = "If somebody deleted it, run `pulumi refresh`; `pulumi up` then creates a new one.";

// An id that the program chooses only now, or no longer, is that of the same entity.
function mayBeSame(before: string | undefined, id: string | undefined): boolean {
  return before === undefined || id === undefined || before === id;
}

function asText(inputs: Properties): string {
  const declared = Object.entries(inputs).filter(
    ([name, value]) => !name.startsWith("__") && value !== undefined,
  );
  return JSON.stringify(declared.sort(([one], [other]) => (one < other ? -1 : 1)));
}
