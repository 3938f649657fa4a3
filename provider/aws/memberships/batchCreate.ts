import { setTimeout as sleep } from "node:timers/promises";

import type { ResponseMetadata, RetryStrategyV2 } from "@smithy/types";

import type { ApiCaller } from "../call/apiCaller";
import { refuseIfCancelled } from "../call/cancellation";
import { ChimeError, batchItemError, type CallDescription } from "../errors/chimeError";
import { isTransientItem } from "../errors/classify";
import { forEachConcurrently } from "../call/forEachConcurrently";
import type { NewMember } from "./members";

/** The batch operation of a service. */
export interface BatchOperation<Parent> {
  /** Its name and advice. */
  readonly call: Pick<CallDescription, "operation" | "advice">;
  /** The most members per call. */
  readonly size: number;
  /** Whether all members of a call get the same role. */
  readonly singleRole: boolean;
  /** The HTTP status of success. */
  readonly success: number;
  /** The parent, as errors name it. */
  describe(parent: Parent): string;
  /** Sends it. */
  send(
    parent: Parent,
    members: readonly NewMember[],
    options: { abortSignal: AbortSignal },
  ): Promise<BatchReply>;
}

/** The reply to a batch. */
export interface BatchReply {
  $metadata: ResponseMetadata;
  /** The members that failed; undefined if the reply is incomplete. */
  refusals: Refusal[] | undefined;
}

/** The failure of one member of a batch. */
export interface Refusal {
  memberId: string;
  code: string;
  message: string | undefined;
}

/** Adds members in batches, and tells the error of each member. */
export class BatchCreate<Parent> {
  /** @param retries The retries of members that failed with a transient error in a call that succeeded. */
  public constructor(
    private readonly batch: BatchOperation<Parent>,
    private readonly caller: ApiCaller,
    private readonly retries: RetryStrategyV2,
  ) {}

  /**
   * Adds any number of members.
   *
   * @returns The failures by member id.
   */
  public async createBatch(
    parent: Parent,
    members: readonly NewMember[],
    progress: (count: number) => void,
  ): Promise<Map<string, ChimeError>> {
    const failures = new Map<string, ChimeError>();
    await forEachConcurrently(this.chunksOf(members), async (chunk) => {
      for (const [memberId, error] of await this.create(parent, chunk)) failures.set(memberId, error);
      progress(chunk.length);
    });
    return failures;
  }

  // The SDK does not retry a batch whose members fail, because the call itself succeeds. So they are retried here.
  private async create(parent: Parent, members: readonly NewMember[]): Promise<Map<string, ChimeError>> {
    const batch = new Batch(members, (whom) => this.callFor(whom, parent));
    let token = await this.retries.acquireInitialRetryToken("");
    for (;;) {
      await this.attempt(parent, batch);
      if (batch.pending.length === 0) return batch.failures;
      try {
        token = await this.retries.refreshRetryTokenForRetry(token, { errorType: "THROTTLING" });
      } catch {
        return batch.failures;
      }
      await sleep(token.getRetryDelay());
    }
  }

  private async attempt(parent: Parent, batch: Batch): Promise<void> {
    const { pending, call } = batch;
    try {
      refuseIfCancelled(call);
      const { reply, earlierOutcomeUnknown } = await this.caller.callWithAttempts(
        call,
        this.batch.success,
        (options) => this.batch.send(parent, pending, options),
        isAboutOnly(pending),
      );
      batch.recordReply(reply.refusals ?? [], earlierOutcomeUnknown);
    } catch (error) {
      if (!(error instanceof ChimeError)) throw error;
      batch.recordFailure(error);
    }
  }

  private chunksOf(members: readonly NewMember[]): NewMember[][] {
    const { size, singleRole } = this.batch;
    const groups = new Map<string, NewMember[]>();
    for (const member of members) {
      const key = singleRole ? member.role : "";
      groups.set(key, [...(groups.get(key) ?? []), member]);
    }
    return [...groups.values()].flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / size) }, (_, index) =>
        group.slice(index * size, (index + 1) * size),
      ),
    );
  }

  private callFor(whom: string, parent: Parent): CallDescription {
    return { ...this.batch.call, purpose: `add ${whom} to ${this.batch.describe(parent)}` };
  }
}

/** The state of one batch: the members to send, and the failures so far. */
class Batch {
  public readonly failures = new Map<string, ChimeError>();
  private readonly start = performance.now();
  private attempts = 0;

  public constructor(
    public pending: readonly NewMember[],
    private readonly callFor: (whom: string) => CallDescription,
  ) {}

  public get call(): CallDescription {
    const count = this.pending.length;
    return this.callFor(`${count} ${count === 1 ? "member" : "members"}`);
  }

  /**
   * Records a call that succeeded except for these members.
   *
   * @param earlierOutcomeUnknown Whether an attempt whose answer was lost may have added them.
   */
  public recordReply(refusals: readonly Refusal[], earlierOutcomeUnknown: boolean): void {
    this.attempts += 1;
    const byMember = new Map(refusals.map((refusal) => [refusal.memberId, refusal]));
    for (const { memberId } of this.pending) {
      const refusal = byMember.get(memberId);
      if (refusal) this.fail(memberId, this.failureOf(refusal), earlierOutcomeUnknown);
      else this.failures.delete(memberId);
    }
    this.pending = this.pending.filter(({ memberId }) => {
      const code = byMember.get(memberId)?.code;
      return code !== undefined && isTransientItem(code);
    });
  }

  /** Records a call that failed for all members. */
  public recordFailure(error: ChimeError): void {
    for (const { memberId } of this.pending) this.fail(memberId, error);
    this.pending = [];
  }

  // A refusal does not tell what an earlier attempt has done.
  private fail(memberId: string, error: ChimeError, earlierOutcomeUnknown = false): void {
    const outcomeUnknown = earlierOutcomeUnknown || this.failures.get(memberId)?.outcomeUnknown === true;
    this.failures.set(memberId, outcomeUnknown ? error.with({ outcomeUnknown: true }) : error);
  }

  private failureOf(refusal: Refusal): ChimeError {
    const seconds = (performance.now() - this.start) / 1000;
    const effort = { attempts: this.attempts, seconds };
    return batchItemError(this.callFor(`member ${refusal.memberId}`), refusal, effort);
  }
}

/**
 * Reads the errors of a reply; undefined if they are no list.
 *
 * @param name The property with the member id.
 */
export function refusalsIn(errors: unknown, name: string): Refusal[] | undefined {
  const list = errors ?? [];
  if (!Array.isArray(list)) return undefined;
  return list.map((error: Record<string, unknown> | null) => {
    const { [name]: memberId, ErrorCode: code, ErrorMessage: message } = error ?? {};
    return {
      memberId: typeof memberId === "string" ? memberId : "",
      code: typeof code === "string" ? code : "no error code",
      message: typeof message === "string" ? message : undefined,
    };
  });
}

// An error about another member would leave open what happened to the members of the batch.
function isAboutOnly(members: readonly NewMember[]): (reply: BatchReply) => boolean {
  const sent = new Set(members.map(({ memberId }) => memberId));
  return ({ refusals }) => refusals?.every(({ memberId }) => sent.has(memberId)) ?? false;
}
