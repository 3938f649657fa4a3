import type * as pulumi from "@pulumi/pulumi";

import { isChimeError, isOfUnknownOutcome } from "../chime/chimeError";
import type { FoundMember, NewMember } from "../chime/members";
import type { ChimeSession } from "../chime/session";
import type { MembershipForm } from "../contract/membershipForm";
import { PlainError } from "../contract/plainError";
import {
  booleanProblem,
  changed,
  choiceProblem,
  problemsOf,
  stringsOf,
  type Properties,
} from "../contract/properties";
import type { Ownership } from "../ownership/ownership";
import { Configured } from "./configured";
import { membershipExists } from "./conflict";
import { ofState, type MembershipFamily } from "./families/membershipFamily";
import { refuseForeignAlias, refuseForeignState } from "./foreignId";
import { MembershipActions } from "./membershipActions";
import { PartialFailure } from "./partialFailure";
import type { Progress } from "./progress";
import { createStartedIn, unconfirmed } from "./unconfirmed";

/** What happens to a membership as its program, its place and its service change. */
export class MembershipLifecycle<Place extends object>
  extends Configured<MembershipFamily<Place>>
  implements pulumi.dynamic.ResourceProvider<Properties, Properties>
{
  private readonly form: MembershipForm<Place>;
  private readonly actions: MembershipActions<Place>;
  /** The same for what the state has. */
  private readonly actionsOfState: MembershipActions<Place>;

  /**
   * @param family Whose memberships.
   * @param chime The service, and the settings.
   * @param ownership Who may be removed in this deployment: shared by all resources.
   * @param progress Who is told what was adopted, and what is left alone.
   */
  public constructor(
    family: MembershipFamily<Place>,
    chime: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Pick<Progress, "say">,
  ) {
    super(family, chime);
    this.form = family.form;
    this.actions = new MembershipActions(family, chime);
    this.actionsOfState = new MembershipActions(ofState(family), chime);
  }

  /** Finds all that is wrong with the inputs and the settings, and fills in what the program does not say. */
  public check(olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    this.ownership.check();
    const { member, standing, defaultStanding } = this.form;
    const inputs = { ...this.withDefaults(news), [standing]: news[standing] ?? defaultStanding };
    const failures = [
      ...problemsOf(inputs, this.rules),
      ...this.form.contradictions(inputs, [{ property: member, memberId: inputs[member] }]),
      ...this.family.contradictions(this.chime, inputs),
      ...this.chime.problems,
    ];
    if (failures.length === 0) this.desire(this.idOf(inputs), olds);
    return Promise.resolve({ inputs, failures });
  }

  /** Another id is another membership; another standing is an update, where Amazon Chime has one. */
  public diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    refuseForeignAlias(id, olds, news);
    const { place, member, standing, caller } = this.form;
    const moved = changed([...place, member], olds, news);
    const updated = changed([standing, ...caller, "adoptExisting"], olds, news);
    const fixed = this.form.isStandingFixed(olds) ? updated.filter((property) => property === standing) : [];
    const replaces = [...moved, ...fixed];
    const isOut = this.isOut(id, olds);
    if (moved.length > 0) this.ownership.leave([id]);
    if (replaces.length === 0 && this.createStarted(olds) === undefined) this.ownership.retain([id]);
    return Promise.resolve({
      changes: replaces.length + updated.length > 0 || isOut,
      replaces,
      // The same membership cannot exist twice; two different ones can, and then nobody is locked out meanwhile.
      deleteBeforeReplace: moved.length === 0 && fixed.length > 0,
    });
  }

  /** Makes somebody a member, or adopts the membership where that is wanted. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const place = this.form.placeOf(inputs);
    const member = this.memberOf(inputs);
    const id = this.form.format(place, member.memberId);
    const adopts = this.mayAdopt(id, inputs);
    return this.ownership.create([id], async () => {
      const started = performance.now();
      try {
        const found = await this.addOrAdopt(id, place, member, adopts);
        this.ownership.own([id]);
        return { id, outs: { ...this.inputsOf(place, member.memberId, found, inputs), ...found.facts } };
      } catch (error) {
        if (!isOfUnknownOutcome(error)) throw error;
        // Who may have been there before is nobody's yet: another entry that has the member must not let go of them.
        if (adopts) this.ownership.own([id]);
        const since = await this.actions.createStarted(place, member.memberId, started);
        // Who is adopted is this stack's, however long ago they were added.
        throw new PartialFailure(id, adopts ? { ...inputs } : unconfirmed(inputs, since), error);
      }
    });
  }

  /** Reads the membership as it is now, inputs too, so that what was changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    if (!this.isLookup(props)) refuseForeignState(id, props);
    const { place, memberId } = this.named(id, props);
    const found = await this.actionsOfState.find(place, memberId);
    if (found && this.actions.wasThereBefore(found, this.createStarted(props)))
      this.sayLeftAlone(place, memberId);
    else if (found) {
      const inputs = this.inputsOf(place, memberId, found, props);
      return { id, props: { ...inputs, ...found.facts }, inputs };
    }
    if (this.isLookup(props)) throw this.missing(id);
    return {};
  }

  /** Gives the member its standing, or makes it a member again where it is none any more. */
  public async update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const place = this.form.placeOf(news);
    const member = this.memberOf(news);
    return this.ownership.create([id], async () => {
      try {
        const found = await this.bringAbout(id, place, member, { olds, news });
        this.ownership.own([id]);
        return { outs: { ...this.inputsOf(place, member.memberId, found, news), ...found.facts } };
      } catch (error) {
        // With the old standing in the state, a program that goes back to it would leave the new one in the service.
        if (isOfUnknownOutcome(error)) throw new PartialFailure(id, { ...olds, ...news }, error);
        throw isChimeError(error, "conflict") ? membershipExists(error, id) : error;
      }
    });
  }

  /** Removes the member, unless another resource has the membership or the program declares it. */
  public async delete(id: string, props: Properties = {}): Promise<void> {
    refuseForeignState(id, props);
    const { place, memberId } = this.named(id, props);
    const find = (): Promise<FoundMember | undefined> => this.actionsOfState.find(place, memberId);
    const started = this.createStarted(props);
    const remove = async (): Promise<void> => {
      const found = started === undefined ? undefined : await find();
      if (found && this.actions.wasThereBefore(found, started)) this.sayLeftAlone(place, memberId);
      else await this.actionsOfState.remove(place, memberId);
    };
    const what = `remove member ${memberId} from ${this.form.inWords(place)}`;
    await this.ownership.remove(id, { what, remove, find }, MEMBERSHIPS);
  }

  private desire(id: string, olds: Properties): void {
    if (isNew(olds)) {
      this.ownership.expectCreate([id], MEMBERSHIPS);
      return;
    }
    this.ownership.desire([id]);
    // Known before any removal, also where the engine replaces without asking for the difference.
    const before = this.idBefore(olds);
    if (before !== undefined && before !== id) this.ownership.leave([before]);
  }

  private idBefore(olds: Properties): string | undefined {
    try {
      return this.idOf(this.withDefaults(olds));
    } catch {
      return undefined;
    }
  }

  private async bringAbout(
    id: string,
    place: Place,
    member: NewMember,
    { olds, news }: { olds: Properties; news: Properties },
  ): Promise<FoundMember> {
    const started = this.createStarted(olds);
    if (started !== undefined) return this.actions.confirm(place, member, started, this.mayAdopt(id, news));
    if (this.form.isConfirmed(olds) && !this.isOut(id, olds))
      return this.actions.setStanding(place, member, olds);
    return this.actions.addOrAdopt(place, member);
  }

  // Who was created in this deployment, or was removed from the place in it, is no member, whatever the state says.
  private isOut(id: string, { [this.form.member]: memberId }: Properties): boolean {
    return (
      this.ownership.wasRemoved(id) || (typeof memberId === "string" && this.ownership.wasCreated(memberId))
    );
  }

  private mayAdopt(id: string, inputs: Properties): boolean {
    const { adoptExisting, recover } = this.chime.settings;
    return recover.ids.includes(id) || (inputs["adoptExisting"] ?? adoptExisting) === true;
  }

  private async addOrAdopt(
    id: string,
    place: Place,
    member: NewMember,
    adopts: boolean,
  ): Promise<FoundMember> {
    if (this.ownership.wasCreated(id)) throw this.declaredTwice(id);
    // An entry of the state that keeps the membership is another resource, unless a replacement that deletes first has
    // failed half-way: then the member is out. So who is in is not adopted.
    if (this.ownership.isOwnedHere(id)) return this.addUnlessShared(id, place, member);
    try {
      return await this.actions.add(place, member);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      if (!adopts) throw membershipExists(error, id);
      const found = await this.actions.adopt(place, member, error);
      this.progress.say(`Adopted member ${member.memberId}, who was in ${this.form.inWords(place)} already.`);
      return found;
    }
  }

  private async addUnlessShared(id: string, place: Place, member: NewMember): Promise<FoundMember> {
    try {
      return await this.actions.add(place, member);
    } catch (error) {
      throw isChimeError(error, "conflict") ? this.declaredTwice(id) : error;
    }
  }

  // An entry whose member was confirmed has no such time, nor has a look-up.
  private createStarted(props: Properties): number | undefined {
    return this.form.isConfirmed(props) ? undefined : createStartedIn(props);
  }

  private sayLeftAlone(place: Place, memberId: string): void {
    this.progress.say(
      `Member ${memberId} was in ${this.form.inWords(place)} before this stack tried to add the member: the member is left ` +
        "alone, and the membership leaves the state.",
    );
  }

  private declaredTwice(id: string): Error {
    const { place, member, words } = this.form;
    return new PlainError(
      `The membership ${id} (${words.id}) is declared twice in this program: two resources have the same ` +
        `${place.join(", ")} and ${member}. Keep one of them; nothing was changed for the other. Where it is declared once ` +
        "and is to be replaced (--replace, replaceOnChanges), set deleteBeforeReplace on the resource; where a replacement " +
        "was interrupted and somebody else has added the member since, remove the member and try again.",
      "A membership is declared twice",
    );
  }

  private get rules(): Parameters<typeof problemsOf>[1] {
    const { rules, standing, standings } = this.form;
    return {
      ...rules,
      [standing]: (value: unknown) => choiceProblem(value, standings),
      adoptExisting: booleanProblem,
    };
  }

  private named(id: string, props: Properties): { place: Place; memberId: string } {
    const named = { ...this.withDefaults(props), ...this.form.parse(id) };
    return { place: this.form.placeOf(named), memberId: this.memberId(named) };
  }

  private idOf(inputs: Properties): string {
    return this.form.format(this.form.placeOf(inputs), this.memberId(inputs));
  }

  private memberOf(inputs: Properties): NewMember {
    return { memberId: this.memberId(inputs), standing: this.text(inputs, this.form.standing) };
  }

  private memberId(props: Properties): string {
    return this.text(props, this.form.member);
  }

  private text(props: Properties, name: string): string {
    return stringsOf(props, [name])[name] ?? "";
  }

  // The choice to adopt is kept with the outputs because `read` is given nothing else, and must not make it vanish
  // from the inputs.
  private inputsOf(
    place: Place,
    memberId: string,
    { standing }: FoundMember,
    { adoptExisting }: Properties,
  ): Properties {
    return {
      ...place,
      [this.form.member]: memberId,
      [this.form.standing]: standing,
      ...(adoptExisting === undefined ? {} : { adoptExisting }),
    };
  }

  // What the engine keeps always has a standing; a look-up by `get` brings nothing but the id.
  private isLookup(props: Properties): boolean {
    return props[this.form.standing] === undefined;
  }

  private missing(id: string): Error {
    const { words } = this.form;
    const message = `There is no membership ${id} (${words.id}) in Amazon Chime: check ${words.checkMembership}.`;
    return new PlainError(message, "A look-up found no membership");
  }
}

const MEMBERSHIPS = {};

// The engine gives no old inputs for what it is about to create.
function isNew(olds: Properties): boolean {
  return Object.keys(olds).length === 0;
}
