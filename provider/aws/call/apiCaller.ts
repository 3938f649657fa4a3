import type { ResponseMetadata } from "@smithy/types";

import { chimeErrorOf, type CallDescription } from "../errors/chimeError";
import { metadataOf, leavesOutcomeUnknown, type FailureMetadata } from "../errors/classify";
import { withDeadline } from "./deadline";
import { callInProgress, type CallObserver, type FailedAttempt } from "./callObserver";
import { acquireAll, type RateLimiter } from "./rateLimiter";

/** Sends one call; the signal ends it. */
export type Send<Reply> = (options: { abortSignal: AbortSignal }) => Promise<Reply>;

/**
 * Makes calls to Amazon Chime: each is rate limited, has a time limit, succeeds with one status only, and fails with a
 * `ChimeError`.
 */
export class ApiCaller {
  /**
   * @param maxSeconds The time limit of a call. Retries end well before; this ends an attempt that hangs.
   * @param observer Receives the course of the calls.
   * @param rateLimiters The rates that limit each attempt.
   */
  public constructor(
    private readonly maxSeconds: number,
    private readonly observer: CallObserver,
    private readonly rateLimiters: readonly RateLimiter[] = [],
  ) {}

  /** The same with further rate limits. */
  public rateLimited(rateLimiters: readonly RateLimiter[]): ApiCaller {
    return new ApiCaller(this.maxSeconds, this.observer, [...this.rateLimiters, ...rateLimiters]);
  }

  /**
   * Makes one call.
   *
   * @param call Describes it for the error and the observer.
   * @param success The only status that means success. To the SDK any status below 300 does, such as that of a proxy's page.
   * @param send Sends it.
   * @param isComplete Whether a reply has what the operation must return.
   * @throws ChimeError
   */
  public async call<Reply extends { $metadata: ResponseMetadata }>(
    call: CallDescription,
    success: number,
    send: Send<Reply>,
    isComplete: (reply: Reply) => boolean = () => true,
  ): Promise<Reply> {
    return (await this.callWithAttempts(call, success, send, isComplete)).reply;
  }

  /**
   * Makes one call whose reply can refuse what an earlier attempt has done.
   *
   * @returns The reply, and whether an earlier attempt may have done its work although its answer was lost.
   * @throws ChimeError
   */
  public async callWithAttempts<Reply extends { $metadata: ResponseMetadata }>(
    call: CallDescription,
    success: number,
    send: Send<Reply>,
    isComplete: (reply: Reply) => boolean,
  ): Promise<{ reply: Reply; earlierOutcomeUnknown: boolean }> {
    // Before the time limit starts: the wait depends on the calls before it.
    await this.acquire();
    const attempts = new Attempts(call, this.observer);
    const inProgress = {
      failed: attempts.failed,
      acquire: () => this.acquire(),
      get isUnsettled(): boolean {
        return call.ifOutcomeUnknown !== undefined && attempts.outcomeUnknown;
      },
    };
    try {
      const reply = await callInProgress.run(inProgress, () => this.bounded(send));
      const { status, requestId } = metadataOf(reply);
      // AWS gives every reply a request id: without one, or incomplete, it comes from somewhere else.
      if (status !== success || requestId === undefined || !isComplete(reply)) {
        throw unexpectedReply(reply.$metadata);
      }
      const earlierOutcomeUnknown = attempts.outcomeUnknown;
      attempts.end({ ...metadataOf(reply), name: "success" });
      return { reply, earlierOutcomeUnknown };
    } catch (error) {
      attempts.end(metadataOf(error));
      throw chimeErrorOf(call, error, attempts.seconds, attempts.outcomeUnknown);
    }
  }

  private acquire(): Promise<void> {
    return acquireAll(this.rateLimiters);
  }

  private async bounded<Reply>(send: Send<Reply>): Promise<Reply> {
    const abort = new AbortController();
    const deadline = Date.now() + this.maxSeconds * 1000;
    try {
      return await withDeadline(send({ abortSignal: abort.signal }), deadline, () =>
        callTimedOut(this.maxSeconds),
      );
    } catch (error) {
      abort.abort();
      throw error;
    }
  }
}

/** Collects the attempts of one call. */
class Attempts {
  public outcomeUnknown = false;
  private readonly started = performance.now();

  public constructor(
    private readonly call: CallDescription,
    private readonly observer: CallObserver,
  ) {}

  public get seconds(): number {
    return (performance.now() - this.started) / 1000;
  }

  public readonly failed = (attempt: FailedAttempt): void => {
    this.outcomeUnknown ||= leavesOutcomeUnknown(attempt);
    this.observer.attemptFailed(this.call, attempt);
  };

  public end(metadata: FailureMetadata): void {
    this.outcomeUnknown ||= leavesOutcomeUnknown(metadata);
    this.observer.ended(this.call, { ...metadata, seconds: this.seconds });
  }
}

// Named as the SDK names an answer that is not in the form of an AWS error.
function unexpectedReply($metadata: ResponseMetadata): Error {
  return Object.assign(new Error("UnknownError"), { name: "Unknown", $metadata });
}

function callTimedOut(maxSeconds: number): Error {
  const message = `The call did not end within ${maxSeconds} s and was given up; it may still have taken effect.`;
  return Object.assign(new Error(message), { name: "TimeoutError" });
}
