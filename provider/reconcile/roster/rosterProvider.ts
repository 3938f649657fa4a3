import { isDeepStrictEqual } from "node:util";

import type * as pulumi from "@pulumi/pulumi";

import type { ChimeSession } from "../../aws/session";
import type { Snapshot } from "../../aws/memberships/snapshots";
import type { MembershipSchema } from "../../schema/membershipSchema";
import { fromState } from "../../schema/fromState";
import { UserError } from "../../schema/userError";
import { isUnknown } from "../../schema/unknownValue";
import type { Properties } from "../../schema/properties";
import {
  rosterOptions,
  membersInState,
  isKnown,
  rosterOf,
  roleOf,
  transferringInState,
  OUTCOME_UNKNOWN,
  type MemberRoles,
  type Roster,
  type RosterMembers,
} from "../../schema/rosters/rosterState";
import { normalizeRoster, knownMembers, validateRoster } from "../../schema/rosters/rosterInputs";
import type { Ownership } from "../../ownership/ownership";
import { ConfiguredProvider } from "../configuredProvider";
import type { MembershipDefinition } from "../definitions/membershipDefinition";
import { refuseForeignAlias, refuseForeignState } from "../foreignId";
import { PartialFailure } from "../partialFailure";
import type { Progress } from "../../reporting/progress";
import { RosterOperations, type MemberFailures } from "./rosterOperations";
import { membersAfterApply } from "./rosterResult";
import {
  droppedMembers,
  removalOrder,
  planRoster,
  unmanagedMembers,
  type Elsewhere,
  type PlanInput,
  type RosterPlan,
} from "./rosterPlan";
import {
  adoptionOf,
  applyingTo,
  namesOfRemovals,
  possibleRemovalsOf,
  removalsOf,
  removalsOfTransferred,
  rosterError,
  removingFrom,
} from "./rosterMessages";

