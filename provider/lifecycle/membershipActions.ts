import { ChimeError, inDoubt, isChimeError, unknownOutcome } from "../chime/chimeError";
import type { RoomMemberships } from "../chime/roomMemberships";
import type { FoundMembership } from "../chime/roomSnapshots";
import type { ChimeSession } from "../chime/session";
import type { MembershipKey } from "../contract/membershipId";
import type { MemberType, RoomMembershipInputs, RoomMembershipState } from "../contract/roomMembership";
import { untilFound } from "./patience";

/** How far the clocks of this machine and of Amazon Chime may differ, in seconds: the SDK corrects what is more. */
const CLOCK_TOLERANCE_SECONDS = 600;

/** What can be done about one membership so that it ends as wanted, whatever state it is found in. */
export class MembershipActions {
  public constructor(private readonly chime: ChimeSession) {}

  /** Makes somebody a member who is none; what an earlier attempt of the same call has made is recognised. */
  public async add(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    const started = Date.now();
    try {
      return await this.memberships.create(membership);
    } catch (error) {
      if (!isChimeError(error, "conflict") || !error.mayHaveWritten) throw error;
      const found = await this.find(membership).catch(() => undefined);
      if (!found) throw unknownOutcome(error);
      const newest = (Date.now() - started) / 1000 + CLOCK_TOLERANCE_SECONDS;
      if (found.state.role !== membership.role || found.ageSeconds > newest) throw error;
      return found.state;
    }
  }

  /** Makes somebody a member, and gives who is one already the role. */
  public async addOrAdopt(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    try {
      return await this.add(membership);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      const found = await this.find(membership);
      if (!found) throw error;
      const { role, memberType } = found.state;
      return role === membership.role ? found.state : await this.changeRole(membership, memberType);
    }
  }

  /** Gives a member another role, and makes who is none any more a member again. */
  public async setRole(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    try {
      return await this.memberships.updateRole(membership);
    } catch (error) {
      if (!isChimeError(error, "notFound")) throw error;
      return this.addAgain(membership);
    }
  }

  /** Gives a member of this type another role: in place, or where that cannot be, by taking it out and adding it. */
  public async changeRole(
    membership: RoomMembershipInputs,
    memberType: MemberType | undefined,
  ): Promise<RoomMembershipState> {
    if (canChangeRole(memberType)) return this.setRole(membership);
    await this.remove(membership);
    return this.addAgain(membership);
  }

  /**
   * Finds a membership; undefined where there is none.
   *
   * List may lag behind a write. Who is not found is looked for again before it is believed, because a membership
   * that leaves the state by mistake is one that nobody will ever revoke.
   */
  public async find(key: MembershipKey): Promise<FoundMembership | undefined> {
    return untilFound(async (after) => {
      const snapshot = await this.memberships.snapshot(key, after);
      return {
        found: snapshot.members.get(key.memberId),
        missingSeconds: snapshot.secondsWithout(key.memberId),
      };
    }, this.chime.settings.readConsistencySeconds);
  }

  /** Takes a member out. One that Amazon Chime does not know is out already. */
  public async remove(key: MembershipKey): Promise<void> {
    try {
      await this.memberships.remove(key);
    } catch (error) {
      if (!isChimeError(error, "notFound")) throw error;
    }
  }

  // Who was a member and is none any more does not have the old role either, which an error would have people believe.
  private async addAgain(membership: RoomMembershipInputs): Promise<RoomMembershipState> {
    try {
      return await this.add(membership);
    } catch (error) {
      throw error instanceof ChimeError ? inDoubt(error) : error;
    }
  }

  private get memberships(): RoomMemberships {
    return this.chime.service.roomMemberships;
  }
}

/**
 * Whether the role of a member of this type can be changed in place. "The member role can be updated only for user
 * IDs": https://docs.aws.amazon.com/chime/latest/APIReference/API_UpdateRoomMembership.html
 */
export function canChangeRole(memberType: unknown): boolean {
  return memberType === undefined || memberType === "User";
}
