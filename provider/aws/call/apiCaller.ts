import type { ResponseMetadata } from "@smithy/types";

import { chimeErrorOf, type CallDescription } from "../errors/chimeError";
import { metadataOf, leavesOutcomeUnknown, type FailureMetadata } from "../errors/classify";
import { withDeadline } from "./deadline";
import { callInProgress, type CallObserver, type FailedAttempt } from "./callObserver";
import { acquireAll, type RateLimiter } from "./rateLimiter";

/** Sends one call; the signal ends it. */
export type Send<Reply> = (options: { abortSignal: AbortSignal }) => Promise<Reply>;

/** Makes calls to Amazon Chime: bounded in time, strict about what counts as success, with errors for a person. */
export class ApiCaller {
  /**
   * @param maxSeconds How long a call may take in all. The retries end well before; this ends what they cannot.
   * @param observer Who is told how the calls go.
   * @param rateLimiters The rates that its calls keep to, each attempt with a turn of its own.
   */
  public constructor(
    private readonly maxSeconds: number,
    private readonly observer: CallObserver,
    private readonly rateLimiters: readonly RateLimiter[] = [],
  ) {}

  /** The same, for calls that keep to these rates too. */
  public rateLimited(rateLimiters: readonly RateLimiter[]): ApiCaller {
    return new ApiCaller(this.maxSeconds, this.observer, [...this.rateLimiters, ...rateLimiters]);
  }

  /**
   * Makes one call.
   *
   * @param call What it is, for the error.
   * @param success The one status that means success. The SDK takes any below 300 for it, also the page of a proxy.
   * @param send Sends it.
   * @param isWhole Whether a reply says what the operation must say.
   * @throws ChimeError
   */
  public async call<Reply extends { $metadata: ResponseMetadata }>(
    call: CallDescription,
    success: number,
    send: Send<Reply>,
    isWhole: (reply: Reply) => boolean = () => true,
  ): Promise<Reply> {
    // Not part of the call's own time: it waits for as long as the calls before it need.
    await this.acquire();
    const attempts = new Attempts(call, this.observer);
    const inProgress = { failed: attempts.failed, acquire: () => this.acquire() };
    try {
      const reply = await callInProgress.run(inProgress, () => this.bounded(send));
      const { status, requestId } = metadataOf(reply);
      // AWS gives every answer a request id: what has none, or says less than it must, is somebody else's.
      if (status !== success || requestId === undefined || !isWhole(reply)) {
        throw unexpectedReply(reply.$metadata);
      }
      attempts.ended({ ...metadataOf(reply), name: "success" });
      return reply;
    } catch (error) {
      attempts.ended(metadataOf(error));
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
    } finally {
      abort.abort();
    }
  }
}

/** What is known of the attempts of one call. */
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

  public ended(facts: FailureMetadata): void {
    this.outcomeUnknown ||= leavesOutcomeUnknown(facts);
    this.observer.ended(this.call, { ...facts, seconds: this.seconds });
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
