import { isDeepStrictEqual } from "node:util";

import type * as pulumi from "@pulumi/pulumi";

import type { ChimeSession } from "../chime/session";
import type { Snapshot } from "../chime/snapshots";
import type { MembershipForm } from "../contract/membershipForm";
import { PlainError } from "../contract/plainError";
import { isUnknown, type Properties } from "../contract/properties";
import {
  conductOf,
  heldIn,
  isKnown,
  rosterOf,
  standingOf,
  transferringIn,
  UNCONFIRMED,
  type HeldMembers,
  type Roster,
  type RosterMembers,
} from "../contract/roster";
import { canonicalRoster, knownMembers, rosterProblems } from "../contract/rosterInputs";
import type { Ownership } from "../ownership/ownership";
import { Configured } from "./configured";
import { ofState, type MembershipFamily } from "./families/membershipFamily";
import { refuseForeignAlias, refuseForeignState } from "./foreignId";
import { PartialFailure } from "./partialFailure";
import type { Progress } from "./progress";
import { RosterActions, type MemberFailures } from "./rosterActions";
import { heldAfter } from "./rosterAftermath";
import {
  droppedMembers,
  inOrderOfRemoval,
  planOf,
  strangers,
  type Elsewhere,
  type RosterFacts,
  type RosterPlan,
} from "./rosterPlan";
import {
  adoptionOf,
  bringingAbout,
  namesOfRemovals,
  possibleRemovalsOf,
  removalsOf,
  removalsOfTransferred,
  rosterError,
  takingOut,
} from "./rosterReport";

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
   * @param ownership Who may be removed in this deployment: shared by all resources.
   * @param progress Where long work says how far it is.
   */
  public constructor(
    family: MembershipFamily<Place>,
    chime: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Progress,
  ) {
    super(family, chime);
    this.form = family.form;
    this.actions = new RosterActions(family, chime, ownership, progress);
    this.actionsOfState = new RosterActions(ofState(family), chime, ownership, progress);
  }

  /** Finds all that is wrong with the inputs and the settings, and brings the members into their one form. */
  public async check(olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    this.ownership.check();
    const full = this.withDefaults(news);
    const failures = [
      ...rosterProblems(this.form, full),
      ...this.family.contradictions(this.chime, full),
      ...this.chime.problems,
    ];
    if (failures.length > 0) return { inputs: news, failures };
    const inputs = canonicalRoster(this.form, full);
    if (!isKnown(inputs)) await this.announcePossibleRemovals(olds, full, inputs);
    else this.declare(olds, inputs);
    // A new resource has no `diff`: this is where its preview can say who would have to go.
    if (isNew(olds) && isKnown(inputs))
      this.announceRemovals(inputs, await this.strangersTo(NO_PRIOR, inputs));
    return { inputs, failures };
  }

  /** Another place is another roster; everything else is an update, which an exclusive one may need by itself. */
  public async diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    refuseForeignAlias(id, olds, news);
    const replaces = this.form.place.filter((property) => olds[property] !== news[property]);
    const rest = ["members", "exclusive", "ignoreMembers", ...this.form.caller];
    const differs = [...replaces, ...rest].some((name) => !isDeepStrictEqual(olds[name], news[name]));
    if (replaces.length > 0) this.leave(olds, []);
    // The new roster adopts whom the old one has, and the old one lets go of them.
    if (!isKnown(news)) return { changes: differs, replaces, deleteBeforeReplace: false };
    const prior = replaces.length > 0 ? NO_PRIOR : { held: heldIn(olds), transferring: transferringIn(olds) };
    const { held } = prior;
    const { place, wanted } = this.declaredBy(news);
    const stillHeld = this.stillHeld(place, held, wanted);
    this.retain(place, wanted, stillHeld);
    const others = await this.strangersTo(prior, news);
    this.announceRemovals(news, others);
    const undesired = this.undesired(place, prior.transferring);
    const words = this.form.inWords(place);
    this.announce(words, undesired, removalsOfTransferred(words, undesired));
    const changes = differs || stillHeld !== held || others.length > 0 || undesired.length > 0;
    return { changes, replaces, deleteBeforeReplace: false };
  }

  /** Makes all of them members, and adopts those who are it already. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const { place, wanted } = this.declaredBy(inputs);
    const id = this.form.formatPlace(place);
    const outcome = await this.bringAbout(place, wanted, NO_PRIOR);
    if (outcome.failures.size === 0) return { id, outs: outputsOf(place, wanted, outcome) };
    const error = rosterError(bringingAbout(this.form.inWords(place)), outcome.failures, outcome.total);
    if (Object.keys(outcome.members).length === 0) throw error;
    throw new PartialFailure(id, { ...inputs, ...stateOf(outcome) }, error);
  }

  /** Reads who of the roster is in the place, inputs too, so that what was changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    if (!isLookup(props)) refuseForeignState(id, props);
    const place = this.placeOf(id, props);
    const held = isLookup(props) ? NOBODY : heldIn(props);
    const transferring = transferringIn(props);
    const snapshot = await this.actionsOfState.look(place, Object.keys({ ...transferring, ...held }));
    if (!snapshot.placeExists && isLookup(props)) throw this.missing(place);
    if (!snapshot.placeExists) return {};
    const memberIds = isLookup(props) ? [...snapshot.members.keys()].sort() : Object.keys(held);
    const found = { members: standingsIn(snapshot, memberIds), ...conductOf(props) };
    const inputs = propertiesOf(place, found);
    const others = strangers(this.factsOf(place, found, { held, transferring }, snapshot));
    const outputs = { ...inputs, ...transferringOf(standingsIn(snapshot, Object.keys(transferring))) };
    return { id, inputs, props: { ...outputs, ...otherMembersOf(standingsIn(snapshot, others)) } };
  }

  /** Adds, changes and removes those who differ in the program, and nobody else. */
  public async update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const { place, wanted } = this.declaredBy(news);
    const held = this.stillHeld(place, heldIn(olds), wanted);
    const outcome = await this.bringAbout(place, wanted, { held, transferring: transferringIn(olds) });
    if (outcome.failures.size === 0) return { outs: outputsOf(place, wanted, outcome) };
    const error = rosterError(bringingAbout(this.form.inWords(place)), outcome.failures, outcome.total);
    throw new PartialFailure(id, { ...news, ...stateOf(outcome) }, error);
  }

  /** Removes those whom the roster manages, but for whom another resource has, or a roster of the program ignores. */
  public async delete(id: string, props: Properties): Promise<void> {
    refuseForeignState(id, props);
    const place = this.placeOf(id, props);
    const members = { ...transferringIn(props), ...heldIn(props) };
    const facts = { form: this.form, place };
    const remove = inOrderOfRemoval(
      facts,
      Object.keys(members).filter((memberId) => !this.ownership.isIgnored(this.form.format(place, memberId))),
      (memberId) => standingOf(members, memberId),
    );
    const failures = await this.actionsOfState.removeAll(place, remove, ROSTERS);
    if (failures.size > 0) throw rosterError(takingOut(this.form.inWords(place)), failures, remove.length);
  }

  // Who was created in this deployment is to be added, though the state has somebody of the same id, and so is who was
  // removed from the place in it. Who has left the program too is removed as anybody else: nobody is believed to be out
  // without being asked about.
  private stillHeld(place: Place, held: HeldMembers, { members }: Roster): HeldMembers {
    const isToBeAdded = (memberId: string): boolean =>
      Object.hasOwn(members, memberId) &&
      (this.ownership.wasCreated(memberId) || this.ownership.wasRemoved(this.form.format(place, memberId)));
    if (!Object.keys(held).some(isToBeAdded)) return held;
    return Object.fromEntries(Object.entries(held).filter(([memberId]) => !isToBeAdded(memberId)));
  }

  private async bringAbout(place: Place, wanted: Roster, prior: Prior): Promise<Outcome> {
    const listed = Object.keys(wanted.members);
    const ids = this.idsOf(place, listed);
    // What was read before another process removed somebody, or deleted a user, does not count.
    const isStale =
      listed.some((memberId) => this.ownership.wasCreated(memberId)) ||
      ids.some((id) => this.ownership.wasRemoved(id));
    const { work, snapshot } = await this.ownership.create(ids, async () => {
      const found = await this.snapshot(place, isStale ? performance.now() : undefined);
      const plan = planOf(this.factsOf(place, wanted, prior, found));
      const begun = this.actions.begin(place, plan);
      await this.actions.addAndChange(begun);
      return { work: begun, snapshot: found };
    });
    const { plan, failures } = work;
    const membersAfter = (): HeldMembers =>
      heldAfter({ held: prior.held, wanted: wanted.members, snapshot, failures });
    // Before anybody is removed: another resource may be about to let go of them.
    this.ownership.own(this.idsOf(place, Object.keys(membersAfter())));
    this.announceAdoption(place, wanted, prior, snapshot, failures);
    const desired = await this.actions.removeAndAdd(work);
    const wereMine = { ...prior.transferring, ...prior.held };
    const kept = [...plan.transfer, ...desired].filter((memberId) => Object.hasOwn(wereMine, memberId));
    const failed = Object.keys(prior.transferring).filter(
      (memberId) => failures.get(memberId)?.action === "remove",
    );
    const members = membersAfter();
    this.ownership.own(
      this.idsOf(
        place,
        Object.keys(members).filter((memberId) => Object.hasOwn(wanted.members, memberId)),
      ),
    );
    return {
      members,
      transferring: pick(wereMine, [...kept, ...failed]),
      failures,
      total: totalOf(plan),
    };
  }

  private factsOf(place: Place, wanted: Roster, prior: Prior, snapshot: Snapshot): RosterFacts<Place> {
    const elsewhere = (memberId: string): Elsewhere => this.elsewhere(place, memberId);
    return { form: this.form, place, wanted, ...prior, snapshot, elsewhere };
  }

  private elsewhere(place: Place, memberId: string): Elsewhere {
    const id = this.form.format(place, memberId);
    if (this.ownership.isIgnored(id) || this.ownership.isOwned(id)) return "kept";
    return this.ownership.isDesired(id) ? "desired" : undefined;
  }

  private declare(olds: Properties, inputs: Properties): void {
    const { place, wanted } = this.declaredBy(inputs);
    const ids = this.idsOf(place, Object.keys(wanted.members));
    if (isNew(olds)) this.ownership.expectCreate(ids, ROSTERS);
    else this.ownership.desire(ids);
    // Known before any removal, also where the engine replaces without asking for the difference.
    if (!isNew(olds) && isOwn(this.form.place, olds)) this.leave(olds, ids);
    this.ownership.ignore(this.idsOf(place, wanted.ignoreMembers ?? []));
  }

  private leave(olds: Properties, stay: readonly string[]): void {
    const members = Object.keys({ ...transferringIn(olds), ...heldIn(olds) });
    const kept = new Set(stay);
    this.ownership.leave(this.idsOf(this.form.placeOf(olds), members).filter((id) => !kept.has(id)));
  }

  private retain(place: Place, wanted: Roster, held: HeldMembers): void {
    const kept = Object.keys(wanted.members).filter((memberId) => standingOf(held, memberId) !== undefined);
    this.ownership.retain(this.idsOf(place, kept));
  }

  // Those whom the roster keeps for another resource, and whom none declares any more. A refresh asks for the difference too,
  // and there nobody can tell.
  private undesired(place: Place, transferring: HeldMembers): string[] {
    if (!this.ownership.wasChecked) return [];
    return Object.keys(transferring).filter((memberId) => this.elsewhere(place, memberId) === undefined);
  }

  private async strangersTo(prior: Prior, news: Properties): Promise<string[]> {
    const { place, wanted } = this.declaredBy(news);
    if (wanted.exclusive !== true) return [];
    return strangers(this.factsOf(place, wanted, prior, await this.snapshot(place)));
  }

  private announceRemovals(news: Properties, memberIds: readonly string[]): void {
    const place = this.form.inWords(this.form.placeOf(news));
    this.announce(place, memberIds, removalsOf(place, memberIds));
  }

  // While one id is not known, anybody of those whom the roster does not list may be the one.
  private async announcePossibleRemovals(
    olds: Properties,
    full: Properties,
    inputs: Properties,
  ): Promise<void> {
    if (this.form.place.some((property) => isUnknown(full[property]))) return;
    const place = this.form.placeOf(full);
    const wanted = { members: knownMembers(this.form, full["members"]), ...conductOf(inputs) };
    const held = isNew(olds) || isUnknown(olds["members"]) ? NOBODY : heldIn(olds);
    const prior = { held, transferring: NOBODY };
    const dropped = droppedMembers({ wanted, ...prior }).filter(
      (memberId) => this.elsewhere(place, memberId) === undefined,
    );
    const others =
      full["exclusive"] === true || isUnknown(full["exclusive"])
        ? strangers(this.factsOf(place, { ...wanted, exclusive: true }, prior, await this.snapshot(place)))
        : [];
    const words = this.form.inWords(place);
    this.announce(words, [...dropped, ...others], possibleRemovalsOf(words, [...dropped, ...others]));
  }

  private announce(place: string, memberIds: readonly string[], text: string): void {
    if (memberIds.length === 0 || this.announced.has(text)) return;
    this.announced.add(text);
    this.progress.say(text);
    if (!this.chime.settings.debug) return;
    for (const names of namesOfRemovals(place, memberIds)) this.progress.say(names);
  }

  private announceAdoption(
    place: Place,
    wanted: Roster,
    { held, transferring }: Prior,
    snapshot: Snapshot,
    failures: MemberFailures,
  ): void {
    const adopted = Object.keys(wanted.members).filter(
      (memberId) =>
        snapshot.members.has(memberId) &&
        standingOf(held, memberId) === undefined &&
        standingOf(transferring, memberId) === undefined &&
        !failures.has(memberId),
    );
    if (adopted.length > 0) this.progress.say(adoptionOf(this.form.inWords(place), adopted));
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

/** Whom a roster had before: as its members, and until another entry has them. */
interface Prior {
  held: HeldMembers;
  transferring: HeldMembers;
}

interface Outcome {
  members: HeldMembers;
  transferring: HeldMembers;
  failures: MemberFailures;
  total: number;
}

const NOBODY: HeldMembers = {};
const NO_PRIOR: Prior = { held: NOBODY, transferring: NOBODY };

const ROSTERS = {};

// The engine gives no old inputs for what it is about to create.
function isNew(olds: Properties): boolean {
  return olds["members"] === undefined;
}

// An alias can bring what another provider has kept; the difference says what to do about that.
function isOwn(names: readonly string[], olds: Properties): boolean {
  return isKnown(olds) && names.every((name) => typeof olds[name] === "string");
}

// What the engine keeps always has members; a look-up by `get` brings nothing but the id.
function isLookup(props: Properties): boolean {
  return props["members"] === undefined;
}

function pick(members: HeldMembers, memberIds: readonly string[]): HeldMembers {
  return Object.fromEntries(
    memberIds.map((memberId) => [memberId, standingOf(members, memberId) ?? UNCONFIRMED]),
  );
}

function totalOf({ add, promote, demote, remove }: RosterPlan): number {
  return add.length + promote.length + demote.length + remove.length;
}

function otherMembersOf(others: RosterMembers): Properties {
  return Object.keys(others).length === 0 ? {} : { otherMembers: others };
}

function transferringOf(members: HeldMembers): Properties {
  return Object.keys(members).length === 0 ? {} : { transferring: members };
}

function stateOf({ members, transferring }: Outcome): Properties {
  return { members, ...transferringOf(transferring) };
}

function outputsOf(place: object, wanted: Roster, { transferring }: Outcome): Properties {
  return { ...propertiesOf(place, wanted), ...transferringOf(transferring) };
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
