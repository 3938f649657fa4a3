import { asChimeError, ChimeError, type CallDescription } from "../../aws/errors/chimeError";
import { refuseIfCancelled } from "../../aws/call/cancellation";
import { forEachConcurrently } from "../../aws/call/forEachConcurrently";
import type { NewMember } from "../../aws/memberships/members";
import type { RosterApi } from "../../aws/memberships/membershipApi";
import type { ChimeSession } from "../../aws/session";
import type { Snapshot } from "../../aws/memberships/snapshots";
import type { ExpectedCreate, Ownership, Removal, RemovalOutcome } from "../../ownership/ownership";
import type { RosterDefinition } from "../definitions/membershipDefinition";
import { MembershipOperations } from "../membership/membershipOperations";
import { warnIfBearer } from "../warnIfBearer";
import { retryUntilFound } from "../retryUntilFound";
import type { Progress } from "../../reporting/progress";
import type { RosterPlan, RoleChange } from "./rosterPlan";
import { RosterProgress } from "./rosterProgress";

/** Why a change failed for one member. */
export interface MemberFailure {
  action: "add" | "remove" | "confirm" | `change the ${string} of`;
  error: ChimeError;
}

/** The failed changes, by member id. */
export type MemberFailures = Map<string, MemberFailure>;

/** What became of the members that a plan removes. */
export interface RemovedMembers {
  readonly removed: string[];
  /** Not removed, because another resource declares them and does not own them yet. */
  readonly stillDesired: string[];
}

/** A plan that is being applied. */
export interface RosterWork<Parent> {
  readonly parent: Parent;
  readonly plan: RosterPlan;
  /** The failures so far. */
  readonly failures: MemberFailures;
  readonly progress: RosterProgress;
}

/** Whether a member may exist despite a failure. One whose role could not be changed or confirmed existed before. */
export function mayBeIn({ action, error }: MemberFailure): boolean {
  return action !== "add" || error.outcomeUnknown;
}

/** Operations on many memberships of one parent. A failure for one member does not stop the others. */
export class RosterOperations<Parent extends object> {
  private readonly single: MembershipOperations<Parent>;

  public constructor(
    private readonly definition: RosterDefinition<Parent>,
    private readonly session: ChimeSession,
    private readonly ownership: Ownership,
    private readonly reporting: Progress,
  ) {
    this.single = new MembershipOperations(definition, session);
  }

  /**
   * Reads who is in the parent. While an expected member or the parent itself is missing, it reads again for
   * `chime:readConsistencySeconds`, because a list may lag behind a write.
   */
  public async observe(parent: Parent, expected: readonly string[]): Promise<Snapshot> {
    let latest = await this.memberships.snapshot(parent);
    await retryUntilFound(async (after) => {
      latest = await this.memberships.snapshot(parent, after);
      const missing = expected.filter((memberId) => !latest.members.has(memberId));
      const complete = latest.parentExists && missing.length === 0;
      return { found: complete ? latest : undefined, missingSeconds: leastSeconds(latest, missing) };
    }, this.session.settings.readConsistencySeconds);
    return latest;
  }

  /** Starts to apply a plan. */
  public begin(parent: Parent, plan: RosterPlan): RosterWork<Parent> {
    const progress = new RosterProgress(this.definition.schema.shortName(parent), plan, this.reporting);
    return { parent, plan, failures: new Map(), progress };
  }

  /** Adds members, and changes roles. */
  public async addAndChange({ parent, plan, failures, progress }: RosterWork<Parent>): Promise<void> {
    await this.add(parent, plan.add, failures, progress);
    await this.changeRoles(parent, plan.promote, failures, progress);
    await this.changeRoles(parent, plan.demote, failures, progress);
  }

  /** Removes members, and adds those that did not fit before. The bearer, which does all of that, is removed last. */
  public async removeAndAdd(work: RosterWork<Parent>): Promise<RemovedMembers> {
    const { parent, plan } = work;
    const outcomes = new Map<string, RemovalOutcome>();
    const remove = async (memberId: string): Promise<void> => {
      const removal = this.removalOf(parent, memberId);
      const id = this.definition.schema.formatId(parent, memberId);
      outcomes.set(memberId, await this.ownership.removeFromRoster(id, removal));
    };
    await this.removeEach(plan.remove, work, remove, (others) => this.addAfterRemovals(others, work));
    work.progress.end();
    const membersWith = (outcome: RemovalOutcome): string[] =>
      plan.remove.filter((memberId) => outcomes.get(memberId) === outcome);
    return { removed: membersWith("removed"), stillDesired: membersWith("desired") };
  }

  /**
   * Removes the members of a roster that is deleted.
   *
   * @param replacement The create that follows, if the roster is replaced.
   */
  public async removeAll(
    parent: Parent,
    memberIds: readonly string[],
    replacement?: ExpectedCreate,
  ): Promise<MemberFailures> {
    const work = this.begin(parent, {
      add: [],
      promote: [],
      demote: [],
      remove: [...memberIds],
      transfer: [],
    });
    await this.removeEach(memberIds, work, (memberId) =>
      this.ownership.remove(
        this.definition.schema.formatId(parent, memberId),
        this.removalOf(parent, memberId),
        replacement,
      ),
    );
    work.progress.end();
    return work.failures;
  }

