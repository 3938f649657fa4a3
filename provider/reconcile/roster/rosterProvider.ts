import { isDeepStrictEqual } from "node:util";

import type * as pulumi from "@pulumi/pulumi";

import { isChimeError } from "../../aws/errors/chimeError";
import type { Snapshot } from "../../aws/memberships/snapshots";
import type { ChimeSession } from "../../aws/session";
import type { Ownership } from "../../ownership/ownership";
import type { Progress } from "../../reporting/progress";
import { fromState } from "../../schema/fromState";
import type { RosterSchema } from "../../schema/membershipSchema";
import type { Properties } from "../../schema/properties";
import {
  knownMembers,
  normalizeRoster,
  RESOURCE_NAME,
  validateRoster,
} from "../../schema/rosters/rosterInputs";
import { withRolesById } from "../../schema/rosters/rosterShape";
import {
  isKnown,
  membersInState,
  roleOf,
  rosterOf,
  rosterOptions,
  transferringInState,
  type MemberRoles,
  type Roster,
} from "../../schema/rosters/rosterState";
import { isUnknown } from "../../schema/unknownValue";
import { UserError } from "../../schema/userError";
import type { CheckFailure } from "../../schema/validators";
import { contradictions } from "../contradictions";
import { ConfiguredProvider } from "../configuredProvider";
import type { RosterDefinition } from "../definitions/membershipDefinition";
import { refuseForeignAlias, refuseForeignState } from "../foreignId";
import { isFromNativeForm } from "../fromNativeForm";
import { PartialFailure } from "../partialFailure";
import type { RosterSubject } from "./memberNames";
import { applyRoster, type RosterOutcome } from "./applyRoster";
import { RosterAnnouncements } from "./rosterAnnouncements";
import { applyingTo, notReplacedYet, removingFrom, rosterError } from "./rosterError";
import { RosterOperations } from "./rosterOperations";
import { otherMembersOutput, rolesIn, rosterProperties, transferringOutput } from "./rosterOutputs";
import { RosterOwnership } from "./rosterOwnership";
import {
  declaredChanges,
  droppedMembers,
  removalOrder,
  unmanagedMembers,
  type DeclaredChanges,
  type PlanInput,
  type PriorRoster,
} from "./rosterPlan";

