import type { ExpectedCreate, Ownership } from "../../ownership/ownership";
import type { MembershipSchema } from "../../schema/membershipSchema";
import { roleOf, type MemberRoles, type Roster } from "../../schema/rosters/rosterState";
import { droppedMembers, type Elsewhere, type PriorRoster } from "./rosterPlan";

/** What a roster records about its members, and what it asks about them: see docs/decisions/ownership.md. */
export class RosterOwnership<Parent extends object> {
  public constructor(
    private readonly schema: MembershipSchema<Parent>,
    private readonly ownership: Ownership,
  ) {}

  /** Records what the program declares for a roster that is new in the state. */
  public declareNew(parent: Parent, desired: Roster): void {
    this.ownership.expectCreate(this.idsOf(parent, Object.keys(desired.members)), "roster");
    this.ownership.declareContentsOf(this.entitiesOf(parent, Object.keys(desired.members)));
    this.ignore(parent, desired);
  }

  /** Records what the program declares for a roster that the state has, with the ids that it had before. */
  public declareAgain(parent: Parent, desired: Roster, priorIds: readonly string[]): void {
    this.ownership.declareAgain("roster", priorIds, this.idsOf(parent, Object.keys(desired.members)));
    this.ownership.declareContentsOf(this.entitiesOf(parent, Object.keys(desired.members)));
    this.ignore(parent, desired);
  }

  /** Records that the roster gives up these ids, because it is replaced. */
  public leave(ids: readonly string[]): void {
    this.ownership.leave("roster", ids);
  }

  /** Records which of its members the roster keeps. */
  public retain(parent: Parent, desired: Roster, priorMembers: MemberRoles): void {
    const kept = Object.keys(desired.members).filter(
      (memberId) => roleOf(priorMembers, memberId) !== undefined,
    );
    this.ownership.retain(this.idsOf(parent, kept), this.entitiesOf(parent, kept));
  }

  /** Records that the state has these members of the roster. */
  public own(parent: Parent, memberIds: readonly string[]): void {
    this.ownership.recordCreated(this.idsOf(parent, memberIds));
  }

  /** What the deployment knows of a member, apart from this roster. */
  public elsewhere(parent: Parent, memberId: string): Elsewhere {
    const outcome = this.ownership.outcomeInRoster(this.schema.formatId(parent, memberId));
    if (outcome === "removed") return undefined;
    return outcome === "desired" ? "desired" : "kept";
  }

  /** The members who are in no entry of the state that its resource declares again, such as the roster that is being replaced. */
  public notDeclaredBefore(parent: Parent, memberIds: readonly string[]): string[] {
    return memberIds.filter(
      (memberId) => !this.ownership.isDeclaredAgain(this.schema.formatId(parent, memberId)),
    );
  }

  /** Whether an entry of the state has the member, and keeps it. */
  public isOwned(parent: Parent, memberId: string): boolean {
    return this.ownership.isOwned(this.schema.formatId(parent, memberId));
  }

  /** The members that the roster drops and another roster ignores: they leave the state and stay in the parent. */
  public ignoredElsewhere(parent: Parent, memberIds: readonly string[]): string[] {
    return memberIds.filter((memberId) => this.ownership.isIgnored(this.schema.formatId(parent, memberId)));
  }

  /** The same for a roster that stays in the program. */
  public droppedAndIgnored(parent: Parent, desired: Roster, prior: PriorRoster): string[] {
    return this.ignoredElsewhere(parent, droppedMembers({ desired, ...prior }));
  }

  /**
   * The prior members without those that must be added again: the parent or their user was created in this deployment, or they
   * were removed from the parent in it. A member that the program dropped stays, so that the removal asks the service.
   */
  public stillManaged(parent: Parent, priorMembers: MemberRoles, { members }: Roster): MemberRoles {
    const mustBeAdded = (memberId: string): boolean =>
      Object.hasOwn(members, memberId) &&
      (this.ownership.wasDeletedOrCreated(this.schema.endsWith(parent, memberId)) ||
        this.ownership.wasRemoved(this.schema.formatId(parent, memberId)));
    if (!Object.keys(priorMembers).some(mustBeAdded)) return priorMembers;
    return Object.fromEntries(Object.entries(priorMembers).filter(([memberId]) => !mustBeAdded(memberId)));
  }

  /** Whether the parent or one of the members was created again, so that what the state has must be read. */
  public wereCreatedAgain(parent: Parent, memberIds: readonly string[]): boolean {
    return this.ownership.wereCreatedAgain(this.entitiesOf(parent, memberIds));
  }

  /** Records that the state has these members, but the parent does not. */
  public recordGone(parent: Parent, memberIds: readonly string[]): void {
    this.ownership.recordGone(this.idsOf(parent, memberIds));
  }

  /** Whether a snapshot from before this moment may be older than a removal, or than the deletion of the parent or a user. */
  public isStale(parent: Parent, memberIds: readonly string[]): boolean {
    return (
      this.ownership.wasDeletedOrCreated(this.entitiesOf(parent, memberIds)) ||
      this.idsOf(parent, memberIds).some((id) => this.ownership.wasRemoved(id))
    );
  }

  /**
   * The members in `transferring` that no resource declares any more. Nobody, while the program does not know all ids, because
   * one of them may be that of a member. Nobody in a refresh either: it also runs `diff`, and knows nothing of the program.
   */
  public undesired(parent: Parent, transferring: MemberRoles): string[] {
    if (!this.ownership.wasChecked || !this.ownership.areIdsKnown) return [];
    return Object.keys(transferring).filter((memberId) => this.elsewhere(parent, memberId) === undefined);
  }

  /** The create that follows the delete of a roster with these members, if it is replaced and the delete runs first. */
  public replacementOf(parent: Parent, memberIds: readonly string[]): ExpectedCreate | undefined {
    return this.ownership.replacementOf(this.idsOf(parent, memberIds), "roster");
  }

  public idsOf(parent: Parent, memberIds: readonly string[]): string[] {
    return memberIds.map((memberId) => this.schema.formatId(parent, memberId));
  }

  /** The entities with which memberships of these members end: the parent and the members. */
  public entitiesOf(parent: Parent, memberIds: readonly string[]): string[] {
    return [...new Set(memberIds.flatMap((memberId) => this.schema.endsWith(parent, memberId)))];
  }

  private ignore(parent: Parent, { ignoreMembers = [] }: Roster): void {
    this.ownership.ignore(this.idsOf(parent, ignoreMembers));
  }
}
