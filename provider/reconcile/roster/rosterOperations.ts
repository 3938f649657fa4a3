import { asChimeError, type ChimeError } from "../../aws/errors/chimeError";
import { forEachConcurrently } from "../../aws/call/forEachConcurrently";
import type { NewMember } from "../../aws/memberships/members";
import type { MembershipApi } from "../../aws/memberships/membershipApi";
import type { ChimeSession } from "../../aws/session";
import type { Snapshot } from "../../aws/memberships/snapshots";
import type { ExpectedCreate, Ownership, Removal } from "../../ownership/ownership";
import type { MembershipDefinition } from "../definitions/membershipDefinition";
import { MembershipOperations } from "../membership/membershipOperations";
import { retryUntilFound } from "../retryUntilFound";
import type { Progress } from "../../reporting/progress";
import type { RosterPlan, RoleChange } from "./rosterPlan";
import { RosterProgress } from "./rosterProgress";

/** What could not be done for one member. */
export interface MemberFailure {
  action: "add" | "remove" | `change the ${string} of`;
  error: ChimeError;
}

/** What could not be done, by member id. */
export type MemberFailures = Map<string, MemberFailure>;

/** A plan that is being carried out. */
export interface RosterWork<Parent> {
  readonly parent: Parent;
  readonly plan: RosterPlan;
  /** What could not be done so far. */
  readonly failures: MemberFailures;
  readonly tally: RosterProgress;
}

/** Whether a member may be in the place in spite of a failure. Whose standing could not be changed was in it. */
export function mayBeIn({ action, error }: MemberFailure): boolean {
  return action !== "add" || error.outcomeUnknown;
}

/** What can be done about many memberships of one place at once. What fails for one holds nobody else up. */
export class RosterOperations<Parent extends object> {
  private readonly single: MembershipOperations<Parent>;

  public constructor(
    private readonly definition: MembershipDefinition<Parent>,
    private readonly chime: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Progress,
  ) {
    this.single = new MembershipOperations(definition, chime);
  }

  /**
   * Who is in the place. Members who are expected and are not in the list are looked for again before that is
   * believed, because the list may lag behind a write; so is the place itself.
   */
  public async observe(parent: Parent, expected: readonly string[]): Promise<Snapshot> {
    let latest = await this.memberships.snapshot(parent);
    await retryUntilFound(async (after) => {
      latest = await this.memberships.snapshot(parent, after);
      const missing = expected.filter((memberId) => !latest.members.has(memberId));
      const complete = latest.parentExists && missing.length === 0;
      return { found: complete ? latest : undefined, missingSeconds: leastSeconds(latest, missing) };
    }, this.chime.settings.readConsistencySeconds);
    return latest;
  }

  /** Begins to carry a plan out. */
  public begin(parent: Parent, plan: RosterPlan): RosterWork<Parent> {
    const tally = new RosterProgress(this.definition.schema.shortName(parent), plan, this.progress);
    return { parent, plan, failures: new Map(), tally };
  }

  /** Adds those for whom there is room, and changes the standings of others. */
  public async addAndChange({ parent, plan, failures, tally }: RosterWork<Parent>): Promise<void> {
    await this.add(parent, plan.add, failures, tally);
    await this.changeRoles(parent, plan.promote, failures, tally);
    await this.changeRoles(parent, plan.demote, failures, tally);
  }

  /**
   * Removes those whom a roster that goes on drops, and adds those for whom there is room then.
   *
   * @returns Those who were not removed because another resource declares them, and no entry has them yet.
   */
  public async removeAndAdd(work: RosterWork<Parent>): Promise<string[]> {
    const { parent, plan, failures, tally } = work;
    const desired: string[] = [];
    await this.removeEach(plan.remove, work, async (memberId) => {
      const removal = this.removalOf(parent, memberId);
      const outcome = await this.ownership.removeFromRoster(
        this.definition.schema.formatId(parent, memberId),
        removal,
      );
      if (outcome === "desired") desired.push(memberId);
    });
    await this.addWhereThereIsRoomNow(parent, plan, failures, tally);
    tally.end();
    return desired;
  }

