import type { ChimeError } from "../errors/chimeError";
import type { FailureKind } from "../errors/classify";
import type { FoundMember, MemberObservation, NewMember } from "./members";
import type { Snapshot } from "./snapshots";

/**
 * What each service that has memberships can do: all that its adapter has to bring. Each call fails with a
 * `ChimeError`.
 */
export interface MembershipApi<Parent> {
  /**
   * Makes somebody a member.
   *
   * @throws ChimeError of the kind `conflict` when it is one already, also where Amazon Chime answers a success.
   */
  create(parent: Parent, member: NewMember): Promise<FoundMember>;
  /**
   * Makes many people members, by as few calls as can be.
   *
   * @param progress Is told how many more members have been dealt with.
   * @returns Why members could not be added, by member id. Who is a member already is one of them, a `conflict`.
   */
  createBatch(
    parent: Parent,
    members: readonly NewMember[],
    progress?: (count: number) => void,
  ): Promise<Map<string, ChimeError>>;
  /** Gives a member another standing. Left out where the service has no such call. */
  updateRole?(parent: Parent, member: NewMember): Promise<FoundMember>;
  /** The refusals to remove somebody that leave open whether there is such a member at all. */
  readonly ambiguousRefusals: readonly FailureKind[];
  /** Takes a member out. */
  remove(parent: Parent, memberId: string): Promise<void>;
  /**
   * The earliest time of the service at which a call can have written something that began at this time of
   * `performance.now()`. In milliseconds since the epoch. To be asked after a call.
   */
  serviceTime(parent: Parent, began: number): number;
  /** Whether an answer has told the time of the service. */
  isServiceTimeKnown(parent: Parent): boolean;
  /**
   * Looks for one member, by the cheapest call that the service has.
   *
   * @param after What is shown must be newer than this time of `performance.now()`. Default: some seconds ago.
   */
  observe(parent: Parent, memberId: string, after?: number): Promise<MemberObservation>;
  /**
   * Who is in the place. A reading is shared by all who ask at about the same time, and is never older than the last
   * write of this process there.
   *
   * @param after The reading must have begun after this time of `performance.now()`. Default: some seconds ago.
   */
  snapshot(parent: Parent, after?: number): Promise<Snapshot>;
}
