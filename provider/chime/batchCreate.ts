import { setTimeout as sleep } from "node:timers/promises";

import {
  BatchCreateRoomMembershipCommand,
  type BatchCreateRoomMembershipCommandOutput,
  type ChimeClient,
  type MemberError,
} from "@aws-sdk/client-chime";
import type { RetryStrategyV2 } from "@smithy/types";

import type { RoomKey } from "../contract/roomId";
import type { RoomMembershipRole } from "../contract/roomMembership";
import type { ChimeCaller, Send } from "./call";
import { ChimeError, inDoubt, itemError, type CallDescription } from "./chimeError";
import { isPassingItem } from "./classify";
import { roomInWords, roomPath } from "./roomMembershipShape";

/** The most members that one call may name. */
export const BATCH_SIZE = 50;

/** Somebody who is to be a member of a room. */
export interface NewMember {
  memberId: string;
  role: RoomMembershipRole;
}

/** BatchCreateRoomMembership, with each member's error told apart. */
export class BatchCreate {
  /** @param retries How far members are tried again that failed for a passing reason while the call succeeded. */
  public constructor(
    private readonly client: ChimeClient,
    private readonly caller: ChimeCaller,
    private readonly retries: RetryStrategyV2,
  ) {}

  /**
   * Makes up to {@link BATCH_SIZE} people members. It is a success as a call even where all of them fail, so the
   * members that fail for a passing reason are sent again here: the SDK does not know of them.
   *
   * @returns Why members could not be added, by member id.
   */
  public async create(room: RoomKey, members: readonly NewMember[]): Promise<Map<string, ChimeError>> {
    const batch = new Batch(room, members);
    let token = await this.retries.acquireInitialRetryToken("");
    for (;;) {
      await this.attempt(batch);
      if (batch.pending.length === 0) return batch.failures;
      try {
        token = await this.retries.refreshRetryTokenForRetry(token, { errorType: "THROTTLING" });
      } catch {
        return batch.failures;
      }
      await sleep(token.getRetryDelay());
    }
  }

  private async attempt(batch: Batch): Promise<void> {
    const { room, pending, call } = batch;
    const command = new BatchCreateRoomMembershipCommand({
      ...roomPath(room),
      MembershipItemList: pending.map(({ memberId, role }) => ({ MemberId: memberId, Role: role })),
    });
    const send: Send<BatchCreateRoomMembershipCommandOutput> = (options) =>
      this.client.send(command, options);
    try {
      const { Errors: errors } = await this.caller.call(call, 201, send, isAbout(pending));
      batch.answered(errors ?? []);
    } catch (error) {
      if (!(error instanceof ChimeError)) throw error;
      batch.failed(error);
    }
  }
}

/** The members of one batch: who is still to be sent, and why others failed. */
class Batch {
  public readonly failures = new Map<string, ChimeError>();
  private readonly start = performance.now();
  private attempts = 0;

  public constructor(
    public readonly room: RoomKey,
    public pending: readonly NewMember[],
  ) {}

  public get call(): CallDescription {
    const count = this.pending.length;
    return callAbout(`${count} ${count === 1 ? "member" : "members"}`, this.room);
  }

  /** The call succeeded, but for these members. */
  public answered(errors: readonly MemberError[]): void {
    this.attempts += 1;
    const codes = new Map(errors.map((error) => [error.MemberId, error]));
    for (const { memberId } of this.pending) {
      const error = codes.get(memberId);
      if (error) this.fail(memberId, this.failureOf(memberId, error));
      else this.failures.delete(memberId);
    }
    this.pending = this.pending.filter(({ memberId }) => {
      const code = codes.get(memberId)?.ErrorCode;
      return code !== undefined && isPassingItem(code);
    });
  }

  /** The call failed, and with it all of them. */
  public failed(error: ChimeError): void {
    for (const { memberId } of this.pending) this.fail(memberId, error);
    this.pending = [];
  }

  // What an earlier attempt may have done, a later refusal does not undo.
  private fail(memberId: string, error: ChimeError): void {
    const doubtful = this.failures.get(memberId)?.mayHaveWritten ?? false;
    this.failures.set(memberId, doubtful ? inDoubt(error) : error);
  }

  private failureOf(memberId: string, { ErrorCode, ErrorMessage: message }: MemberError): ChimeError {
    const call = callAbout(`member ${memberId}`, this.room);
    const seconds = (performance.now() - this.start) / 1000;
    return itemError(call, { code: ErrorCode ?? "no error code", message }, this.attempts, seconds);
  }
}

function callAbout(whom: string, room: RoomKey): CallDescription {
  return {
    operation: "BatchCreateRoomMembership",
    purpose: `add ${whom} to ${roomInWords(room)}`,
  };
}

// An error about somebody else would leave open what became of those who were sent.
function isAbout(members: readonly NewMember[]): (reply: BatchCreateRoomMembershipCommandOutput) => boolean {
  const sent = new Set(members.map(({ memberId }) => memberId));
  return ({ Errors: errors }) => {
    const list: unknown = errors ?? [];
    return Array.isArray(list) && list.every((error: MemberError | null) => sent.has(error?.MemberId ?? ""));
  };
}