  /**
   * Removes those whom a roster has that is deleted.
   *
   * @param replacement The create that follows, where the roster is being replaced.
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
    work.tally.end();
    return work.failures;
  }

  private async removeEach(
    memberIds: readonly string[],
    { parent, failures, tally }: RosterWork<Parent>,
    remove: (memberId: string) => Promise<unknown>,
  ): Promise<void> {
    const isCaller = (memberId: string): boolean => this.definition.schema.isBearer(parent, memberId);
    const one = async (memberId: string): Promise<void> => {
      await settle(failures, [memberId], "remove", () => remove(memberId));
      tally.removed(1);
    };
    await forEachConcurrently(
      memberIds.filter((memberId) => !isCaller(memberId)),
      one,
    );
    // Once it is out itself, it may not be allowed any more to remove others.
    await forEachConcurrently(memberIds.filter(isCaller), one);
  }

  private removalOf(parent: Parent, memberId: string): Removal {
    return {
      what: `remove member ${memberId} from ${this.definition.schema.describe(parent)}`,
      remove: () => this.single.remove(parent, memberId),
      find: () => this.single.find(parent, memberId),
    };
  }

  private async add(
    parent: Parent,
    members: readonly NewMember[],
    failures: MemberFailures,
    tally: RosterProgress,
  ): Promise<void> {
    const existing = await this.createAll(parent, members, failures, tally);
    await this.adopt(parent, existing, failures, tally);
  }

  /** Creates those who are no members yet, and returns those who are. */
  private async createAll(
    parent: Parent,
    members: readonly NewMember[],
    failures: MemberFailures,
    tally: RosterProgress,
  ): Promise<NewMember[]> {
    const existing: NewMember[] = [];
    await settle(failures, idsOf(members), "add", async () => {
      const refused = await this.memberships.createBatch(parent, members, (count) => {
        tally.added(count);
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

  // Who is a member already: by somebody else's hand, or by an attempt of ours whose answer was lost.
  private async adopt(
    parent: Parent,
    members: readonly NewMember[],
    failures: MemberFailures,
    tally: RosterProgress,
  ): Promise<void> {
    if (members.length === 0) return;
    await settle(failures, idsOf(members), this.changing, async () => {
      const snapshot = await this.observe(parent, idsOf(members));
      for (const { memberId } of members) failures.delete(memberId);
      await this.changeRoles(parent, changesOf(members, snapshot), failures, tally);
    });
  }

  private async changeRoles(
    parent: Parent,
    changes: readonly RoleChange[],
    failures: MemberFailures,
    tally: RosterProgress,
  ): Promise<void> {
    await forEachConcurrently(changes, async ({ facts, ...member }) => {
      await settle(failures, [member.memberId], this.changing, () =>
        this.single.changeRole(parent, member, facts),
      );
      tally.changed(1);
    });
  }

  // A place at its limit has room for the new only when the old are out.
  private async addWhereThereIsRoomNow(
    parent: Parent,
    { add, remove }: RosterPlan,
    failures: MemberFailures,
    tally: RosterProgress,
  ): Promise<void> {
    const waiting = add.filter(({ memberId }) => failures.get(memberId)?.error.kind === "limitExceeded");
    if (remove.length === 0 || waiting.length === 0) return;
    const ids = waiting.map(({ memberId }) => this.definition.schema.formatId(parent, memberId));
    await settle(failures, idsOf(waiting), "add", () =>
      this.ownership.create(ids, () => this.add(parent, waiting, failures, tally)),
    );
  }

  private get memberships(): MembershipApi<Parent> {
    return this.definition.api(this.chime.api);
  }

  private get changing(): MemberFailure["action"] {
    return `change the ${this.definition.schema.roleProperty} of`;
  }
}

async function settle(
  failures: MemberFailures,
  memberIds: readonly string[],
  action: MemberFailure["action"],
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const call = { operation: "roster", purpose: `${action} ${memberIds.join(", ")}` };
    const error = asChimeError(thrown, call);
    for (const memberId of memberIds) failures.set(memberId, { action, error });
  }
}

// Who is not in the list counts as having another standing: that is seen when it is changed.
function changesOf(members: readonly NewMember[], snapshot: Snapshot): RoleChange[] {
  return members.flatMap((member) => {
    const found = snapshot.members.get(member.memberId);
    return found?.role === member.role ? [] : [{ ...member, facts: found?.attributes ?? {} }];
  });
}

function idsOf(members: readonly NewMember[]): string[] {
  return members.map(({ memberId }) => memberId);
}

function leastSeconds(snapshot: Snapshot, memberIds: readonly string[]): number {
  if (memberIds.length === 0) return 0;
  return Math.min(...memberIds.map((memberId) => snapshot.secondsWithout(memberId)));
}
