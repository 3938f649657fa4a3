import type * as pulumi from "@pulumi/pulumi";

import { ChimeError, isChimeError, isOfUnknownOutcome, unknownOutcome } from "../chime/chimeError";
import { isOlder } from "../chime/clock";
import type { EntityService, EntityServiceOfState, Found } from "../chime/entityService";
import type { ChimeSession } from "../chime/session";
import type { EntityForm } from "../contract/entityForm";
import { PlainError } from "../contract/plainError";
import { changed, problemsOf, type Properties } from "../contract/properties";
import { Configured } from "./configured";
import type { EntityFamily } from "./families/entityFamily";
import { PartialFailure } from "./partialFailure";
import { untilFound } from "./patience";
import type { Peer } from "./peers";
import type { Progress } from "./progress";
import { removeOnce } from "./removal";
import { unconfirmed, wasThereBefore } from "./unconfirmed";

/** What happens to a thing, such as a room, as its program and its service change. */
export class EntityLifecycle<Key extends object, Inputs extends object, State extends Key & Inputs>
  extends Configured<EntityFamily<Key, Inputs, State>>
  implements pulumi.dynamic.ResourceProvider<Properties, Properties>, Peer
{
  private readonly form: EntityForm<Key, Inputs>;
  /** The ids that the program of this deployment chooses. */
  private readonly declared = new Set<string>();
  /** The ids that entries of the state go on to have. */
  private readonly kept = new Set<string>();
  /** The ids that new resources of this deployment have, or are making. */
  private readonly made = new Set<string>();
  /** Those of them that an old resource may have had. */
  private readonly handedOver = new Set<string>();

  /**
   * @param family Of which kind of thing.
   * @param chime The service, and the settings.
   * @param progress Who is told what is left alone.
   * @param others The other processes of the deployment.
   */
  public constructor(
    family: EntityFamily<Key, Inputs, State>,
    chime: ChimeSession,
    private readonly progress: Pick<Progress, "say">,
    private readonly others: Peer,
  ) {
    super(family, chime);
    this.form = family.form;
  }

  /** Finds all that is wrong with the inputs and the settings, and fills in what the program does not say. */
  public check(_olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    const inputs = this.form.normal(this.withDefaults(news));
    const failures = [
      ...problemsOf(inputs, this.form.rules),
      ...this.form.contradictions(inputs),
      ...this.family.contradictions(this.chime, inputs),
      ...this.chime.problems,
    ];
    const id = failures.length === 0 ? this.idBefore(inputs) : undefined;
    if (id !== undefined) this.declared.add(id);
    return Promise.resolve({ inputs, failures });
  }

  /** What names another thing replaces it; everything else is an update. */
  public diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    const { fixed, changeable, caller, untold } = this.form;
    const chosen = this.idBefore(news);
    this.keep(id, chosen);
    // The id that a thing has already, or any, is no other thing.
    const isSame = (property: string): boolean =>
      untold.includes(property) && (chosen === undefined || chosen === id);
    const replaces = changed(fixed, olds, news).filter((property) => !isSame(property));
    return Promise.resolve({
      changes: changed([...fixed, ...changeable, ...caller], olds, news).length > 0,
      replaces,
      // Two things cannot have one id.
      deleteBeforeReplace: replaces.length > 0 && chosen === id,
    });
  }

  /** Creates it, or takes over what an interrupted deployment has made, where that is wanted. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const wanted = this.form.inputsOf(inputs);
    const id = this.form.idBefore(wanted);
    if (id !== undefined) this.make(id);
    const began = Date.now();
    try {
      if (id !== undefined) await this.beFound(id);
      const { state, existed } = await this.createFor(wanted, id, inputs);
      const made = this.form.idOf(state);
      this.made.add(made);
      if (existed || id !== undefined) this.handedOver.add(made);
      return { id: made, outs: this.outputsOf(state, inputs) };
    } catch (error) {
      if (id === undefined || error instanceof PartialFailure) throw error;
      if (isOfUnknownOutcome(error)) {
        throw new PartialFailure(id, unconfirmed(inputs, this.serviceTime(id, inputs, began)), error);
      }
      this.made.delete(id);
      throw error;
    }
  }

  /** Reads it as it is now, inputs too, so that what was changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    const known = this.withDefaults(props);
    const key = this.form.keyOf(id, known);
    const found = await this.find(key, this.serviceOfState);
    if (found && this.isAnothers(found, known)) this.sayIsAnothers(key);
    else if (found) {
      const outputs = this.outputsOf(found.state, known);
      // The engine makes secrets of the outputs, but of what it takes for arguments only where those were secret before.
      const hidden = this.form.personal.filter((name) => props[name] === undefined);
      return { id, props: outputs, inputs: without(hidden, this.argumentsIn(outputs)) };
    }
    if (isLookup(props)) {
      const { kind, id: form } = this.form.words;
      throw new PlainError(`There is no ${kind} ${id} (${form}) in Amazon Chime.`, "A look-up found nothing");
    }
    return {};
  }

  /** Changes it in place. */
  public async update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const wanted = this.form.inputsOf(news);
    const key = this.form.keyOf(id, news);
    try {
      // A `create` that could not tell whether it did its work has left nothing that confirms it: then anything may be.
      const state = await (olds[this.form.confirmed] === undefined
        ? this.createOrTakeOver(wanted, id, news, olds).then(({ state: made }) => made)
        : this.change(key, wanted, news, changed(this.form.changeable, olds, news)));
      return { outs: this.outputsOf(state, news) };
    } catch (error) {
      // With the old values in the state, a program that goes back to them would leave the new ones.
      if (isOfUnknownOutcome(error)) throw new PartialFailure(id, { ...olds, ...news }, error);
      throw isChimeError(error, "notFound") ? this.gone(error) : error;
    }
  }

  /**
   * Deletes it. What Amazon Chime does not know is deleted already; what a new resource of this deployment has is not
   * this one's any more, as when the resource was renamed; and what was there before a `create` that may have made it never
   * was.
   */
  public async delete(id: string, props: Properties = {}): Promise<void> {
    if (this.handedOver.has(id) || (await this.others.held([id])).length > 0) return;
    const known = this.withDefaults(props);
    const key = this.form.keyOf(id, known);
    if (await this.isKeptOfAnothers(key, known)) {
      this.sayIsAnothers(key);
    } else {
      await removeOnce({
        remove: () => this.serviceOfState.remove(key),
        find: () => this.find(key, this.serviceOfState),
        doubtful: this.serviceOfState.doubtfulRemovals,
      });
    }
    this.kept.delete(id);
  }

  /** Those that new resources of this process have, or are making. */
  public held(ids: readonly string[]): Promise<string[]> {
    return Promise.resolve(ids.filter((id) => this.made.has(id)));
  }

  /** None that another process could have: what it creates here is new, or there already. */
  public removed(): Promise<string[]> {
    return Promise.resolve([]);
  }

  private get service(): EntityService<Key, Inputs, State> {
    return this.family.service(this.chime.service);
  }

  private get serviceOfState(): EntityServiceOfState<Key, State> {
    return this.family.serviceOfState(this.chime.service);
  }

  // What is not known yet names nothing.
  private idBefore(news: Properties): string | undefined {
    try {
      return this.form.idBefore(this.form.inputsOf(news));
    } catch {
      return undefined;
    }
  }

  // A refresh, also that of `up --refresh`, asks for the difference of entries too that the program has dropped: where
  // the program chooses the ids, only what it declares is kept.
  private keep(id: string, chosen: string | undefined): void {
    if (this.handedOver.has(id)) throw this.declaredTwice(id);
    if (chosen !== id || this.declared.has(id)) this.kept.add(id);
  }

  private make(id: string): void {
    if (this.made.has(id)) throw this.declaredTwice(id);
    this.made.add(id);
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

  private async createFor(
    wanted: Inputs,
    id: string | undefined,
    props: Properties,
  ): Promise<{ state: State; existed: boolean }> {
    // An entry of the state that is kept is another resource, unless a replacement that deletes first has failed
    // half-way: then the thing is gone. So what exists all the same is not taken over.
    if (id !== undefined && this.kept.has(id)) {
      const state = await this.createNew(wanted, id, props).catch((error: unknown) => {
        throw isChimeError(error, "conflict") ? this.declaredTwice(id) : error;
      });
      return { state, existed: false };
    }
    if (this.chime.settings.recover) return this.createOrTakeOver(wanted, id, props);
    return { state: await this.createNew(wanted, id, props), existed: false };
  }

  /** Makes it; what an earlier attempt of the same call has made is recognised. */
  private async createNew(wanted: Inputs, id: string | undefined, props: Properties): Promise<State> {
    const began = Date.now();
    try {
      return await this.service.create(wanted);
    } catch (error) {
      if (id === undefined || !isChimeError(error, "conflict") || !error.mayHaveWritten) throw error;
      const found = await this.find(this.form.keyOf(id, props)).catch(() => undefined);
      if (!found) throw unknownOutcome(error);
      if (isOlder(found.made, this.serviceTime(id, props, began)) || !this.isAs(found, props)) throw error;
      return found.state;
    }
  }

  /** @param kept The entry of the state whose `create` may have made it, where there is one. */
  private async createOrTakeOver(
    wanted: Inputs,
    id: string | undefined,
    props: Properties,
    kept?: Properties,
  ): Promise<{ state: State; existed: boolean }> {
    const left = id === undefined ? await this.leftBehind(wanted) : undefined;
    if (left) return { state: left, existed: true };
    try {
      return { state: await this.createNew(wanted, id, props), existed: false };
    } catch (error) {
      if (id === undefined || !isChimeError(error, "conflict")) throw error;
      return { state: await this.takeOver(id, wanted, props, { kept, error }), existed: true };
    }
  }

  private async takeOver(
    id: string,
    wanted: Inputs,
    props: Properties,
    { kept, error }: { kept: Properties | undefined; error: ChimeError },
  ): Promise<State> {
    const key = this.form.keyOf(id, props);
    const found = await this.find(key);
    if (!found || !this.mayTakeOver(found, props, kept)) throw error;
    try {
      return await this.asWanted(key, wanted, props, found);
    } catch (failed) {
      // It is this resource's from here on, whatever became of the change.
      const properties = { ...this.outputsOf(found.state, props), ...props };
      throw isOfUnknownOutcome(failed) ? new PartialFailure(id, properties, failed) : failed;
    }
  }

  private mayTakeOver(found: Found<State>, props: Properties, kept: Properties | undefined): boolean {
    if (kept && !this.chime.settings.recover && this.isAnothers(found, kept)) return false;
    return this.differing(this.form.fixed, found, props).length === 0;
  }

  private async asWanted(key: Key, wanted: Inputs, props: Properties, found: Found<State>): Promise<State> {
    const differences = this.differing(this.form.changeable, found, props);
    return differences.length === 0 ? found.state : this.service.update(key, wanted);
  }

  private isAs(found: Found<State>, props: Properties): boolean {
    const { fixed, changeable } = this.form;
    return this.differing([...fixed, ...changeable], found, props).length === 0;
  }

  private differing(names: readonly string[], { state }: Found<State>, props: Properties): string[] {
    return changed(names, this.outputsOf(state, props), props);
  }

  // Only of what no answer has confirmed it is not known whose it is. A look-up asks for whatever there is.
  private isInDoubt(props: Properties): boolean {
    return props[this.form.confirmed] === undefined && !isLookup(props);
  }

  private isAnothers(found: Found<State>, kept: Properties): boolean {
    return this.isInDoubt(kept) && wasThereBefore(kept, found.made, () => this.isAs(found, kept));
  }

  private sayIsAnothers(key: Key): void {
    this.progress.say(
      `The ${this.nameOf(key)} was there before this stack tried to create it: it is left alone, and leaves the state.`,
    );
  }

  private async isKeptOfAnothers(key: Key, kept: Properties): Promise<boolean> {
    if (!this.isInDoubt(kept)) return false;
    const found = await this.find(key, this.serviceOfState);
    return found !== undefined && this.isAnothers(found, kept);
  }

  // Only who has asked the others for something can be asked by them.
  private async beFound(id: string): Promise<void> {
    await this.others.removed([id]);
  }

  // Nothing says which resource made a thing: so what is taken over is only what nobody can have begun to use.
  private async leftBehind(wanted: Inputs): Promise<State | undefined> {
    for await (const left of this.service.leftBehind?.(wanted) ?? []) {
      const id = this.form.idOf(left);
      if (this.kept.has(id) || this.made.has(id)) continue;
      this.made.add(id);
      await this.beFound(id);
      return left;
    }
    return undefined;
  }

  private async change(
    key: Key,
    wanted: Inputs,
    props: Properties,
    differences: readonly string[],
  ): Promise<State> {
    if (differences.length > 0) return this.service.update(key, wanted);
    // Another caller: one who does not exist, or may see nothing here, is refused at once, and not when it is to delete.
    // Or an update whose outcome nobody knows, of which the state has what was wanted.
    const found = await this.find(key);
    if (found) return this.asWanted(key, wanted, props, found);
    throw new PlainError(`There is no ${this.nameOf(key)} any more. ${RECREATE}`, "It is gone");
  }

  // A read may lag behind a write. What is not found is looked for again before that is believed: what leaves the
  // state by mistake nobody will ever delete.
  private find(
    key: Key,
    service: EntityServiceOfState<Key, State> = this.service,
  ): Promise<Found<State> | undefined> {
    const { readConsistencySeconds } = this.chime.settings;
    return untilFound(async () => ({ found: await service.look(key) }), readConsistencySeconds);
  }

  private serviceTime(id: string, props: Properties, local: number): number {
    return this.service.serviceTime?.(this.form.keyOf(id, props), local) ?? local;
  }

  // A new one may have another id, which an update cannot give to the resource.
  private gone({ call, kind, reason, advice }: ChimeError): ChimeError {
    return new ChimeError(call, { kind, reason, advice: `${advice} ${RECREATE}` });
  }

  private nameOf(key: Key): string {
    return `${this.form.words.kind} ${this.form.idOf(key)}`;
  }

  private argumentsIn(outputs: Properties): Properties {
    const inputs: object = this.form.inputsOf(outputs);
    return { ...inputs };
  }

  private outputsOf(state: State, props: Properties): Properties {
    const untold = this.form.untold.filter((name) => props[name] !== undefined);
    return { ...Object.fromEntries(untold.map((name) => [name, props[name]])), ...state };
  }
}

const RECREATE = "If somebody deleted it, run `pulumi refresh`; `pulumi up` then creates a new one.";

// What the engine keeps always has a name; a look-up by `get` brings nothing but the id of the resource.
function isLookup(props: Properties): boolean {
  return props["name"] === undefined;
}

function without(names: readonly string[], properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}
