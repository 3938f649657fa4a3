import { setTimeout as sleep } from "node:timers/promises";

import type { ResponseMetadata, RetryStrategyV2 } from "@smithy/types";

import type { ChimeCaller } from "./call";
import { ChimeError, inDoubt, itemError, type CallDescription } from "./chimeError";
import { isPassingItem } from "./classify";
import { forEachOf } from "./forEachOf";
import type { NewMember } from "./members";

/** The call of a service that makes many people members at once. */
export interface BatchOperation<Place> {
  /** What it is, and what helps when it fails. */
  readonly call: Pick<CallDescription, "operation" | "advice">;
  /** The most members that it may name. */
  readonly size: number;
  /** Whether all whom it names get the same standing. */
  readonly oneStanding: boolean;
  /** The status that means success. */
  readonly success: number;
  /** The place, as errors name it. */
  inWords(place: Place): string;
  /** Sends it. */
  send(
    place: Place,
    members: readonly NewMember[],
    options: { abortSignal: AbortSignal },
  ): Promise<BatchReply>;
}

/** What a service answers to a batch. */
export interface BatchReply {
  $metadata: ResponseMetadata;
  /** Who was refused; undefined where the answer does not say what it must. */
  refusals: Refusal[] | undefined;
}

/** Why one member of a batch was refused. */
export interface Refusal {
  memberId: string;
  code: string;
  message: string | undefined;
}

/** Makes many people members, with each member's error told apart. */
export class BatchCreate<Place> {
  /** @param retries How far members are tried again that failed for a passing reason while the call succeeded. */
  public constructor(
    private readonly batch: BatchOperation<Place>,
    private readonly caller: ChimeCaller,
    private readonly retries: RetryStrategyV2,
  ) {}

  /**
   * Makes any number of people members, by as few calls as can be.
   *
   * @returns Why members could not be added, by member id.
   */
  public async createAll(
    place: Place,
    members: readonly NewMember[],
    progress: (count: number) => void,
  ): Promise<Map<string, ChimeError>> {
    const failures = new Map<string, ChimeError>();
    await forEachOf(this.chunksOf(members), async (chunk) => {
      for (const [memberId, error] of await this.create(place, chunk)) failures.set(memberId, error);
      progress(chunk.length);
    });
    return failures;
  }

  // A batch is a success as a call even where all of its members fail, so the members that fail for a passing reason
  // are sent again here: the SDK does not know of them.
  private async create(place: Place, members: readonly NewMember[]): Promise<Map<string, ChimeError>> {
    const batch = new Batch(members, (whom) => this.callAbout(whom, place));
    let token = await this.retries.acquireInitialRetryToken("");
    for (;;) {
      await this.attempt(place, batch);
      if (batch.pending.length === 0) return batch.failures;
      try {
        token = await this.retries.refreshRetryTokenForRetry(token, { errorType: "THROTTLING" });
      } catch {
        return batch.failures;
      }
      await sleep(token.getRetryDelay());
    }
  }

  private async attempt(place: Place, batch: Batch): Promise<void> {
    const { pending, call } = batch;
    try {
      const { reply, mayHaveWrittenBefore } = await this.caller.callRepeatable(
        call,
        this.batch.success,
        (options) => this.batch.send(place, pending, options),
        isAbout(pending),
      );
      batch.answered(reply.refusals ?? [], mayHaveWrittenBefore);
    } catch (error) {
      if (!(error instanceof ChimeError)) throw error;
      batch.failed(error);
    }
  }

  private chunksOf(members: readonly NewMember[]): NewMember[][] {
    const { size, oneStanding } = this.batch;
    const groups = new Map<string, NewMember[]>();
    for (const member of members) {
      const key = oneStanding ? member.standing : "";
      groups.set(key, [...(groups.get(key) ?? []), member]);
    }
    return [...groups.values()].flatMap((group) =>
      Array.from({ length: Math.ceil(group.length / size) }, (_, index) =>
        group.slice(index * size, (index + 1) * size),
      ),
    );
  }

  private callAbout(whom: string, place: Place): CallDescription {
    return { ...this.batch.call, purpose: `add ${whom} to ${this.batch.inWords(place)}` };
  }
}

/** The members of one batch: who is still to be sent, and why others failed. */
class Batch {
  public readonly failures = new Map<string, ChimeError>();
  private readonly start = performance.now();
  private attempts = 0;

  public constructor(
    public pending: readonly NewMember[],
    private readonly callAbout: (whom: string) => CallDescription,
  ) {}

  public get call(): CallDescription {
    const count = this.pending.length;
    return this.callAbout(`${count} ${count === 1 ? "member" : "members"}`);
  }

  /**
   * The call succeeded, but for these members.
   *
   * @param mayHaveWrittenBefore Whether an attempt of it whose answer was lost may have made them members.
   */
  public answered(refusals: readonly Refusal[], mayHaveWrittenBefore: boolean): void {
    this.attempts += 1;
    const byMember = new Map(refusals.map((refusal) => [refusal.memberId, refusal]));
    for (const { memberId } of this.pending) {
      const refusal = byMember.get(memberId);
      if (refusal) this.fail(memberId, this.failureOf(refusal), mayHaveWrittenBefore);
      else this.failures.delete(memberId);
    }
    this.pending = this.pending.filter(({ memberId }) => {
      const code = byMember.get(memberId)?.code;
      return code !== undefined && isPassingItem(code);
    });
  }

  /** The call failed, and with it all of them. */
  public failed(error: ChimeError): void {
    for (const { memberId } of this.pending) this.fail(memberId, error);
    this.pending = [];
  }

  // What an earlier attempt may have done, a later refusal does not undo.
  private fail(memberId: string, error: ChimeError, mayHaveWrittenBefore = false): void {
    const isDoubtful = mayHaveWrittenBefore || this.failures.get(memberId)?.mayHaveWritten === true;
    this.failures.set(memberId, isDoubtful ? inDoubt(error) : error);
  }

  private failureOf(refusal: Refusal): ChimeError {
    const seconds = (performance.now() - this.start) / 1000;
    return itemError(this.callAbout(`member ${refusal.memberId}`), refusal, this.attempts, seconds);
  }
}

/**
 * The refusals in the list of errors of a reply; undefined where it is no such list.
 *
 * @param name The property that names the member.
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

// An error about somebody else would leave open what became of those who were sent.
function isAbout(members: readonly NewMember[]): (reply: BatchReply) => boolean {
  const sent = new Set(members.map(({ memberId }) => memberId));
  return ({ refusals }) => refusals?.every(({ memberId }) => sent.has(memberId)) ?? false;
}