  // After its own removal, the bearer may no longer change anything. So it is removed last, if nothing failed.
  private async removeEach(
    memberIds: readonly string[],
    { parent, failures, progress }: RosterWork<Parent>,
    remove: (memberId: string) => Promise<unknown>,
    beforeBearer: (removed: readonly string[]) => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const isBearer = (memberId: string): boolean => this.definition.schema.isBearer(parent, memberId);
    const removeOne = async (memberId: string): Promise<void> => {
      await settle(failures, [memberId], "remove", (call) => {
        if (failures.size > 0 && isBearer(memberId)) throw bearerIsNeeded(call);
        return remove(memberId);
      });
      progress.removed(1);
    };
    const others = memberIds.filter((memberId) => !isBearer(memberId));
    await forEachConcurrently(others, removeOne);
    await beforeBearer(others);
    await forEachConcurrently(memberIds.filter(isBearer), removeOne);
  }

  private removalOf(parent: Parent, memberId: string): Removal {
    return {
      kind: "roster",
      what: `remove ${this.definition.schema.labels.member} ${memberId} from ${this.definition.schema.describe(parent)}`,
      remove: async () => {
        await this.single.remove(parent, memberId);
        const { schema } = this.definition;
        warnIfBearer({ schema, ownership: this.ownership, progress: this.reporting }, parent, memberId);
      },
      find: () => this.single.find(parent, memberId),
    };
  }

  private async add(
    parent: Parent,
    members: readonly NewMember[],
    failures: MemberFailures,
    progress: RosterProgress,
  ): Promise<void> {
    const existing = await this.createAll(parent, members, failures, progress);
    await this.adopt(parent, existing, failures, progress);
  }

  /** Creates memberships, and returns the members that exist already. */
  private async createAll(
    parent: Parent,
    members: readonly NewMember[],
    failures: MemberFailures,
    progress: RosterProgress,
  ): Promise<NewMember[]> {
    const existing: NewMember[] = [];
    await settle(failures, idsOf(members), "add", async () => {
      const refused = await this.memberships.createBatch(parent, members, (count) => {
        progress.added(count);
      });
      for (const member of members) {
        const error = refused.get(member.memberId);
        if (error?.kind === "conflict") existing.push(member);
        else if (error) failures.set(member.memberId, { action: "add", error });
        else failures.delete(member.memberId);
      }
    });
    return existing;
  }

  // The members exist because of another tool, or of an earlier attempt whose answer was lost.
  private async adopt(
    parent: Parent,
    members: readonly NewMember[],
    failures: MemberFailures,
    progress: RosterProgress,
  ): Promise<void> {
    if (members.length === 0) return;
    await settle(failures, idsOf(members), this.changing, async () => {
      const snapshot = await this.observe(parent, idsOf(members));
      for (const { memberId } of members) failures.delete(memberId);
      await this.changeRoles(parent, changesOf(members, snapshot), failures, progress);
    });
  }

  private async changeRoles(
    parent: Parent,
    changes: readonly RoleChange[],
    failures: MemberFailures,
    progress: RosterProgress,
  ): Promise<void> {
    await forEachConcurrently(changes, async ({ attributes, ...member }) => {
      await settle(failures, [member.memberId], this.changing, () =>
        this.single.changeRole(parent, member, attributes),
      );
      progress.changed(1);
    });
  }

  // A parent at its quota accepts new members only after old ones were removed.
  private async addAfterRemovals(
    removed: readonly string[],
    { parent, plan, failures, progress }: RosterWork<Parent>,
  ): Promise<void> {
    const waiting = plan.add.filter(({ memberId }) => failures.get(memberId)?.error.kind === "limitExceeded");
    if (removed.length === 0 || waiting.length === 0) return;
    const ids = waiting.map(({ memberId }) => this.definition.schema.formatId(parent, memberId));
    await settle(failures, idsOf(waiting), "add", () =>
      this.ownership.holdLocks(ids, () => this.add(parent, waiting, failures, progress)),
    );
  }

  private get memberships(): RosterApi<Parent> {
    return this.definition.api(this.session.api);
  }

  private get changing(): MemberFailure["action"] {
    const { role } = this.definition.schema;
    return role === undefined ? "confirm" : `change the ${role.property} of`;
  }
}

async function settle(
  failures: MemberFailures,
  memberIds: readonly string[],
  action: MemberFailure["action"],
  work: (call: CallDescription) => Promise<unknown>,
): Promise<void> {
  const call = { operation: "roster", purpose: `${action} ${memberIds.join(", ")}` };
  try {
    refuseIfCancelled(call);
    await work(call);
  } catch (thrown) {
    const error = asChimeError(thrown, call);
    for (const memberId of memberIds) failures.set(memberId, { action, error });
  }
}

// Otherwise the next deployment could not make the changes that failed.
function bearerIsNeeded(call: CallDescription): ChimeError {
  const reason = "this is the chimeBearer, which is removed only after all other changes have succeeded";
  return new ChimeError(call, { kind: "unknown", reason, advice: "" });
}

// A member that is not in the snapshot counts as having another role: the change then finds out.
function changesOf(members: readonly NewMember[], snapshot: Snapshot): RoleChange[] {
  return members.flatMap((member) => {
    const found = snapshot.members.get(member.memberId);
    return found?.role === member.role ? [] : [{ ...member, attributes: found?.attributes ?? {} }];
  });
}

function idsOf(members: readonly NewMember[]): string[] {
  return members.map(({ memberId }) => memberId);
}

function leastSeconds(snapshot: Snapshot, memberIds: readonly string[]): number {
  if (memberIds.length === 0) return 0;
  return Math.min(...memberIds.map((memberId) => snapshot.secondsWithout(memberId)));
}
