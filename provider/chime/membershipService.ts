import type { ChimeError } from "./chimeError";
import type { Snapshot } from "./snapshots";

/** Somebody who is to be a member of a place. */
export interface NewMember {
  memberId: string;
  /** As what: a role, or a type of membership. */
  standing: string;
}

/** A membership as Amazon Chime says that it is. */
export interface FoundMember {
  standing: string;
  /** What else the state has of it, by property. */
  facts: Record<string, string>;
  /** How long ago it was made or changed, by the clock of Amazon Chime; 0 where that is not said. */
  ageSeconds: number;
}

/** What one look for a member has shown. */
export interface MemberLook {
  /** Undefined where there is no such member. */
  found: FoundMember | undefined;
  /** For how many seconds others have looked in vain already. */
  missingSeconds: number;
}

/**
 * What each service that has memberships can do: all that its adapter has to bring. Each call fails with a
 * `ChimeError`.
 */
export interface MembershipService<Place> {
  /**
   * Makes somebody a member.
   *
   * @throws ChimeError of the kind `conflict` when it is one already, also where Amazon Chime answers a success.
   */
  create(place: Place, member: NewMember): Promise<FoundMember>;
  /**
   * Makes many people members, by as few calls as can be.
   *
   * @param progress Is told how many more members have been dealt with.
   * @returns Why members could not be added, by member id. Who is a member already is one of them, a `conflict`.
   */
  createAll(
    place: Place,
    members: readonly NewMember[],
    progress?: (count: number) => void,
  ): Promise<Map<string, ChimeError>>;
  /** Gives a member another standing. Left out where the service has no such call. */
  changeStanding?(place: Place, member: NewMember): Promise<FoundMember>;
  /** Takes a member out. */
  remove(place: Place, memberId: string): Promise<void>;
  /**
   * Looks for one member, by the cheapest call that the service has.
   *
   * @param after What is shown must be newer than this time of `performance.now()`. Default: some seconds ago.
   */
  look(place: Place, memberId: string, after?: number): Promise<MemberLook>;
  /**
   * Who is in the place. A reading is shared by all who ask at about the same time, and is never older than the last
   * write of this process there.
   *
   * @param after The reading must have begun after this time of `performance.now()`. Default: some seconds ago.
   */
  snapshot(place: Place, after?: number): Promise<Snapshot>;
}
