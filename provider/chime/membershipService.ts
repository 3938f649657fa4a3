import type { ChimeError } from "./chimeError";
import type { FailureKind } from "./classify";
import type { FoundMember, MemberLook, NewMember } from "./members";
import type { Snapshot } from "./snapshots";

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
  /** The refusals to remove somebody that leave open whether there is such a member at all. */
  readonly doubtfulRemovals: readonly FailureKind[];
  /** Takes a member out. */
  remove(place: Place, memberId: string): Promise<void>;
  /**
   * The earliest time of the service at which a call can have written something that began at this time of
   * `performance.now()`. In milliseconds since the epoch. To be asked after a call.
   */
  serviceTime(place: Place, began: number): number;
  /** Whether an answer has told the time of the service. */
  isTimeKnown(place: Place): boolean;
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