/** What happens to the members of a place that are one resource, as its program, its place and its service change. */
export class RosterProvider<Parent extends object>
  extends ConfiguredProvider<MembershipDefinition<Parent>>
  implements pulumi.dynamic.ResourceProvider<Properties, Properties>
{
  private readonly schema: MembershipSchema<Parent>;
  private readonly operations: RosterOperations<Parent>;
  /** What has been said of removals, so that a replacement, which is checked twice, does not say it twice. */
  private readonly announced = new Set<string>();

  /**
   * @param definition Whose memberships.
   * @param chime The service, and the settings.
   * @param ownership Who may be removed in this deployment: shared by all resources.
   * @param progress Where long work says how far it is.
   */
  public constructor(
    definition: MembershipDefinition<Parent>,
    chime: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Progress,
  ) {
    super(definition, chime);
    this.schema = definition.schema;
    this.operations = new RosterOperations(definition, chime, ownership, progress);
  }

  /** Finds all that is wrong with the inputs and the settings, and brings the members into their one form. */
  public async check(olds: Properties, news: Properties): Promise<pulumi.dynamic.CheckResult<Properties>> {
    this.ownership.check();
    const full = this.withDefaults(news);
    const failures = [
      ...validateRoster(this.schema, full),
      ...this.definition.validateWithSettings(this.chime, full),
      ...this.chime.problems,
    ];
    if (failures.length > 0) return { inputs: news, failures };
    const inputs = normalizeRoster(this.schema, full);
    if (!isKnown(inputs)) await this.announcePossibleRemovals(olds, full, inputs);
    else this.declare(olds, inputs);
    // A new resource has no `diff`: this is where its preview can say who would have to go.
    if (isNew(olds) && isKnown(inputs))
      this.announceRemovals(inputs, await this.unmanagedBeside(NO_PRIOR, inputs));
    return { inputs, failures };
  }

  /** Another place is another roster; everything else is an update, which an exclusive one may need by itself. */
  public async diff(id: string, olds: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    refuseForeignAlias(id, olds, news);
    const replaces = this.schema.parentProperties.filter((property) => olds[property] !== news[property]);
    const rest = ["members", "exclusive", "ignoreMembers", ...this.schema.bearerProperties];
    const differs = [...replaces, ...rest].some((name) => !isDeepStrictEqual(olds[name], news[name]));
    if (replaces.length > 0) this.ownership.leave(this.idsBefore(olds));
    // The new roster adopts whom the old one has, and the old one lets go of them.
    if (!isKnown(news)) return { changes: differs, replaces, deleteBeforeReplace: false };
    const prior =
      replaces.length > 0
        ? NO_PRIOR
        : { priorMembers: membersInState(olds), transferring: transferringInState(olds) };
    const { priorMembers } = prior;
    const { parent, desired } = this.desiredBy(news);
    const stillHeld = this.stillHeld(parent, priorMembers, desired);
    this.retain(parent, desired, stillHeld);
    const others = await this.unmanagedBeside(prior, news);
    this.announceRemovals(news, others);
    const undesired = await this.undesired(parent, prior.transferring);
    const labels = this.schema.describe(parent);
    this.announce(labels, undesired, removalsOfTransferred(labels, undesired));
    const changes = differs || stillHeld !== priorMembers || others.length > 0 || undesired.length > 0;
    return { changes, replaces, deleteBeforeReplace: false };
  }

  /** Makes all of them members, and adopts those who are it already. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const { parent, desired } = this.desiredBy(inputs);
    const id = this.schema.formatParentId(parent);
    const outcome = await this.apply(parent, desired, NO_PRIOR);
    if (outcome.failures.size === 0) return { id, outs: outputsOf(parent, desired, outcome) };
    const error = rosterError(applyingTo(this.schema.describe(parent)), outcome.failures, outcome.total);
    if (Object.keys(outcome.members).length === 0) throw error;
    throw new PartialFailure(id, { ...inputs, ...stateOf(outcome) }, error);
  }

  /** Reads who of the roster is in the place, inputs too, so that what was changed by hand shows as a difference. */
  public async read(id: string, props: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    if (!isLookup(props)) refuseForeignState(id, props);
    const parent = this.placeOf(id, props);
    const priorMembers = isLookup(props) ? NOBODY : membersInState(props);
    const transferring = transferringInState(props);
    const snapshot = await this.operations.observe(
      fromState(parent),
      Object.keys({ ...transferring, ...priorMembers }),
    );
    if (!snapshot.parentExists && isLookup(props)) throw this.missing(parent);
    if (!snapshot.parentExists) return {};
    const memberIds = isLookup(props) ? [...snapshot.members.keys()].sort() : Object.keys(priorMembers);
    const found = { members: standingsIn(snapshot, memberIds), ...rosterOptions(props) };
    const inputs = propertiesOf(parent, found);
    const others = unmanagedMembers(this.factsOf(parent, found, { priorMembers, transferring }, snapshot));
    const outputs = { ...inputs, ...transferringOf(standingsIn(snapshot, Object.keys(transferring))) };
    return { id, inputs, props: { ...outputs, ...otherMembersOf(standingsIn(snapshot, others)) } };
  }

  /** Adds, changes and removes those who differ in the program, and nobody else. */
  public async update(
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const { parent, desired } = this.desiredBy(news);
    const priorMembers = this.stillHeld(parent, membersInState(olds), desired);
    const outcome = await this.apply(parent, desired, {
      priorMembers,
      transferring: transferringInState(olds),
    });
    if (outcome.failures.size === 0) return { outs: outputsOf(parent, desired, outcome) };
    const error = rosterError(applyingTo(this.schema.describe(parent)), outcome.failures, outcome.total);
    throw new PartialFailure(id, { ...news, ...stateOf(outcome) }, error);
  }

  /** Removes those whom the roster manages, but for whom another resource has, or a roster of the program ignores. */
  public async delete(id: string, props: Properties): Promise<void> {
    refuseForeignState(id, props);
    const parent = this.placeOf(id, props);
    const members = { ...transferringInState(props), ...membersInState(props) };
    const facts = { schema: this.schema, parent };
    const remove = removalOrder(
      facts,
      Object.keys(members).filter(
        (memberId) => !this.ownership.isIgnored(this.schema.formatId(parent, memberId)),
      ),
      (memberId) => roleOf(members, memberId),
    );
    const replacement = this.ownership.replacementOf(this.idsOf(parent, remove), ROSTERS);
    const failures = await this.operations.removeAll(fromState(parent), remove, replacement);
    if (failures.size > 0)
      throw rosterError(removingFrom(this.schema.describe(parent)), failures, remove.length);
  }

  // Who was created in this deployment is to be added, though the state has somebody of the same id, and so is who was
  // removed from the place in it. Who has left the program too is removed as anybody else: nobody is believed to be out
  // without being asked about.
  private stillHeld(parent: Parent, priorMembers: MemberRoles, { members }: Roster): MemberRoles {
    const isToBeAdded = (memberId: string): boolean =>
      Object.hasOwn(members, memberId) &&
      (this.ownership.wasCreated(memberId) ||
        this.ownership.wasRemoved(this.schema.formatId(parent, memberId)));
    if (!Object.keys(priorMembers).some(isToBeAdded)) return priorMembers;
    return Object.fromEntries(Object.entries(priorMembers).filter(([memberId]) => !isToBeAdded(memberId)));
  }

  private async apply(parent: Parent, desired: Roster, prior: Prior): Promise<Outcome> {
    const listed = Object.keys(desired.members);
    const ids = this.idsOf(parent, listed);
    // What was read before another process removed somebody, or deleted a user, does not count.
    const isStale =
      listed.some((memberId) => this.ownership.wasCreated(memberId)) ||
      ids.some((id) => this.ownership.wasRemoved(id));
    const { work, snapshot } = await this.ownership.create(ids, async () => {
      const found = await this.snapshot(parent, isStale ? performance.now() : undefined);
      const plan = planRoster(this.factsOf(parent, desired, prior, found));
      const begun = this.operations.begin(parent, plan);
      await this.operations.addAndChange(begun);
      return { work: begun, snapshot: found };
    });
    const { plan, failures } = work;
    const membersAfter = (): MemberRoles =>
      membersAfterApply({ priorMembers: prior.priorMembers, desired: desired.members, snapshot, failures });
    // Before anybody is removed: another resource may be about to let go of them.
    this.ownership.own(this.idsOf(parent, Object.keys(membersAfter())));
    this.announceAdoption(parent, desired, prior, snapshot, failures);
    if (plan.remove.length > 0) await this.ownership.untilIdsAreKnown();
    const stillDesired = await this.operations.removeAndAdd(work);
    const wereMine = { ...prior.transferring, ...prior.priorMembers };
    const kept = [...plan.transfer, ...stillDesired].filter((memberId) => Object.hasOwn(wereMine, memberId));
    const failed = Object.keys(prior.transferring).filter(
      (memberId) => failures.get(memberId)?.action === "remove",
    );
    const members = membersAfter();
    this.ownership.own(
      this.idsOf(
        parent,
        Object.keys(members).filter((memberId) => Object.hasOwn(desired.members, memberId)),
      ),
    );
    return {
      members,
      transferring: pick(wereMine, [...kept, ...failed]),
      failures,
      total: totalOf(plan),
    };
  }

  private factsOf(parent: Parent, desired: Roster, prior: Prior, snapshot: Snapshot): PlanInput<Parent> {
    const elsewhere = (memberId: string): Elsewhere => this.elsewhere(parent, memberId);
    return { schema: this.schema, parent, desired, ...prior, snapshot, elsewhere };
  }

  private elsewhere(parent: Parent, memberId: string): Elsewhere {
    const fate = this.ownership.fateInRoster(this.schema.formatId(parent, memberId));
    if (fate === "removed") return undefined;
    return fate === "desired" ? "desired" : "kept";
  }

  private declare(olds: Properties, inputs: Properties): void {
    const { parent, desired } = this.desiredBy(inputs);
    const ids = this.idsOf(parent, Object.keys(desired.members));
    if (isNew(olds)) this.ownership.expectCreate(ids, ROSTERS);
    // Known before any removal, also where the engine replaces without asking for the difference.
    else
      this.ownership.declareAgain(isOwn(this.schema.parentProperties, olds) ? this.idsBefore(olds) : [], ids);
    this.ownership.ignore(this.idsOf(parent, desired.ignoreMembers ?? []));
  }

  private idsBefore(olds: Properties): string[] {
    return this.idsOf(
      this.schema.parentOf(olds),
      Object.keys({ ...transferringInState(olds), ...membersInState(olds) }),
    );
  }

  private retain(parent: Parent, desired: Roster, priorMembers: MemberRoles): void {
    const kept = Object.keys(desired.members).filter(
      (memberId) => roleOf(priorMembers, memberId) !== undefined,
    );
    this.ownership.retain(this.idsOf(parent, kept));
  }

  // Those whom the roster keeps for another resource, and whom none declares any more. A refresh asks for the difference too,
  // and there nobody can tell.
  private async undesired(parent: Parent, transferring: MemberRoles): Promise<string[]> {
    if (!this.ownership.wasChecked) return [];
    const isUndesired = (memberId: string): boolean => this.elsewhere(parent, memberId) === undefined;
    const memberIds = Object.keys(transferring);
    if (!memberIds.some(isUndesired)) return [];
    await this.ownership.untilIdsAreKnown();
    return memberIds.filter(isUndesired);
  }

  private async unmanagedBeside(prior: Prior, news: Properties): Promise<string[]> {
    const { parent, desired } = this.desiredBy(news);
    if (desired.exclusive !== true) return [];
    return unmanagedMembers(this.factsOf(parent, desired, prior, await this.snapshot(parent)));
  }

  private announceRemovals(news: Properties, memberIds: readonly string[]): void {
    const parent = this.schema.describe(this.schema.parentOf(news));
    this.announce(parent, memberIds, removalsOf(parent, memberIds));
  }

  // While one id is not known, anybody of those whom the roster does not list may be the one.
  private async announcePossibleRemovals(
    olds: Properties,
    full: Properties,
    inputs: Properties,
  ): Promise<void> {
    if (this.schema.parentProperties.some((property) => isUnknown(full[property]))) return;
    const parent = this.schema.parentOf(full);
    const desired = { members: knownMembers(this.schema, full["members"]), ...rosterOptions(inputs) };
    const priorMembers = isNew(olds) || isUnknown(olds["members"]) ? NOBODY : membersInState(olds);
    const prior = { priorMembers, transferring: isNew(olds) ? NOBODY : transferringInState(olds) };
    const dropped = droppedMembers({ desired, ...prior }).filter(
      (memberId) => this.elsewhere(parent, memberId) === undefined,
    );
    const others =
      full["exclusive"] === true || isUnknown(full["exclusive"])
        ? unmanagedMembers(
            this.factsOf(parent, { ...desired, exclusive: true }, prior, await this.snapshot(parent)),
          )
        : [];
    const labels = this.schema.describe(parent);
    this.announce(labels, [...dropped, ...others], possibleRemovalsOf(labels, [...dropped, ...others]));
  }

  private announce(parent: string, memberIds: readonly string[], text: string): void {
    if (memberIds.length === 0 || this.announced.has(text)) return;
    this.announced.add(text);
    this.progress.say(text);
    if (!this.chime.settings.debug) return;
    for (const names of namesOfRemovals(parent, memberIds)) this.progress.say(names);
  }

  private announceAdoption(
    parent: Parent,
    desired: Roster,
    { priorMembers, transferring }: Prior,
    snapshot: Snapshot,
    failures: MemberFailures,
  ): void {
    const adopted = Object.keys(desired.members).filter(
      (memberId) =>
        snapshot.members.has(memberId) &&
        roleOf(priorMembers, memberId) === undefined &&
        roleOf(transferring, memberId) === undefined &&
        !failures.has(memberId),
    );
    if (adopted.length > 0) this.progress.say(adoptionOf(this.schema.describe(parent), adopted));
  }

  private snapshot(parent: Parent, after?: number): Promise<Snapshot> {
    return this.definition.api(this.chime.api).snapshot(parent, after);
  }

  private idsOf(parent: Parent, memberIds: readonly string[]): string[] {
    return memberIds.map((memberId) => this.schema.formatId(parent, memberId));
  }

  private desiredBy(inputs: Properties): { parent: Parent; desired: Roster } {
    return { parent: this.schema.parentOf(inputs), desired: rosterOf(inputs) };
  }

  private placeOf(id: string, props: Properties): Parent {
    return this.schema.parentOf({ ...this.withDefaults(props), ...this.schema.parseParentId(id) });
  }

  private missing(parent: Parent): Error {
    const { labels } = this.schema;
    const message = `There is no ${this.schema.describe(parent)} in Amazon Chime: check ${labels.parentIdParts}.`;
    return new UserError(message, `A look-up found no ${labels.parent}`);
  }
}

