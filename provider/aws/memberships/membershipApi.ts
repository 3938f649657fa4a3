import type { Properties } from "../../schema/properties";
import type { ChimeError } from "../errors/chimeError";
import type { FailureKind } from "../errors/classify";
import type { FoundMember, MemberObservation, NewMember } from "./members";
import type { Snapshot } from "./snapshots";

/** The operations on one kind of memberships. Each fails with a `ChimeError`. */
export interface MembershipApi<Parent> {
  /**
   * Adds a member.
   *
   * @throws ChimeError of the kind `conflict` if the member exists, also if Amazon Chime answers with success.
   */
  create(parent: Parent, member: NewMember): Promise<FoundMember>;
  /** Changes the role of a member. Omitted if the service cannot. */
  updateRole?(parent: Parent, member: NewMember): Promise<FoundMember>;
  /** The refusals to remove a member that leave open whether the member exists. */
  readonly ambiguousRefusals: readonly FailureKind[];
  /** Removes a member. A parent of the state may use the fallback bearer. */
  remove(parent: Parent, memberId: string): Promise<void>;
  /**
   * Converts a time of `performance.now()` to the earliest time that it may be by the clock of the service, in milliseconds
   * since the epoch. To be called after a call.
   */
  serviceTime(parent: Parent, began: number): number;
  /** Whether an answer has shown the clock of the service. */
  isServiceTimeKnown(parent: Parent): boolean;
  /**
   * Reads one member. A parent of the state may use the fallback bearer.
   *
   * @param after The read must have started after this time of `performance.now()`. Default: some seconds ago.
   * @param state The membership in the state. What a list does not have may be taken from it, so that one list can answer
   * the reads of many members.
   */
  observe(parent: Parent, memberId: string, after?: number, state?: Properties): Promise<MemberObservation>;
  /**
   * Reads all members. Concurrent callers share a snapshot, which is never older than the last write of this process to the
   * parent. A parent of the state may use the fallback bearer.
   *
   * @param after The read must have started after this time of `performance.now()`. Default: some seconds ago.
   */
  snapshot(parent: Parent, after?: number): Promise<Snapshot>;
}

/** The operations on memberships that a roster can manage. */
export interface RosterApi<Parent> extends MembershipApi<Parent> {
  /**
   * Adds members in batches.
   *
   * @param progress Receives the size of each batch that is done.
   * @returns The failures by member id; `conflict` for a member who exists.
   */
  createBatch(
    parent: Parent,
    members: readonly NewMember[],
    progress?: (count: number) => void,
  ): Promise<Map<string, ChimeError>>;
}
