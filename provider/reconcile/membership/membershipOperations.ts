import { ChimeError, isChimeError } from "../../aws/errors/chimeError";
import { isOlder } from "../../aws/client/serviceClock";
import type { FoundMember, NewMember } from "../../aws/memberships/members";
import type { MembershipApi } from "../../aws/memberships/membershipApi";
import type { ChimeSession } from "../../aws/session";
import type { Properties } from "../../schema/properties";
import type { MembershipDefinition } from "../definitions/membershipDefinition";
import { retryUntilFound, type Observation } from "../retryUntilFound";
import { removeIfPresent } from "../removeIfPresent";
import { causeOf } from "../createConflict";

/** Operations on one membership. Each ends in the desired membership, whatever the service has at first. */
export class MembershipOperations<Parent extends object> {
  public constructor(
    private readonly definition: MembershipDefinition<Parent>,
    private readonly session: ChimeSession,
  ) {}

  /** Adds a member. Recognizes a membership that an earlier attempt of the same call has created. */
  public async add(parent: Parent, member: NewMember): Promise<FoundMember> {
    const began = performance.now();
    try {
      return await this.memberships.create(parent, member);
    } catch (error) {
      if (!isChimeError(error, "conflict") || !error.outcomeUnknown) throw error;
      const { own, other, failedRead } = await this.findCreated(parent, member, began);
      if (own) return own;
      throw other ? error : error.with({ kind: "unknown", cause: causeOf(error, failedRead) });
    }
  }

  /**
   * Adds a member, or gives an existing member the role.
   *
   * @param mayAdopt Whether the existing member may be adopted. If not, the conflict is thrown. Default: yes.
   */
  public async addOrAdopt(
    parent: Parent,
    member: NewMember,
    mayAdopt: (found: FoundMember) => boolean = () => true,
  ): Promise<FoundMember> {
    try {
      return await this.add(parent, member);
    } catch (error) {
      if (!isChimeError(error, "conflict")) throw error;
      return this.adopt(parent, member, error, mayAdopt);
    }
  }

  /**
   * Gives an existing member the role.
   *
   * @param conflict The error that said that the member exists. It is thrown again if the member cannot be found.
   * @param mayAdopt Whether the existing member may be adopted. If not, the conflict is thrown. Default: yes.
   */
  public async adopt(
    parent: Parent,
    member: NewMember,
    conflict: ChimeError,
    mayAdopt: (found: FoundMember) => boolean = () => true,
  ): Promise<FoundMember> {
    const found = await this.find(parent, member.memberId);
    if (!found || !mayAdopt(found)) throw conflict;
    return this.ensureRole(parent, member, found);
  }

  /**
   * Whether a member existed before a create with an unknown outcome, so that the create did not add the member.
   *
   * @param started When that create began, by the service's clock. Undefined if there was no such create.
   */
  public existedBefore({ updatedAt }: FoundMember, started: number | undefined): boolean {
    return started !== undefined && isOlder(updatedAt, started);
  }

  /**
   * When a create with an unknown outcome started, by the service's clock: the earliest possible time.
   *
   * @param began When it started, as a time of `performance.now()`.
   */
  public async earliestCreateTime(parent: Parent, memberId: string, began: number): Promise<number> {
    // If no response has shown the service's clock yet, a read does.
    if (!this.memberships.isServiceTimeKnown(parent)) {
      await this.memberships.observe(parent, memberId).catch(() => undefined);
    }
    return this.memberships.serviceTime(parent, began);
  }

  /**
   * Gives a member the declared role. Adds the member again if the membership no longer exists.
   *
   * @param attributes The member's attributes in the state.
   */
  public async applyRole(parent: Parent, member: NewMember, attributes: Properties): Promise<FoundMember> {
    const updated = await this.updateInPlace(parent, member, attributes);
    if (updated) return updated;
    const found = await this.find(parent, member.memberId);
    return found ? this.ensureRole(parent, member, found) : this.addAgain(parent, member);
  }

  /**
   * Gives a member another role: in place if the service can do that, otherwise by removing and adding the member. A member of a
   * kind without roles is only added if it does not exist.
   *
   * @param attributes The known attributes of the member.
   */
  public async changeRole(parent: Parent, member: NewMember, attributes: Properties): Promise<FoundMember> {
    if (this.definition.schema.role === undefined) return this.addOrAdopt(parent, member);
    const updated = await this.updateInPlace(parent, member, attributes);
    if (updated) return updated;
    await this.remove(parent, member.memberId);
    return this.addAgain(parent, member);
  }

  /**
   * Finds a membership; undefined if there is none.
   *
   * A read may lag behind a write, so a missing member is looked up again for `chime:readConsistencySeconds`. A
   * membership that left the state by mistake would never be revoked.
   *
   * @param state The membership in the state, if only a change of what a list has matters.
   */
  public async find(parent: Parent, memberId: string, state?: Properties): Promise<FoundMember | undefined> {
    return retryUntilFound(
      (after) => this.memberships.observe(parent, memberId, after, state),
      this.session.settings.readConsistencySeconds,
    );
  }

  // A read may lag and show an older membership. Only if later reads still show it, it is not the one just created.
  private async findCreated(
    parent: Parent,
    { memberId, role }: NewMember,
    began: number,
  ): Promise<{ own?: FoundMember | undefined; other?: FoundMember | undefined; failedRead?: unknown }> {
    let other: FoundMember | undefined;
    const observe = async (after: number): Promise<Observation<FoundMember>> => {
      const { found, missingSeconds } = await this.memberships.observe(parent, memberId, after);
      const isOwn =
        found !== undefined &&
        !this.existedBefore(found, this.memberships.serviceTime(parent, began)) &&
        found.role === role;
      other = isOwn ? undefined : found;
      return isOwn ? { found } : { found: undefined, ...(found ? {} : { missingSeconds }) };
    };
    const { readConsistencySeconds } = this.session.settings;
    try {
      const own = await retryUntilFound(observe, readConsistencySeconds);
      return { own, other };
    } catch (failedRead) {
      return { failedRead };
    }
  }

  /** Removes a member. Succeeds if the service does not have the member. */
  public remove(parent: Parent, memberId: string): Promise<void> {
    return removeIfPresent({
      remove: () => this.memberships.remove(parent, memberId),
      find: () => this.find(parent, memberId),
      ambiguousRefusals: this.memberships.ambiguousRefusals,
    });
  }

  private async ensureRole(parent: Parent, member: NewMember, found: FoundMember): Promise<FoundMember> {
    return found.role === member.role ? found : this.changeRole(parent, member, found.attributes);
  }

  // Undefined if the service cannot change the role of this member.
  private async updateInPlace(
    parent: Parent,
    member: NewMember,
    attributes: Properties,
  ): Promise<FoundMember | undefined> {
    const { memberships } = this;
    if (memberships.updateRole === undefined || this.definition.schema.role?.isFixed(attributes) !== false)
      return undefined;
    try {
      return await memberships.updateRole(parent, member);
    } catch (error) {
      if (!isChimeError(error, "notFound")) throw error;
      return this.addAgain(parent, member);
    }
  }

  // The member was removed before, so after a failure the state must not keep the old role.
  private async addAgain(parent: Parent, member: NewMember): Promise<FoundMember> {
    try {
      return await this.add(parent, member);
    } catch (error) {
      throw error instanceof ChimeError ? error.with({ outcomeUnknown: true }) : error;
    }
  }

  private get memberships(): MembershipApi<Parent> {
    return this.definition.api(this.session.api);
  }
}