/** Whom a roster had before: as its members, and until another entry has them. */
interface Prior {
  priorMembers: MemberRoles;
  transferring: MemberRoles;
}

interface Outcome {
  members: MemberRoles;
  transferring: MemberRoles;
  failures: MemberFailures;
  total: number;
}

const NOBODY: MemberRoles = {};
const NO_PRIOR: Prior = { priorMembers: NOBODY, transferring: NOBODY };

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

function pick(members: MemberRoles, memberIds: readonly string[]): MemberRoles {
  return Object.fromEntries(
    memberIds.map((memberId) => [memberId, roleOf(members, memberId) ?? OUTCOME_UNKNOWN]),
  );
}

function totalOf({ add, promote, demote, remove }: RosterPlan): number {
  return add.length + promote.length + demote.length + remove.length;
}

function otherMembersOf(others: RosterMembers): Properties {
  return Object.keys(others).length === 0 ? {} : { otherMembers: others };
}

function transferringOf(members: MemberRoles): Properties {
  return Object.keys(members).length === 0 ? {} : { transferring: members };
}

function stateOf({ members, transferring }: Outcome): Properties {
  return { members, ...transferringOf(transferring) };
}

function outputsOf(parent: object, desired: Roster, { transferring }: Outcome): Properties {
  return { ...propertiesOf(parent, desired), ...transferringOf(transferring) };
}

function propertiesOf(parent: object, { members, exclusive, ignoreMembers }: Roster): Properties {
  return { ...parent, members, ...rosterOptions({ exclusive, ignoreMembers }) };
}

function standingsIn(snapshot: Snapshot, memberIds: readonly string[]): RosterMembers {
  return Object.fromEntries(
    memberIds.flatMap((memberId) => {
      const found = snapshot.members.get(memberId);
      return found ? [[memberId, found.role]] : [];
    }),
  );
}