/** The resource provider of rosters: check, diff, create, read, update and delete for the members of one parent. */
export class RosterProvider<Parent extends object>
  extends ConfiguredProvider<RosterDefinition<Parent>>
  implements pulumi.dynamic.ResourceProvider<Properties, Properties>
{
  private readonly schema: RosterSchema<Parent>;
  private readonly operations: RosterOperations<Parent>;
  private readonly rosterOwnership: RosterOwnership<Parent>;
  private readonly announce: RosterAnnouncements;
  /** The rosters that are replaced to drop members: see {@link replacedToDrop}. */
  private readonly replacements: DroppingReplacement<Parent>[] = [];

  /**
   * @param definition The kind of membership.
   * @param session The settings and the API.
   * @param ownership Decides who may be removed, for all resources together.
   * @param progress Reports messages and progress.
   */
  public constructor(
    definition: RosterDefinition<Parent>,
    session: ChimeSession,
    private readonly ownership: Ownership,
    progress: Progress,
  ) {
    super(definition, session);
    this.schema = definition.schema;
    this.operations = new RosterOperations(definition, session, ownership, progress);
    this.rosterOwnership = new RosterOwnership(definition.schema, ownership);
    this.announce = new RosterAnnouncements(progress, {
      isDebug: () => session.settings.debug,
      deployment: () => ownership.deployment,
      mayBePreview: () =>
        ownership.deployment === "preview" || (!ownership.hasProgramLedger && ownership.wasChecked),
    });
  }

  /** Validates the inputs and the settings, and normalizes the members. */
  public async check(
    before: Properties,
    { [RESOURCE_NAME]: name, ...news }: Properties,
  ): Promise<pulumi.dynamic.CheckResult<Properties>> {
    this.ownership.check();
    const olds = this.stateIn(before);
    const full = this.withDefaults(news);
    this.ownership.bearers.add(full);
    const failures = [
      ...validateRoster(this.schema, full),
      ...this.definition.validateWithSettings(this.session, full),
      ...this.session.problems,
      ...(await this.session.validateCredentials()),
    ];
    if (failures.length > 0) return { inputs: news, failures };
    const inputs = normalizeRoster(this.schema, full);
    this.announce.name(this.subject(this.schema.parentOf(full)), name);
    if (!isKnown(inputs)) await this.announcePossibleRemovals(olds, full, inputs);
    else {
      await this.declare(olds, inputs);
      failures.push(...this.contradictionsIn(inputs));
    }
    return { inputs, failures };
  }

  /**
   * Another parent is a replacement. Everything else is an update, also the removals of an exclusive roster. Where no program writes
   * a ledger, a roster that drops members is replaced too: see {@link replacedToDrop}.
   */
  public async diff(id: string, before: Properties, news: Properties): Promise<pulumi.dynamic.DiffResult> {
    refuseForeignAlias(id, before, news);
    const olds = this.stateIn(before);
    const moved = this.schema.parentProperties.filter((property) => olds[property] !== news[property]);
    const replaces = moved.length > 0 ? moved : this.replacedToDrop(olds, news);
    const rest = ["members", "exclusive", "ignoreMembers", ...this.schema.bearerProperties];
    const differs = replaces.length > 0 || rest.some((name) => !isDeepStrictEqual(olds[name], news[name]));
    if (moved.length > 0) this.rosterOwnership.leave(this.idsInState(olds));
    const changes = isKnown(news)
      ? await this.needsUpdate(moved.length > 0 ? NO_PRIOR : priorIn(olds), news)
      : false;
    // The new roster adopts the members of the old one before that one is deleted.
    return {
      changes: differs || changes || isFromNativeForm(olds, news),
      replaces,
      deleteBeforeReplace: false,
    };
  }

  /** Adds all members, and adopts those that exist. */
  public async create(inputs: Properties): Promise<pulumi.dynamic.CreateResult<Properties>> {
    const { parent, desired } = this.desiredBy(inputs);
    const id = this.schema.formatParentId(parent);
    const replacements = this.replacementsIn(id);
    const { ignoreMembers = [] } = desired;
    // An exclusive roster would remove now whom old rosters remove at their end.
    const dropped = replacements.flatMap((replacement) => replacement.dropped);
    const withoutDropped = { ...desired, ignoreMembers: [...ignoreMembers, ...dropped] };
    const outcome = await this.apply(parent, withoutDropped, NO_PRIOR);
    const own = this.replacementsBy(id, desired);
    if (outcome.failures.size === 0) {
      for (const replacement of own) replacement.isAwaited = false;
      return { id, outs: outputsOf(parent, desired, outcome) };
    }
    const removedLater = (own[0]?.dropped ?? []).filter(
      (memberId) => this.rosterOwnership.elsewhere(parent, memberId) === undefined,
    );
    const error = this.applyError(parent, outcome, removedLater);
    if (Object.keys(outcome.members).length === 0) throw error;
    throw new PartialFailure(id, { ...inputs, ...stateOf(outcome) }, error);
  }

  /** Reads which members of the roster exist, inputs too, so that drift shows as a difference. */
  public async read(id: string, state: Properties = {}): Promise<pulumi.dynamic.ReadResult<Properties>> {
    const props = this.stateIn(state);
    if (!isLookup(props)) refuseForeignState(id, props);
    const parent = this.parentIn(id, props);
    const prior = isLookup(props) ? NO_PRIOR : priorIn(props);
    const { priorMembers, transferring } = prior;
    const expected = Object.keys({ ...transferring, ...priorMembers });
    const snapshot = await this.operations.observe(fromState(parent), expected);
    if (!snapshot.parentExists && isLookup(props)) throw this.missing(parent);
    if (!snapshot.parentExists) return {};
    const memberIds = isLookup(props) ? [...snapshot.members.keys()].sort() : Object.keys(priorMembers);
    const found = { members: rolesIn(snapshot, memberIds), ...rosterOptions(props) };
    const inputs = rosterProperties(parent, found);
    const others = unmanagedMembers(this.planInput(parent, found, prior, snapshot));
    const outputs = { ...inputs, ...transferringOutput(rolesIn(snapshot, Object.keys(transferring))) };
    return { id, inputs, props: { ...outputs, ...otherMembersOutput(rolesIn(snapshot, others)) } };
  }

  /** Adds, changes and removes the members that differ from the program. */
  public async update(
    id: string,
    before: Properties,
    news: Properties,
  ): Promise<pulumi.dynamic.UpdateResult<Properties>> {
    const olds = this.stateIn(before);
    const { parent, desired } = this.desiredBy(news);
    const inState = membersInState(olds);
    const priorMembers = this.rosterOwnership.stillManaged(parent, inState, desired);
    const prior = { priorMembers, transferring: transferringInState(olds) };
    const outcome = await this.apply(parent, desired, prior).catch((error: unknown) => {
      // Only this deployment knows that the others are gone.
      if (priorMembers === inState || !(error instanceof Error)) throw error;
      throw new PartialFailure(id, { ...olds, members: priorMembers }, error);
    });
    if (outcome.failures.size === 0) return { outs: outputsOf(parent, desired, outcome) };
    throw new PartialFailure(id, { ...news, ...stateOf(outcome) }, this.applyError(parent, outcome));
  }

  /** Removes the members of the roster, except those that another resource owns or another roster ignores. */
  public async delete(id: string, state: Properties): Promise<void> {
    const props = this.stateIn(state);
    refuseForeignState(id, props);
    const members = { ...transferringInState(props), ...membersInState(props) };
    this.refuseWhileReplaced(id, members);
    // The bearer in the state may have lost its rights, which is why the program has another one.
    const replacement = this.replacementsIn(id).find(({ dropped }) =>
      dropped.every((memberId) => roleOf(members, memberId) !== undefined),
    );
    const parent = replacement?.parent ?? this.parentIn(id, props);
    const ignored = new Set(this.rosterOwnership.ignoredElsewhere(parent, Object.keys(members)));
    const isLeft = (memberId: string): boolean => !this.rosterOwnership.isOwned(parent, memberId);
    this.announce.ignored(this.subject(parent), [...ignored].filter(isLeft));
    const remove = removalOrder(
      { schema: this.schema, parent },
      Object.keys(members).filter((memberId) => !ignored.has(memberId)),
      (memberId) => roleOf(members, memberId),
    );
    const create = this.rosterOwnership.replacementOf(parent, remove);
    const failures = await this.operations.removeAll(fromState(parent), remove, create);
    if (failures.size > 0) throw rosterError(removingFrom(this.subject(parent)), failures, remove.length);
  }

  /**
   * Pulumi deletes last, after it has checked every resource of the program. Without a ledger, an earlier removal could meet a member
   * whom a resource declares that is not checked yet, because it waits for another one. So the members that a roster drops are
   * removed with the old roster, after the new one has taken over the others.
   */
  private replacedToDrop(olds: Properties, news: Properties): string[] {
    const { hasProgramLedger, wasChecked } = this.ownership;
    if (hasProgramLedger || !wasChecked || !isKnown(news)) return [];
    const { parent, desired } = this.desiredBy(news);
    const dropped = droppedMembers({ desired, ...priorIn(olds) });
    const isKept = dropped.every((memberId) => this.rosterOwnership.elsewhere(parent, memberId) === "kept");
    if (isKept) return [];
    this.replacements.push({ parent, desired, dropped, isAwaited: false });
    return ["members"];
  }

  // If the create failed or was skipped, an entry of the state still has those whom the roster drops, and may keep the others.
  private refuseWhileReplaced(id: string, members: MemberRoles): void {
    const concerned = ({ desired, dropped }: DroppingReplacement<Parent>): string[] =>
      [...Object.keys(desired.members), ...dropped].filter((member) => roleOf(members, member) !== undefined);
    const awaited = this.replacementsIn(id).filter(({ isAwaited }) => isAwaited);
    const [one] = awaited.filter((replacement) => concerned(replacement).length > 0);
    if (one) throw notReplacedYet(this.subject(one.parent), concerned(one));
  }

  private replacementsIn(parentId: string): DroppingReplacement<Parent>[] {
    return this.replacements.filter(({ parent }) => this.schema.formatParentId(parent) === parentId);
  }

  private replacementsBy(parentId: string, { members }: Roster): DroppingReplacement<Parent>[] {
    return this.replacementsIn(parentId).filter(({ desired }) => isDeepStrictEqual(desired.members, members));
  }

  private contradictionsIn(inputs: Properties): CheckFailure[] {
    const { parent, desired } = this.desiredBy(inputs);
    const members = Object.keys(desired.members).map((memberId) => ({ property: "members", memberId }));
    return contradictions({ schema: this.schema, ownership: this.ownership }, parent, members);
  }

  private async declare(olds: Properties, inputs: Properties): Promise<void> {
    const { parent, desired } = this.desiredBy(inputs);
    if (isNewRoster(olds)) {
      this.rosterOwnership.declareNew(parent, desired);
      for (const replacement of this.replacementsBy(this.schema.formatParentId(parent), desired))
        replacement.isAwaited = true;
      if (Object.keys(desired.members).length === 0) this.announce.empty(this.subject(parent));
      // A new resource has no `diff`, so its preview reports the removals here.
      this.announce.removals(this.subject(parent), await this.unmanagedBeside(parent, desired, NO_PRIOR));
      return;
    }
    // Recorded before any removal, because `--replace` runs no `diff`.
    const isOwnState =
      isKnown(olds) && this.schema.parentProperties.every((name) => typeof olds[name] === "string");
    this.rosterOwnership.declareAgain(parent, desired, isOwnState ? this.idsInState(olds) : []);
  }

  // Reports whom the update removes or leaves alone, and returns whether the roster needs an update because of the service.
  private async needsUpdate(prior: PriorRoster, news: Properties): Promise<boolean> {
    const { parent, desired } = this.desiredBy(news);
    const { priorMembers, transferring } = prior;
    const roster = this.subject(parent);
    const inState = Object.keys(priorMembers);
    if (this.rosterOwnership.wereCreatedAgain(parent, inState)) await this.recordGone(parent, inState);
    const stillManaged = this.rosterOwnership.stillManaged(parent, priorMembers, desired);
    this.rosterOwnership.retain(parent, desired, stillManaged);
    const changes = (): DeclaredChanges =>
      declaredChanges(desired, { ...prior, priorMembers: stillManaged }, (memberId) =>
        this.rosterOwnership.elsewhere(parent, memberId),
      );
    const unmanaged = await this.unmanagedBeside(parent, desired, prior);
    this.announce.changes(roster, changes, this.schema.role?.property, unmanaged.length);
    this.announce.removals(roster, unmanaged);
    const undesired = this.rosterOwnership.undesired(parent, transferring);
    this.announce.transferredRemovals(roster, undesired);
    this.announce.ignored(roster, this.rosterOwnership.droppedAndIgnored(parent, desired, prior));
    return stillManaged !== priorMembers || unmanaged.length > 0 || undesired.length > 0;
  }

  private async recordGone(parent: Parent, memberIds: readonly string[]): Promise<void> {
    const { members } = await this.snapshot(fromState(parent));
    this.rosterOwnership.recordGone(
      parent,
      memberIds.filter((memberId) => !members.has(memberId)),
    );
  }

  // As long as one member id is unknown, it may be that of any member that the roster does not list.
  private async announcePossibleRemovals(
    olds: Properties,
    full: Properties,
    inputs: Properties,
  ): Promise<void> {
    if (this.schema.parentProperties.some((property) => isUnknown(full[property]))) return;
    const parent = this.schema.parentOf(full);
    const desired = { members: knownMembers(this.schema, full["members"]), ...rosterOptions(inputs) };
    const prior = isNewRoster(olds) || isUnknown(olds["members"]) ? NO_PRIOR : priorIn(olds);
    const dropped = droppedMembers({ desired, ...prior }).filter(
      (memberId) => this.rosterOwnership.elsewhere(parent, memberId) === undefined,
    );
    const mayBeExclusive = full["exclusive"] === true || isUnknown(full["exclusive"]);
    const others = mayBeExclusive
      ? await this.unmanagedBeside(parent, { ...desired, exclusive: true }, prior)
      : [];
    this.announce.possibleRemovals(this.subject(parent), [...dropped, ...others]);
  }

  private async apply(parent: Parent, desired: Roster, prior: PriorRoster): Promise<RosterOutcome> {
    const { ownership, rosterOwnership, operations } = this;
    const snapshot = (after?: number): Promise<Snapshot> => this.snapshot(parent, after);
    const planInput = (found: Snapshot): PlanInput<Parent> => this.planInput(parent, desired, prior, found);
    const tools = { ownership, rosterOwnership, operations, snapshot, planInput };
    const outcome = await applyRoster(tools, parent, desired, prior);
    const roster = this.subject(parent);
    this.announce.adoption(roster, rosterOwnership.notDeclaredBefore(parent, outcome.adopted));
    this.announce.removed(roster, outcome.removedUnmanaged);
    this.announce.transferredRemoved(roster, outcome.removedTransferring);
    return outcome;
  }

  private applyError(
    parent: Parent,
    { failures, total }: RosterOutcome,
    removedLater: readonly string[] = [],
  ): Error {
    return rosterError(applyingTo(this.subject(parent), removedLater), failures, total);
  }

  private async unmanagedBeside(parent: Parent, desired: Roster, prior: PriorRoster): Promise<string[]> {
    if (desired.exclusive !== true || Object.values(parent).some(isUnknown)) return [];
    const snapshot = await this.previewed(parent, this.snapshot(parent));
    return snapshot ? unmanagedMembers(this.planInput(parent, desired, prior, snapshot)) : [];
  }

  // The bearer may get its rights in the update, from a resource that the program declares too. So a preview does not fail.
  private async previewed(parent: Parent, reading: Promise<Snapshot>): Promise<Snapshot | undefined> {
    try {
      return await reading;
    } catch (error) {
      if (this.ownership.deployment !== "preview" || !isChimeError(error, "forbidden")) throw error;
      this.announce.unread(this.subject(parent), error.reason);
      return undefined;
    }
  }

  private planInput(
    parent: Parent,
    desired: Roster,
    prior: PriorRoster,
    snapshot: Snapshot,
  ): PlanInput<Parent> {
    const elsewhere: PlanInput<Parent>["elsewhere"] = (memberId) =>
      this.rosterOwnership.elsewhere(parent, memberId);
    return { schema: this.schema, parent, desired, ...prior, snapshot, elsewhere };
  }

  private snapshot(parent: Parent, after?: number): Promise<Snapshot> {
    return this.definition.api(this.session.api).snapshot(parent, after);
  }

  private idsInState(olds: Properties): string[] {
    const members = { ...transferringInState(olds), ...membersInState(olds) };
    return this.rosterOwnership.idsOf(this.schema.parentOf(olds), Object.keys(members));
  }

  private desiredBy(inputs: Properties): { parent: Parent; desired: Roster } {
    return { parent: this.schema.parentOf(inputs), desired: rosterOf(inputs) };
  }

  private parentIn(id: string, props: Properties): Parent {
    return this.schema.parentOf({ ...this.withDefaults(props), ...this.schema.parseParentId(id) });
  }

  // A state of the native form, which becomes one of the dynamic form, has a list of members.
  private stateIn(state: Properties): Properties {
    return withRolesById(this.schema, state);
  }

  private subject(parent: Parent): RosterSubject {
    return { parent: this.schema.describe(parent), noun: this.schema.labels.member };
  }

  private missing(parent: Parent): Error {
    const { labels } = this.schema;
    const message = `There is no ${this.schema.describe(parent)} in Amazon Chime: check ${labels.parentIdParts}.`;
    return new UserError(message, `A look-up found no ${labels.parent}`);
  }
}

/** A roster that is replaced to drop members, whom the delete of the old one removes. */
interface DroppingReplacement<Parent> {
  /** The parent, with the bearer of the new roster. */
  readonly parent: Parent;
  readonly desired: Roster;
  readonly dropped: readonly string[];
  /** Whether the new roster was checked, and is not created yet. */
  isAwaited: boolean;
}

const NOBODY: MemberRoles = {};
const NO_PRIOR: PriorRoster = { priorMembers: NOBODY, transferring: NOBODY };

function priorIn(state: Properties): PriorRoster {
  return { priorMembers: membersInState(state), transferring: transferringInState(state) };
}

// Not by the number of properties: the state of somebody's own provider, aliased to a roster, has others.
function isNewRoster(olds: Properties): boolean {
  return olds["members"] === undefined;
}

// A state always has members. A look-up by `get` has only the id.
function isLookup(props: Properties): boolean {
  return props["members"] === undefined;
}

function stateOf({ members, transferring }: RosterOutcome): Properties {
  return { members, ...transferringOutput(transferring) };
}

function outputsOf(parent: object, desired: Roster, { transferring }: RosterOutcome): Properties {
  return { ...rosterProperties(parent, desired), ...transferringOutput(transferring) };
}
