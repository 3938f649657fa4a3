import { asChimeError, type ChimeError } from "../chime/chimeError";
import { forEachOf } from "../chime/forEachOf";
import type { NewMember } from "../chime/members";
import type { MembershipService } from "../chime/membershipService";
import type { ChimeSession } from "../chime/session";
import type { Snapshot } from "../chime/snapshots";
import type { Declarer, Ownership, Removal } from "../ownership/ownership";
import type { MembershipFamily } from "./families/membershipFamily";
import { MembershipActions } from "./membershipActions";
import { untilFound } from "./patience";
import type { Progress } from "./progress";
import type { RosterPlan, StandingChange } from "./rosterPlan";
import { Tally } from "./tally";

/** What could not be done for one member. */
export interface MemberFailure {
  action: "add" | "remove" | `change the ${string} of`;
  error: ChimeError;
}

/** What could not be done, by member id. */
export type MemberFailures = Map<string, MemberFailure>;

/** A plan that is being carried out. */
export interface RosterWork<Place> {
  readonly place: Place;
  readonly plan: RosterPlan;
  /** What could not be done so far. */
  readonly failures: MemberFailures;
  readonly tally: Tally;
}

/** Whether a member may be in the place in spite of a failure. Whose standing could not be changed was in it. */
export function mayBeIn({ action, error }: MemberFailure): boolean {
  return action !== "add" || error.mayHaveWritten;
}

/** What can be done about many memberships of one place at once. What fails for one holds nobody else up. */
export class RosterActions<Place extends object> {
  private readonly single: MembershipActions<Place>;

  public constructor(
    private readonly family: MembershipFamily<Place>,
    private readonly chime: ChimeSession,
    private readonly ownership: Ownership,
    private readonly progress: Progress,
  ) {
    this.single = new MembershipActions(family, chime);
  }

  /**
   * Who is in the place. Members who are expected and are not in the list are looked for again before that is
   * believed, because the list may lag behind a write; so is the place itself.
   */
  public async look(place: Place, expected: readonly string[]): Promise<Snapshot> {
    let latest = await this.memberships.snapshot(place);
    await untilFound(async (after) => {
      latest = await this.memberships.snapshot(place, after);
      const missing = expected.filter((memberId) => !latest.members.has(memberId));
      const complete = latest.placeExists && missing.length === 0;
      return { found: complete ? latest : undefined, missingSeconds: leastSeconds(latest, missing) };
    }, this.chime.settings.readConsistencySeconds);
    return latest;
  }

  /** Begins to carry a plan out. */
  public begin(place: Place, plan: RosterPlan): RosterWork<Place> {
    const tally = new Tally(this.family.form.inShort(place), plan, this.progress);
    return { place, plan, failures: new Map(), tally };
  }

  /** Adds those for whom there is room, and changes the standings of others. */
  public async addAndChange({ place, plan, failures, tally }: RosterWork<Place>): Promise<void> {
    await this.add(place, plan.add, failures, tally);
    await this.changeStandings(place, plan.promote, failures, tally);
    await this.changeStandings(place, plan.demote, failures, tally);
  }

  /**
   * Removes those whom a roster that goes on drops, and adds those for whom there is room then.
   *
   * @returns Those who were not removed because another resource declares them, and no entry has them yet.
   */
  public async removeAndAdd(work: RosterWork<Place>): Promise<string[]> {
    const { place, plan, failures, tally } = work;
    const desired: string[] = [];
    await this.removeEach(plan.remove, work, async (memberId) => {
      const removal = this.removalOf(place, memberId);
      const outcome = await this.ownership.removeFromRoster(
        this.family.form.format(place, memberId),
        removal,
      );
      if (outcome === "desired") desired.push(memberId);
    });
    await this.addWhereThereIsRoomNow(place, plan, failures, tally);
    tally.end();
    return desired;
  }

  /** Removes those whom a roster has that is deleted. */
  public async removeAll(
    place: Place,
    memberIds: readonly string[],
    declarer: Declarer,
  ): Promise<MemberFailures> {
    const work = this.begin(place, {
      add: [],
      promote: [],
      demote: [],
      remove: [...memberIds],
      transfer: [],
    });
    await this.removeEach(memberIds, work, (memberId) =>
      this.ownership.remove(
        this.family.form.format(place, memberId),
        this.removalOf(place, memberId),
        declarer,
      ),
    );
    work.tally.end();
    return work.failures;
  }

