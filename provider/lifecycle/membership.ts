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
import type { Claims } from "./claims";
import { Configured } from "./configured";
import { ofState, type MembershipFamily } from "./families/membershipFamily";
import { MembershipActions } from "./membershipActions";
import type { Newcomers } from "./newcomers";
import { PartialFailure } from "./partialFailure";

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
   * @param claims Who has which membership in this deployment: shared with all that manage memberships.
   * @param newcomers Who was made in this deployment. Default: nobody can be.
   */
  public constructor(
    family: MembershipFamily<Place>,
    chime: ChimeSession,
    private readonly claims: Claims,
    private readonly newcomers: Newcomers = new Set(),
  ) {
    super(family, chime);
    this.form = family.form;
    this.actions = new MembershipActions(family, chime);
    this.actionsOfState = new MembershipActions(ofState(family), chime);
  }

  /** Finds all that is wrong with the inputs and the settings, and fills in what the program does not say. */
  public check(_olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    const { member, standing, defaultStanding } = this.form;
    const inputs = { ...this.withDefaults(news), [standing]: news[standing] ?? defaultStanding };
    const failures = [
      ...problemsOf(inputs, this.rules),
      ...this.form.contradictions(inputs, [{ property: member, memberId: inputs[member] }]),
      ...this.family.contradictions(this.chime, inputs),
      ...this.chime.problems,
    ];
    if (failures.length === 0) this.claims.declare(this.idOf(inputs));
    return Promise.resolve({ inputs, failures });
  }

  /** Another id is another membership; another standing is an update, where Amazon Chime has one. */
  public async diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    const { place, member, standing, caller } = this.form;
    const moved = changed([...place, member], olds, news);
    const updated = changed([standing, ...caller, "adoptExisting"], olds, news);
    const fixed = this.form.isStandingFixed(olds) ? updated.filter((property) => property === standing) : [];
    const replaces = [...moved, ...fixed];
    if (replaces.length === 0) await this.claims.keep([id]);
    return {
      changes: replaces.length + updated.length > 0 || this.isNew(olds),
      replaces,
      // The same membership cannot exist twice; two different ones can, and then nobody is locked out meanwhile.
      deleteBeforeReplace: moved.length === 0 && fixed.length > 0,
    };
  }

  /** Makes somebody a member, or takes the membership over where that is wanted. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const place = this.form.placeOf(inputs);
    const member = this.memberOf(inputs);
    const id = this.form.format(place, member.memberId);
    const adopts = this.mayAdopt(inputs) || this.claims.wasHandedOver(id);
    try {
      const found = await this.claims.make(id, (isKept) => {
        if (isKept) return this.addUnlessShared(id, place, member);
        return adopts ? this.actions.addOrAdopt(place, member) : this.actions.add(place, member);
      });
      return { id, outs: { ...this.inputsOf(place, member.memberId, found, inputs), ...found.facts } };
    } catch (error) {
      throw isOfUnknownOutcome(error) ? new PartialFailure(id, { ...inputs }, error) : error;
    }
  }

  /** Reads the membership as it is now, inputs too, so that what was changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    const { place, memberId } = this.named(id, props);
    const found = await this.actionsOfState.find(place, memberId);
    if (found) {
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
    try {
      // A `create` that could not tell whether it did its work has left nothing that confirms it: then anything may be.
      const found = await (this.form.isConfirmed(olds) && !this.isNew(olds)
        ? this.actions.setStanding(place, member, olds)
        : this.actions.addOrAdopt(place, member));
      return { outs: { ...this.inputsOf(place, member.memberId, found, news), ...found.facts } };
    } catch (error) {
      // With the old standing in the state, a program that goes back to it would leave the new one in the service.
      throw isOfUnknownOutcome(error) ? new PartialFailure(id, { ...olds, ...news }, error) : error;
    }
  }

  /** Takes the member out, unless another resource of this deployment has the membership. */
  public async delete(id: string, props: Properties = {}): Promise<void> {
    const { place, memberId } = this.named(id, props);
    await this.claims.release(id, () => this.actionsOfState.remove(place, memberId));
  }

  // Who is new is no member yet, though the state has a membership of the same id.
  private isNew({ [this.form.member]: memberId }: Properties): boolean {
    return typeof memberId === "string" && this.newcomers.has(memberId);
  }

  private mayAdopt(inputs: Properties): boolean {
    const { adoptExisting, recover } = this.chime.settings;
    return recover || (inputs["adoptExisting"] ?? adoptExisting) === true;
  }

  private async addUnlessShared(id: string, place: Place, member: NewMember): Promise<FoundMember> {
    try {
      return await this.actions.add(place, member);
    } catch (error) {
      throw isChimeError(error, "conflict") ? this.claims.declaredTwice(id) : error;
    }
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
