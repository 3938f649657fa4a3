import { ChimeError, inDoubt, isChimeError, unknownOutcome } from "../chime/chimeError";
import { isOlder } from "../chime/clock";
import type { FoundMember, NewMember } from "../chime/members";
import type { MembershipService } from "../chime/membershipService";
import type { ChimeSession } from "../chime/session";
import type { Properties } from "../contract/properties";
import type { MembershipFamily } from "./families/membershipFamily";
import { untilFound, type Look } from "./patience";
import { removeOnce } from "./removal";

/** What can be done about one membership so that it ends as wanted, whatever state it is found in. */
export class MembershipActions<Place extends object> {
  public constructor(
    private readonly family: MembershipFamily<Place>,
    private readonly chime: ChimeSession,
  ) {}

  /** Makes somebody a member who is none; what an earlier attempt of the same call has made is recognised. */
  public async add(place: Place, member: NewMember): Promise<FoundMember> {
    const started = performance.now();
    try {
      return await this.memberships.create(place, member);
    } catch (error) {
      if (!isChimeError(error, "conflict") || !error.mayHaveWritten) throw error;
      const { own, other } = await this.findMade(place, member, started);
      if (own) return own;
      throw other ? error : unknownOutcome(error);
    }
  }

  /** Makes somebody a member, and gives who is one already the standing. */
  public async addOrAdopt(place: Place, member: NewMember): Promise<FoundMember> {
    try {
      return await this.add(place, member);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      return this.adopt(place, member, error);
    }
  }

  /**
   * Gives somebody who is a member already the standing.
   *
   * @param conflict What said so.
   */
  public async adopt(place: Place, member: NewMember, conflict: ChimeError): Promise<FoundMember> {
    const found = await this.find(place, member.memberId);
    if (!found) throw conflict;
    return this.withStanding(place, member, found);
  }

  /**
   * Brings a membership about whose create may have done its work, or not.
   *
   * @param started When that create began, by the clock of the service.
   * @param adopts Whether who was a member before it is adopted.
   */
  public async confirm(
    place: Place,
    member: NewMember,
    started: number,
    adopts: boolean,
  ): Promise<FoundMember> {
    try {
      return await this.add(place, member);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      const found = await this.find(place, member.memberId);
      if (!found || (this.wasThereBefore(found, started) && !adopts)) throw error;
      return this.withStanding(place, member, found);
    }
  }

  /**
   * Whether somebody was a member before a create that may have made them one.
   *
   * @param started When that began, by the clock of the service; undefined where there was none.
   */
  public wasThereBefore({ changedAt }: FoundMember, started: number | undefined): boolean {
    return started !== undefined && isOlder(changedAt, started);
  }

  /** When a create began that nobody answered whole, by the clock of the service: the earliest that it may be. */
  public async createStarted(place: Place, memberId: string, began: number): Promise<number> {
    // A read tells the time where no answer has.
    if (!this.memberships.isTimeKnown(place)) {
      await this.memberships.look(place, memberId).catch(() => undefined);
    }
    return this.memberships.serviceTime(place, began);
  }

  /**
   * Gives a member its standing, and makes who is none any more a member again.
   *
   * @param facts What is known of the member.
   */
  public async setStanding(place: Place, member: NewMember, facts: Properties): Promise<FoundMember> {
    const isFixed = this.family.form.isStandingFixed(facts);
    if (this.memberships.changeStanding === undefined || isFixed) return this.restore(place, member);
    try {
      return await this.memberships.changeStanding(place, member);
    } catch (error) {
      if (!isChimeError(error, "notFound")) throw error;
      return this.addAgain(place, member);
    }
  }

  /**
   * Gives a member another standing: in place, or where that cannot be, by taking it out and adding it.
   *
   * @param facts What is known of the member.
   */
  public async changeStanding(place: Place, member: NewMember, facts: Properties): Promise<FoundMember> {
    if (!this.family.form.isStandingFixed(facts)) return this.setStanding(place, member, facts);
    await this.remove(place, member.memberId);
    return this.addAgain(place, member);
  }

  /**
   * Finds a membership; undefined where there is none.
   *
   * A read may lag behind a write. Who is not found is looked for again before it is believed, because a membership
   * that leaves the state by mistake is one that nobody will ever revoke.
   */
  public async find(place: Place, memberId: string): Promise<FoundMember | undefined> {
    return untilFound(
      (after) => this.memberships.look(place, memberId, after),
      this.chime.settings.readConsistencySeconds,
    );
  }

  // A read that lags shows who was there before: that is somebody else's only when it stays so.
  private async findMade(
    place: Place,
    { memberId, standing }: NewMember,
    started: number,
  ): Promise<{ own?: FoundMember | undefined; other?: FoundMember | undefined }> {
    let other: FoundMember | undefined;
    const look = async (after: number): Promise<Look<FoundMember>> => {
      const { found, missingSeconds } = await this.memberships.look(place, memberId, after);
      const isOwn =
        found !== undefined &&
        !this.wasThereBefore(found, this.memberships.serviceTime(place, started)) &&
        found.standing === standing;
      other = isOwn ? undefined : found;
      return isOwn ? { found } : { found: undefined, ...(found ? {} : { missingSeconds }) };
    };
    const { readConsistencySeconds } = this.chime.settings;
    const own = await untilFound(look, readConsistencySeconds).catch(() => (other = undefined));
    return { own, other };
  }

  /** Takes a member out. One that Amazon Chime does not know is out already. */
  public remove(place: Place, memberId: string): Promise<void> {
    return removeOnce({
      remove: () => this.memberships.remove(place, memberId),
      find: () => this.find(place, memberId),
      doubtful: this.memberships.doubtfulRemovals,
    });
  }

  // Where a membership cannot be changed, it is seen that it is as it is to be.
  private async restore(place: Place, member: NewMember): Promise<FoundMember> {
    const found = await this.find(place, member.memberId);
    return found ? this.withStanding(place, member, found) : this.addAgain(place, member);
  }

  // Who was a member and is none any more does not have the old standing either, which an error would have people
  // believe.
  private async addAgain(place: Place, member: NewMember): Promise<FoundMember> {
    try {
      return await this.add(place, member);
    } catch (error) {
      throw error instanceof ChimeError ? inDoubt(error) : error;
    }
  }

  private async withStanding(place: Place, member: NewMember, found: FoundMember): Promise<FoundMember> {
    return found.standing === member.standing ? found : this.changeStanding(place, member, found.facts);
  }

  private get memberships(): MembershipService<Place> {
    return this.family.service(this.chime.service);
  }
}