  private async removeEach(
    memberIds: readonly string[],
    { place, failures, tally }: RosterWork<Place>,
    remove: (memberId: string) => Promise<unknown>,
  ): Promise<void> {
    const isCaller = (memberId: string): boolean => this.family.form.isCaller(place, memberId);
    const one = async (memberId: string): Promise<void> => {
      await settle(failures, [memberId], "remove", () => remove(memberId));
      tally.removed(1);
    };
    await forEachOf(
      memberIds.filter((memberId) => !isCaller(memberId)),
      one,
    );
    // Once it is out itself, it may not be allowed any more to remove others.
    await forEachOf(memberIds.filter(isCaller), one);
  }

  private removalOf(place: Place, memberId: string): Removal {
    return {
      what: `remove member ${memberId} from ${this.family.form.inWords(place)}`,
      remove: () => this.single.remove(place, memberId),
      find: () => this.single.find(place, memberId),
    };
  }

  private async add(
    place: Place,
    members: readonly NewMember[],
    failures: MemberFailures,
    tally: Tally,
  ): Promise<void> {
    const existing = await this.createAll(place, members, failures, tally);
    await this.adopt(place, existing, failures, tally);
  }

  /** Creates those who are no members yet, and returns those who are. */
  private async createAll(
    place: Place,
    members: readonly NewMember[],
    failures: MemberFailures,
    tally: Tally,
  ): Promise<NewMember[]> {
    const existing: NewMember[] = [];
    await settle(failures, idsOf(members), "add", async () => {
      const refused = await this.memberships.createAll(place, members, (count) => {
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
    place: Place,
    members: readonly NewMember[],
    failures: MemberFailures,
    tally: Tally,
  ): Promise<void> {
    if (members.length === 0) return;
    await settle(failures, idsOf(members), this.changing, async () => {
      const snapshot = await this.look(place, idsOf(members));
      for (const { memberId } of members) failures.delete(memberId);
      await this.changeStandings(place, changesOf(members, snapshot), failures, tally);
    });
  }

  private async changeStandings(
    place: Place,
    changes: readonly StandingChange[],
    failures: MemberFailures,
    tally: Tally,
  ): Promise<void> {
    await forEachOf(changes, async ({ facts, ...member }) => {
      await settle(failures, [member.memberId], this.changing, () =>
        this.single.changeStanding(place, member, facts),
      );
      tally.changed(1);
    });
  }

  // A place at its limit has room for the new only when the old are out.
  private async addWhereThereIsRoomNow(
    place: Place,
    { add, remove }: RosterPlan,
    failures: MemberFailures,
    tally: Tally,
  ): Promise<void> {
    const waiting = add.filter(({ memberId }) => failures.get(memberId)?.error.kind === "limitExceeded");
    if (remove.length === 0 || waiting.length === 0) return;
    const ids = waiting.map(({ memberId }) => this.family.form.format(place, memberId));
    await settle(failures, idsOf(waiting), "add", () =>
      this.ownership.create(ids, () => this.add(place, waiting, failures, tally)),
    );
  }

  private get memberships(): MembershipService<Place> {
    return this.family.service(this.chime.service);
  }

  private get changing(): MemberFailure["action"] {
    return `change the ${this.family.form.standing} of`;
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
function changesOf(members: readonly NewMember[], snapshot: Snapshot): StandingChange[] {
  return members.flatMap((member) => {
    const found = snapshot.members.get(member.memberId);
    return found?.standing === member.standing ? [] : [{ ...member, facts: found?.facts ?? {} }];
  });
}

function idsOf(members: readonly NewMember[]): string[] {
  return members.map(({ memberId }) => memberId);
}

function leastSeconds(snapshot: Snapshot, memberIds: readonly string[]): number {
  if (memberIds.length === 0) return 0;
  return Math.min(...memberIds.map((memberId) => snapshot.secondsWithout(memberId)));
}
