import type * as pulumi from "@pulumi/pulumi";

import { isChimeError, isOutcomeUnknown, type ChimeError } from "../../aws/errors/chimeError";
import type { EntityApi, FoundEntity } from "../../aws/entityApi";
import type { ChimeSession } from "../../aws/session";
import type { EntitySchema } from "../../schema/entitySchema";
import { fromState } from "../../schema/fromState";
import { UserError } from "../../schema/userError";
import { changedProperties, type Properties } from "../../schema/properties";
import { validate } from "../../schema/validators";
import type { Ownership } from "../../ownership/ownership";
import { ConfiguredProvider } from "../configuredProvider";
import { EntityCreation } from "./entityCreation";
import type { EntityDefinition } from "../definitions/entityDefinition";
import { refuseForeignAlias, refuseForeignState } from "../foreignId";
import { PartialFailure } from "../partialFailure";
import type { Progress } from "../../reporting/progress";
import { removeIfPresent } from "../removeIfPresent";
import { withCreateStarted } from "../createStarted";

/** What happens to a thing, such as a room, as its program and its service change. */
export class EntityProvider<Key extends object, Inputs extends object, State extends Key & Inputs>
  extends ConfiguredProvider<EntityDefinition<Key, Inputs, State>>
  implements pulumi.dynamic.ResourceProvider<Properties, Properties>
{
  private readonly schema: EntitySchema<Key, Inputs>;
  private readonly creation: EntityCreation<Key, Inputs, State>;
  /** The inputs that were checked in this deployment of what the state has already, as text. */
  private readonly checked = new Set<string>();

  /**
   * @param definition Of which kind of thing.
   * @param chime The service, and the settings.
   * @param ownership Who may be removed in this deployment: shared by all resources.
   * @param progress Who is told what is adopted, and what is left alone.
   */
  public constructor(
    definition: EntityDefinition<Key, Inputs, State>,
    chime: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Pick<Progress, "say">,
  ) {
    super(definition, chime);
    this.schema = definition.schema;
    this.creation = new EntityCreation(definition, chime, ownership, progress);
  }

  /** Finds all that is wrong with the inputs and the settings, and fills in what the program does not say. */
  public check(olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    this.ownership.check();
    const inputs = this.schema.normalize(this.withDefaults(news));
    const failures = [
      ...validate(inputs, this.schema.validators),
      ...this.schema.validateTogether(inputs),
      ...this.definition.validateWithSettings(this.chime, inputs),
      ...this.chime.problems,
    ];
    const id = failures.length === 0 ? this.plannedId(inputs) : undefined;
    const isNew = Object.keys(olds).length === 0;
    if (id !== undefined && isNew) this.ownership.expectCreate([id], this);
    else if (id !== undefined) this.ownership.desire([id]);
    if (!isNew && [id, undefined].includes(this.plannedId(olds))) this.checked.add(asText(inputs));
    return Promise.resolve({ inputs, failures });
  }

  /** What names another thing replaces it; everything else is an update. */
  public diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    refuseForeignAlias(id, olds, news);
    const {
      replaceOnChange: fixed,
      mutable: changeable,
      bearerProperties: caller,
      writeOnly: untold,
    } = this.schema;
    const chosen = this.plannedId(news);
    // The id that a thing has already, or any, is no other thing.
    const isSame = (property: string): boolean =>
      untold.includes(property) && (chosen === undefined || chosen === id);
    const replaces = changedProperties(fixed, olds, news).filter((property) => !isSame(property));
    if (replaces.length === 0 && !this.creation.isInDoubt(olds)) this.retain(id, news);
    else if (chosen !== id) this.ownership.leave([id]);
    return Promise.resolve({
      changes: changedProperties([...fixed, ...changeable, ...caller], olds, news).length > 0,
      replaces,
      // Two things cannot have one id.
      deleteBeforeReplace: replaces.length > 0 && chosen === id,
    });
  }

  /** Creates it, or adopts what an interrupted deployment has created, where that is wanted. */
  public create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const desired = this.schema.inputsOf(inputs);
    const id = this.schema.plannedId(desired);
    return this.ownership.create(id === undefined ? [] : [id], async () => {
      const began = performance.now();
      try {
        const state = await this.creation.create(desired, id, inputs);
        return { id: this.schema.idOf(state), outs: this.creation.outputsOf(state, inputs) };
      } catch (error) {
        if (id === undefined || !(error instanceof PartialFailure || isOutcomeUnknown(error))) throw error;
        if (error instanceof PartialFailure) {
          this.ownership.own([id]);
          throw error;
        }
        // What may have been there before is nobody's yet.
        throw new PartialFailure(
          id,
          withCreateStarted(inputs, await this.creation.createStarted(id, inputs, began)),
          error,
        );
      }
    });
  }

  /** Reads it as it is now, inputs too, so that what was changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    if (!isLookup(props)) refuseForeignState(id, props);
    const known = this.withDefaults(props);
    const key = this.schema.keyOf(id, known);
    const found = await this.creation.find(fromState(key));
    if (found && this.creation.isAnothers(found, known)) this.sayIsAnothers(key);
    else if (found) {
      const outputs = this.creation.outputsOf(found.state, known);
      // The engine makes secrets of the outputs, but of what it takes for arguments only where those were secret before.
      const hidden = this.schema.sensitive.filter((name) => props[name] === undefined);
      return { id, props: outputs, inputs: without(hidden, this.argumentsIn(outputs)) };
    }
    if (isLookup(props)) {
      const { kind, idFormat } = this.schema.labels;
      throw new UserError(
        `There is no ${kind} ${id} (${idFormat}) in Amazon Chime.`,
        "A look-up found nothing",
      );
    }
    return {};
  }

  /** Changes it in place. */
  public update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const desired = this.schema.inputsOf(news);
    return this.ownership.create([id], async () => {
      try {
        // A `create` that could not tell whether it did its work has left nothing that confirms it: then anything may be.
        const state = await (olds[this.schema.serviceAssigned] === undefined
          ? this.creation.confirm(id, desired, news, olds)
          : this.change(this.schema.keyOf(id, news), desired, news, olds));
        return { outs: this.creation.outputsOf(state, news) };
      } catch (error) {
        // With the old values in the state, a program that goes back to them would leave the new ones.
        if (isOutcomeUnknown(error)) throw new PartialFailure(id, { ...olds, ...news }, error);
        throw isChimeError(error, "notFound") ? this.gone(error) : error;
      }
    });
  }

  /**
   * Deletes it, unless another resource has it or the program declares it. What Amazon Chime does not know is deleted
   * already; and what was there before a `create` that may have created it never was this stack's.
   */
  public async delete(id: string, props: Properties = {}): Promise<void> {
    refuseForeignState(id, props);
    const known = this.withDefaults(props);
    const key = this.schema.keyOf(id, known);
    const find = (): Promise<FoundEntity<State> | undefined> => this.creation.find(fromState(key));
    const remove = async (): Promise<void> => {
      const found = this.creation.isInDoubt(known) ? await find() : undefined;
      if (found && this.creation.isAnothers(found, known)) this.sayIsAnothers(key);
      else await this.removeNow(key, find);
    };
    const what = `delete the ${this.nameOf(key)}`;
    const replacement = this.ownership.replacementOf([id], this);
    if ((await this.ownership.remove(id, { what, remove, find }, replacement)) === "owned")
      this.sayIsKept(key);
  }

  private async removeNow(key: Key, find: () => Promise<unknown>): Promise<void> {
    const { ambiguousRefusals } = this.api;
    try {
      await removeIfPresent({ remove: () => this.api.remove(fromState(key)), find, ambiguousRefusals });
    } finally {
      this.chime.api.forgetSnapshots();
    }
  }

  private get api(): EntityApi<Key, Inputs, State> {
    return this.definition.api(this.chime.api);
  }

  // What is not known yet names nothing.
  private plannedId(news: Properties): string | undefined {
    try {
      return this.schema.plannedId(this.schema.inputsOf(news));
    } catch {
      return undefined;
    }
  }

  // A refresh asks for the difference of entries too that the program has dropped, and of all before any is checked.
  private retain(id: string, news: Properties): void {
    if (!this.checked.has(asText(news))) return;
    this.ownership.desire([id]);
    this.ownership.keep([id]);
  }

  private async change(key: Key, desired: Inputs, news: Properties, olds: Properties): Promise<State> {
    const differences = changedProperties(this.schema.mutable, olds, news);
    if (differences.length > 0) return this.api.update(key, desired);
    // Another caller: one who does not exist, or may see nothing here, is refused at once, and not when it is to delete.
    // Or an update whose outcome nobody knows, of which the state has what was wanted.
    const found = await this.creation.find(key);
    if (found) return this.creation.asWanted(key, desired, news, found);
    throw new UserError(`There is no ${this.nameOf(key)} any more. ${RECREATE}`, "It is gone");
  }

  private sayIsAnothers(key: Key): void {
    this.progress.say(
      `The ${this.nameOf(key)} was there before this stack tried to create it: it is left alone, and leaves the state.`,
    );
  }

  private sayIsKept(key: Key): void {
    this.progress.say(
      `The ${this.nameOf(key)} stays: another resource of this stack has it, and this one leaves the state. Resources with ` +
        "the option deletedWith for this one left the state without being deleted: check them.",
    );
  }

  // A new one may have another id, which an update cannot give to the resource.
  private gone(notFound: ChimeError): ChimeError {
    return notFound.with({ advice: `${notFound.advice} ${RECREATE}` });
  }

  private nameOf(key: Key): string {
    return `${this.schema.labels.kind} ${this.schema.idOf(key)}`;
  }

  private argumentsIn(outputs: Properties): Properties {
    const inputs: object = this.schema.inputsOf(outputs);
    return { ...inputs };
  }
}

const RECREATE = "If somebody deleted it, run `pulumi refresh`; `pulumi up` then creates a new one.";

// What the engine keeps always has a name; a look-up by `get` brings nothing but the id of the resource.
function isLookup(props: Properties): boolean {
  return props["name"] === undefined;
}

function asText(inputs: Properties): string {
  const own = Object.entries(inputs).filter(([name, value]) => !name.startsWith("__") && value !== undefined);
  return JSON.stringify(own.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function without(names: readonly string[], properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}
