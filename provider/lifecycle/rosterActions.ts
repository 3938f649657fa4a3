import type { NewMember } from "../chime/batchCreate";
import { asChimeError, type ChimeError } from "../chime/chimeError";
import { forEachOf } from "../chime/forEachOf";
import type { RoomMemberships } from "../chime/roomMemberships";
import type { RoomSnapshot } from "../chime/roomSnapshots";
import type { ChimeSession } from "../chime/session";
import { formatMembershipId } from "../contract/membershipId";
import type { RoomKey } from "../contract/roomId";
import type { Claims } from "./claims";
import { MembershipActions } from "./membershipActions";
import { untilFound } from "./patience";
import type { Progress } from "./progress";
import type { RoleChange, RosterPlan } from "./rosterPlan";
import { Tally } from "./tally";

/** What could not be done for one member. */
export interface MemberFailure {
  action: "add" | "change the role of" | "remove";
  error: ChimeError;
}

/** What could not be done, by member id. */
export type MemberFailures = Map<string, MemberFailure>;

/** What can be done about many memberships of one room at once. What fails for one holds nobody else up. */
export class RosterActions {
  private readonly single: MembershipActions;

  public constructor(
    private readonly chime: ChimeSession,
    private readonly claims: Claims,
    private readonly progress: Progress,
  ) {
    this.single = new MembershipActions(chime);
  }

  /**
   * Who is in the room. Members who are expected and are not in the list are looked for again before that is
   * believed, because the list may lag behind a write; so is the room itself.
   */
  public async look(room: RoomKey, expected: readonly string[]): Promise<RoomSnapshot> {
    let latest = await this.memberships.snapshot(room);
    await untilFound(async (after) => {
      latest = await this.memberships.snapshot(room, after);
      const missing = expected.filter((memberId) => !latest.members.has(memberId));
      const complete = latest.roomExists && missing.length === 0;
      return { found: complete ? latest : undefined, missingSeconds: leastSeconds(latest, missing) };
    }, this.chime.settings.readConsistencySeconds);
    return latest;
  }

  /** Carries a plan out as far as it goes. */
  public async carryOut(room: RoomKey, plan: RosterPlan): Promise<MemberFailures> {
    const failures: MemberFailures = new Map();
    const tally = new Tally(room, plan, this.progress);
    await this.add(room, plan.add, failures, tally);
    await this.changeRoles(room, plan.promote, failures, tally);
    await this.changeRoles(room, plan.demote, failures, tally);
    await this.remove(room, plan.remove, failures, tally);
    await this.addWhereThereIsRoomNow(room, plan, failures, tally);
    tally.end();
    return failures;
  }

  /** Takes people out. */
  public async remove(
    room: RoomKey,
    memberIds: readonly string[],
    failures: MemberFailures,
    tally: Tally,
  ): Promise<void> {
    await forEachOf(memberIds, async (memberId) => {
      const key = { ...room, memberId };
      const remove = (): Promise<void> => this.single.remove(key);
      await settle(failures, [memberId], "remove", () =>
        this.claims.release(formatMembershipId(key), remove),
      );
      tally.removed(1);
    });
  }

  private async add(
    room: RoomKey,
    members: readonly NewMember[],
    failures: MemberFailures,
    tally: Tally,
  ): Promise<void> {
    const existing: NewMember[] = [];
    await settle(failures, idsOf(members), "add", async () => {
      const refused = await this.memberships.createAll(room, members, (count) => {
        tally.added(count);
      });
      for (const member of members) {
        const error = refused.get(member.memberId);
        if (error?.kind === "conflict") existing.push(member);
        else if (error) failures.set(member.memberId, { action: "add", error });
        else failures.delete(member.memberId);
      }
    });
    await this.adopt(room, existing, failures, tally);
  }

  // Who is a member already: by somebody else's hand, or by an attempt of ours whose answer was lost.
  private async adopt(
    room: RoomKey,
    members: readonly NewMember[],
    failures: MemberFailures,
    tally: Tally,
  ): Promise<void> {
    if (members.length === 0) return;
    await settle(failures, idsOf(members), "change the role of", async () => {
      const snapshot = await this.look(room, idsOf(members));
      const changes = members.flatMap((member): RoleChange[] => {
        const found = snapshot.members.get(member.memberId)?.state;
        return found?.role === member.role ? [] : [{ ...member, memberType: found?.memberType }];
      });
      for (const { memberId } of members) failures.delete(memberId);
      await this.changeRoles(room, changes, failures, tally);
    });
  }

  private async changeRoles(
    room: RoomKey,
    changes: readonly RoleChange[],
    failures: MemberFailures,
    tally: Tally,
  ): Promise<void> {
    await forEachOf(changes, async ({ memberId, role, memberType }) => {
      const membership = { ...room, memberId, role };
      await settle(failures, [memberId], "change the role of", () =>
        this.single.changeRole(membership, memberType),
      );
      tally.changed(1);
    });
  }

  // A room at its limit has room for the new only when the old are out.
  private async addWhereThereIsRoomNow(
    room: RoomKey,
    { add, remove }: RosterPlan,
    failures: MemberFailures,
    tally: Tally,
  ): Promise<void> {
    const waiting = add.filter(({ memberId }) => failures.get(memberId)?.error.kind === "limitExceeded");
    if (remove.length > 0) await this.add(room, waiting, failures, tally);
  }

  private get memberships(): RoomMemberships {
    return this.chime.service.roomMemberships;
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

function idsOf(members: readonly NewMember[]): string[] {
  return members.map(({ memberId }) => memberId);
}

function leastSeconds(snapshot: RoomSnapshot, memberIds: readonly string[]): number {
  if (memberIds.length === 0) return 0;
  return Math.min(...memberIds.map((memberId) => snapshot.secondsWithout(memberId)));
}
