import { isDeepStrictEqual } from "node:util";

import type * as pulumi from "@pulumi/pulumi";

import type { ChimeSession } from "../chime/session";
import type { Snapshot } from "../chime/snapshots";
import type { MembershipForm } from "../contract/membershipForm";
import { PlainError } from "../contract/plainError";
import type { Properties } from "../contract/properties";
import {
  conductOf,
  heldIn,
  isKnown,
  standingOf,
  rosterOf,
  type HeldMembers,
  type Roster,
  type RosterMembers,
} from "../contract/roster";
import { canonicalRoster, rosterProblems } from "../contract/rosterInputs";
import type { Claims, Making } from "./claims";
import { Configured } from "./configured";
import { ofState, type MembershipFamily } from "./families/membershipFamily";
import type { Newcomers } from "./newcomers";
import { PartialFailure } from "./partialFailure";
import type { Progress } from "./progress";
import { RosterActions, type MemberFailures } from "./rosterActions";
import { heldAfter } from "./rosterAftermath";
import { inOrderOfRemoval, planOf, strangers, type RosterPlan } from "./rosterPlan";
import { bringingAbout, namesOfRemovals, removalsOf, rosterError, takingOut } from "./rosterReport";

/** What happens to the members of a place that are one resource, as its program, its place and its service change. */
export class RosterLifecycle<Place extends object>
  extends Configured<MembershipFamily<Place>>
  implements pulumi.dynamic.ResourceProvider<Properties, Properties>
{
  private readonly form: MembershipForm<Place>;
  private readonly actions: RosterActions<Place>;
  /** The same for what the state has. */
  private readonly actionsOfState: RosterActions<Place>;
  /** What has been said of removals, so that a replacement, which is checked twice, does not say it twice. */
  private readonly announced = new Set<string>();

  /**
   * @param family Whose memberships.
   * @param chime The service, and the settings.
   * @param claims Who has which membership in this deployment: shared with all that manage memberships.
   * @param progress Where long work says how far it is.
   * @param newcomers Who was made in this deployment. Default: nobody can be.
   */
  public constructor(
    family: MembershipFamily<Place>,
    chime: ChimeSession,
    private readonly claims: Claims,
    private readonly progress: Progress,
    private readonly newcomers: Newcomers = new Set(),
  ) {
    super(family, chime);
    this.form = family.form;
    this.actions = new RosterActions(family, chime, claims, progress);
    this.actionsOfState = new RosterActions(ofState(family), chime, claims, progress);
  }

  /** Finds all that is wrong with the inputs and the settings, and brings the members into their one form. */
  public async check(olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    const full = this.withDefaults(news);
    const failures = [
      ...rosterProblems(this.form, full),
      ...this.family.contradictions(this.chime, full),
      ...this.chime.problems,
    ];
    if (failures.length > 0) return { inputs: news, failures };
    const inputs = canonicalRoster(this.form, full);
    if (isKnown(inputs)) this.declare(inputs);
    // A new resource has no `diff`: this is where its preview can say who would have to go.
    if (olds["members"] === undefined && isKnown(inputs)) {
      this.announceRemovals(inputs, await this.strangersTo(NOBODY, inputs));
    }
    return { inputs, failures };
  }

  /** Another place is another roster; everything else is an update, which an exclusive one may need by itself. */
  public async diff(_id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    const replaces = this.form.place.filter((property) => olds[property] !== news[property]);
    const rest = ["members", "exclusive", "ignoreMembers", ...this.form.caller];
    const differs = [...replaces, ...rest].some((name) => !isDeepStrictEqual(olds[name], news[name]));
    // Another place is filled before the old one is emptied. In the same place, where only the engine wants another
    // resource, whom this one keeps could not be told from whom another resource has.
    const deleteBeforeReplace = replaces.length === 0;
    if (!isKnown(news)) return { changes: differs, replaces, deleteBeforeReplace };
    const before = deleteBeforeReplace ? heldIn(olds) : NOBODY;
    const held = this.stillHeld(before, rosterOf(news));
    await this.keep(news, held);
    const others = await this.strangersTo(held, news);
    this.announceRemovals(news, others);
    const changes = differs || held !== before || others.length > 0;
    return { changes, replaces, deleteBeforeReplace };
  }

  /** Makes all of them members, and takes those over who are it already. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const { place, wanted } = this.declaredBy(inputs);
    const id = this.form.formatPlace(place);
    const { members, failures, total } = await this.bringAbout(place, wanted, NOBODY);
    if (failures.size === 0) return { id, outs: propertiesOf(place, wanted) };
    const error = rosterError(bringingAbout(this.form.inWords(place)), failures, total);
    throw Object.keys(members).length === 0 ? error : new PartialFailure(id, { ...inputs, members }, error);
  }

  /** Reads who of the roster is in the place, inputs too, so that what was changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    const place = this.placeOf(id, props);
    const held = isLookup(props) ? NOBODY : heldIn(props);
    const snapshot = await this.actionsOfState.look(place, Object.keys(held));
    if (!snapshot.placeExists && isLookup(props)) throw this.missing(place);
    if (!snapshot.placeExists) return {};
    const memberIds = isLookup(props) ? [...snapshot.members.keys()].sort() : Object.keys(held);
    const found = { members: standingsIn(snapshot, memberIds), ...conductOf(props) };
    const inputs = propertiesOf(place, found);
    const others = strangers({ form: this.form, place, held, wanted: found, snapshot });
    return { id, inputs, props: { ...inputs, ...otherMembersOf(standingsIn(snapshot, others)) } };
  }

  /** Adds, changes and removes those who differ in the program, and nobody else. */
  public async update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const { place, wanted } = this.declaredBy(news);
    const held = this.stillHeld(heldIn(olds), wanted);
    const { members, failures, total } = await this.bringAbout(place, wanted, held);
    if (failures.size === 0) return { outs: propertiesOf(place, wanted) };
    const error = rosterError(bringingAbout(this.form.inWords(place)), failures, total);
    throw new PartialFailure(id, { ...news, members }, error);
  }

  /** Takes those out whom the roster manages, but for those whom another resource of this deployment has. */
  public async delete(id: string, props: Properties): Promise<void> {
    const place = this.placeOf(id, props);
    const members = heldIn(props);
    const facts = { form: this.form, place };
    const remove = inOrderOfRemoval(facts, Object.keys(members), (memberId) => standingOf(members, memberId));
    const plan: RosterPlan = { add: [], promote: [], demote: [], remove };
    const failures = await this.actionsOfState.carryOut(place, plan);
    if (failures.size > 0) throw rosterError(takingOut(this.form.inWords(place)), failures, remove.length);
  }

  // Who is new is to be added, though the state has somebody of the same id. Who has left the program too is removed as
  // anybody else: nobody is believed to be out without being asked about.
  private stillHeld(held: HeldMembers, { members }: Roster): HeldMembers {
    const isToBeAdded = (memberId: string): boolean =>
      this.newcomers.has(memberId) && Object.hasOwn(members, memberId);
    if (!Object.keys(held).some(isToBeAdded)) return held;
    return Object.fromEntries(Object.entries(held).filter(([memberId]) => !isToBeAdded(memberId)));
  }

  private async bringAbout(place: Place, wanted: Roster, held: HeldMembers): Promise<Outcome> {
    const added = Object.keys(wanted.members).filter((memberId) => standingOf(held, memberId) === undefined);
    return this.claims.makeAll(this.idsOf(place, added), (making) => {
      const made = (members: HeldMembers): void => {
        const failed = added.filter((memberId) => !Object.hasOwn(members, memberId));
        making.made(this.idsOf(place, failed));
      };
      return this.reconcile(place, wanted, held, { ...making, made });
    });
  }

  // Nothing that is read before the claims hold counts: another resource may have been removing whom this one declares.
  private async reconcile(
    place: Place,
    wanted: Roster,
    held: HeldMembers,
    { kept, readAfter, made }: Reconciling,
  ): Promise<Outcome> {
    const snapshot = await this.snapshot(place, readAfter);
    this.refuseShared(place, snapshot, kept);
    const plan = planOf({ form: this.form, place, held, wanted, snapshot });
    const membersAfter = (failures: MemberFailures): HeldMembers =>
      heldAfter({ held, wanted: wanted.members, snapshot, failures });
    const failures = await this.actions.carryOut(place, plan, (soFar) => {
      made(membersAfter(soFar));
    });
    return { members: membersAfter(failures), failures, total: Object.values(plan).flat().length };
  }

  private refuseShared(place: Place, { members }: Snapshot, kept: ReadonlySet<string>): void {
    for (const memberId of members.keys()) {
      const id = this.form.format(place, memberId);
      if (kept.has(id)) throw this.claims.declaredTwice(id);
    }
  }

  private declare(inputs: Properties): void {
    const { place, wanted } = this.declaredBy(inputs);
    for (const id of this.idsOf(place, Object.keys(wanted.members))) this.claims.declare(id);
  }

  private async keep(news: Properties, held: HeldMembers): Promise<void> {
    const { place, wanted } = this.declaredBy(news);
    const kept = Object.keys(wanted.members).filter((memberId) => standingOf(held, memberId) !== undefined);
    await this.claims.keep(this.idsOf(place, kept));
  }

  private async strangersTo(held: HeldMembers, news: Properties): Promise<string[]> {
    const { place, wanted } = this.declaredBy(news);
    if (wanted.exclusive !== true) return [];
    return strangers({ form: this.form, place, held, wanted, snapshot: await this.snapshot(place) });
  }

  private announceRemovals(news: Properties, memberIds: readonly string[]): void {
    if (memberIds.length === 0) return;
    const place = this.form.inWords(this.form.placeOf(news));
    const removals = removalsOf(place, memberIds);
    if (this.announced.has(removals)) return;
    this.announced.add(removals);
    this.progress.say(removals);
    if (!this.chime.settings.debug) return;
    for (const names of namesOfRemovals(place, memberIds)) this.progress.say(names);
  }

  private snapshot(place: Place, after?: number): Promise<Snapshot> {
    return this.family.service(this.chime.service).snapshot(place, after);
  }

  private idsOf(place: Place, memberIds: readonly string[]): string[] {
    return memberIds.map((memberId) => this.form.format(place, memberId));
  }

  private declaredBy(inputs: Properties): { place: Place; wanted: Roster } {
    return { place: this.form.placeOf(inputs), wanted: rosterOf(inputs) };
  }

  private placeOf(id: string, props: Properties): Place {
    return this.form.placeOf({ ...this.withDefaults(props), ...this.form.parsePlace(id) });
  }

  private missing(place: Place): Error {
    const { words } = this.form;
    const message = `There is no ${this.form.inWords(place)} in Amazon Chime: check ${words.checkPlace}.`;
    return new PlainError(message, `A look-up found no ${words.place}`);
  }
}

interface Reconciling extends Pick<Making, "kept" | "readAfter"> {
  /** To be called when all are added who will be, with whom the roster then manages. */
  made: (members: HeldMembers) => void;
}

interface Outcome {
  members: HeldMembers;
  failures: MemberFailures;
  total: number;
}

const NOBODY: HeldMembers = {};

// What the engine keeps always has members; a look-up by `get` brings nothing but the id.
function isLookup(props: Properties): boolean {
  return props["members"] === undefined;
}

function otherMembersOf(others: RosterMembers): Properties {
  return Object.keys(others).length === 0 ? {} : { otherMembers: others };
}

function propertiesOf(place: object, { members, exclusive, ignoreMembers }: Roster): Properties {
  return { ...place, members, ...conductOf({ exclusive, ignoreMembers }) };
}

function standingsIn(snapshot: Snapshot, memberIds: readonly string[]): RosterMembers {
  return Object.fromEntries(
    memberIds.flatMap((memberId) => {
      const found = snapshot.members.get(memberId);
      return found ? [[memberId, found.standing]] : [];
    }),
  );
}
