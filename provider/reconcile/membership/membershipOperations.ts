import { ChimeError, isChimeError } from "../../aws/errors/chimeError";
import { isOlder } from "../../aws/client/serviceClock";
import type { FoundMember, NewMember } from "../../aws/memberships/members";
import type { MembershipApi } from "../../aws/memberships/membershipApi";
import type { ChimeSession } from "../../aws/session";
import type { Properties } from "../../schema/properties";
import type { MembershipDefinition } from "../definitions/membershipDefinition";
import { retryUntilFound, type Observation } from "../retryUntilFound";
import { removeIfPresent } from "../removeIfPresent";

/** What can be done about one membership so that it ends as wanted, whatever state it is found in. */
export class MembershipOperations<Parent extends object> {
  public constructor(
    private readonly definition: MembershipDefinition<Parent>,
    private readonly chime: ChimeSession,
  ) {}

  /** Makes somebody a member who is none; what an earlier attempt of the same call has made is recognised. */
  public async add(parent: Parent, member: NewMember): Promise<FoundMember> {
    const started = performance.now();
    try {
      return await this.memberships.create(parent, member);
    } catch (error) {
      if (!isChimeError(error, "conflict") || !error.outcomeUnknown) throw error;
      const { own, other } = await this.findMade(parent, member, started);
      if (own) return own;
      throw other ? error : error.with({ kind: "unknown" });
    }
  }

  /** Makes somebody a member, and gives who is one already the standing. */
  public async addOrAdopt(parent: Parent, member: NewMember): Promise<FoundMember> {
    try {
      return await this.add(parent, member);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      return this.adopt(parent, member, error);
    }
  }

  /**
   * Gives somebody who is a member already the standing.
   *
   * @param conflict What said so.
   */
  public async adopt(parent: Parent, member: NewMember, conflict: ChimeError): Promise<FoundMember> {
    const found = await this.find(parent, member.memberId);
    if (!found) throw conflict;
    return this.withRole(parent, member, found);
  }

  /**
   * Brings a membership about whose create may have done its work, or not.
   *
   * @param started When that create began, by the clock of the service.
   * @param adopts Whether who was a member before it is adopted.
   */
  public async confirm(
    parent: Parent,
    member: NewMember,
    started: number,
    adopts: boolean,
  ): Promise<FoundMember> {
    try {
      return await this.add(parent, member);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      const found = await this.find(parent, member.memberId);
      if (!found || (this.wasThereBefore(found, started) && !adopts)) throw error;
      return this.withRole(parent, member, found);
    }
  }

  /**
   * Whether somebody was a member before a create that may have made them one.
   *
   * @param started When that began, by the clock of the service; undefined where there was none.
   */
  public wasThereBefore({ updatedAt: changedAt }: FoundMember, started: number | undefined): boolean {
    return started !== undefined && isOlder(changedAt, started);
  }

  /** When a create began that nobody answered whole, by the clock of the service: the earliest that it may be. */
  public async createStarted(parent: Parent, memberId: string, began: number): Promise<number> {
    // A read tells the time where no answer has.
    if (!this.memberships.isServiceTimeKnown(parent)) {
      await this.memberships.observe(parent, memberId).catch(() => undefined);
    }
    return this.memberships.serviceTime(parent, began);
  }

  /**
   * Gives a member its standing, and makes who is none any more a member again.
   *
   * @param facts What is known of the member.
   */
  public async setRole(parent: Parent, member: NewMember, facts: Properties): Promise<FoundMember> {
    const isFixed = this.definition.schema.isRoleFixed(facts);
    if (this.memberships.updateRole === undefined || isFixed) return this.restore(parent, member);
    try {
      return await this.memberships.updateRole(parent, member);
    } catch (error) {
      if (!isChimeError(error, "notFound")) throw error;
      return this.addAgain(parent, member);
    }
  }

  /**
   * Gives a member another standing: in place, or where that cannot be, by taking it out and adding it.
   *
   * @param facts What is known of the member.
   */
  public async changeRole(parent: Parent, member: NewMember, facts: Properties): Promise<FoundMember> {
    if (!this.definition.schema.isRoleFixed(facts)) return this.setRole(parent, member, facts);
    await this.remove(parent, member.memberId);
    return this.addAgain(parent, member);
  }

  /**
   * Finds a membership; undefined where there is none.
   *
   * A read may lag behind a write. Who is not found is looked for again before it is believed, because a membership
   * that leaves the state by mistake is one that nobody will ever revoke.
   */
  public async find(parent: Parent, memberId: string): Promise<FoundMember | undefined> {
    return retryUntilFound(
      (after) => this.memberships.observe(parent, memberId, after),
      this.chime.settings.readConsistencySeconds,
    );
  }

  // A read that lags shows who was there before: that is somebody else's only when it stays so.
  private async findMade(
    parent: Parent,
    { memberId, role }: NewMember,
    started: number,
  ): Promise<{ own?: FoundMember | undefined; other?: FoundMember | undefined }> {
    let other: FoundMember | undefined;
    const look = async (after: number): Promise<Observation<FoundMember>> => {
      const { found, missingSeconds } = await this.memberships.observe(parent, memberId, after);
      const isOwn =
        found !== undefined &&
        !this.wasThereBefore(found, this.memberships.serviceTime(parent, started)) &&
        found.role === role;
      other = isOwn ? undefined : found;
      return isOwn ? { found } : { found: undefined, ...(found ? {} : { missingSeconds }) };
    };
    const { readConsistencySeconds } = this.chime.settings;
    const own = await retryUntilFound(look, readConsistencySeconds).catch(() => (other = undefined));
    return { own, other };
  }

  /** Takes a member out. One that Amazon Chime does not know is out already. */
  public remove(parent: Parent, memberId: string): Promise<void> {
    return removeIfPresent({
      remove: () => this.memberships.remove(parent, memberId),
      find: () => this.find(parent, memberId),
      ambiguousRefusals: this.memberships.ambiguousRefusals,
    });
  }

  // Where a membership cannot be changed, it is seen that it is as it is to be.
  private async restore(parent: Parent, member: NewMember): Promise<FoundMember> {
    const found = await this.find(parent, member.memberId);
    return found ? this.withRole(parent, member, found) : this.addAgain(parent, member);
  }

  // Who was a member and is none any more does not have the old standing either, which an error would have people
  // believe.
  private async addAgain(parent: Parent, member: NewMember): Promise<FoundMember> {
    try {
      return await this.add(parent, member);
    } catch (error) {
      throw error instanceof ChimeError ? error.with({ outcomeUnknown: true }) : error;
    }
  }

  private async withRole(parent: Parent, member: NewMember, found: FoundMember): Promise<FoundMember> {
    return found.role === member.role ? found : this.changeRole(parent, member, found.attributes);
  }

  private get memberships(): MembershipApi<Parent> {
    return this.definition.api(this.chime.api);
  }
}
