import type { ResponseMetadata } from "@smithy/types";

import { chimeErrorOf, type CallDescription } from "./chimeError";
import { factsOf, mayHaveWritten, type FailureFacts } from "./classify";
import { withDeadline } from "./deadline";
import { callInProgress, type CallObserver, type FailedAttempt } from "./observer";
import { turnOfAll, type Pacer } from "./pacer";

/** Sends one call; the signal ends it. */
export type Send<Reply> = (options: { abortSignal: AbortSignal }) => Promise<Reply>;

/** Makes calls to Amazon Chime: bounded in time, strict about what counts as success, with errors for a person. */
export class ChimeCaller {
  /**
   * @param maxSeconds How long a call may take in all. The retries end well before; this ends what they cannot.
   * @param observer Who is told how the calls go.
   * @param pacers The rates that its calls keep to, each attempt with a turn of its own.
   */
  public constructor(
    private readonly maxSeconds: number,
    private readonly observer: CallObserver,
    private readonly pacers: readonly Pacer[] = [],
  ) {}

  /** The same, for calls that keep to these rates too. */
  public paced(pacers: readonly Pacer[]): ChimeCaller {
    return new ChimeCaller(this.maxSeconds, this.observer, [...this.pacers, ...pacers]);
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
    return (await this.callRepeatable(call, success, send, isWhole)).reply;
  }

  /**
   * The same, where the reply of a repeated call can refuse what an attempt before has done.
   *
   * @returns The reply, and whether an attempt before may have done its work, although it was not answered so.
   * @throws ChimeError
   */
  public async callRepeatable<Reply extends { $metadata: ResponseMetadata }>(
    call: CallDescription,
    success: number,
    send: Send<Reply>,
    isWhole: (reply: Reply) => boolean,
  ): Promise<{ reply: Reply; mayHaveWrittenBefore: boolean }> {
    // Not part of the call's own time: it waits for as long as the calls before it need.
    await this.turn();
    const attempts = new Attempts(call, this.observer);
    const inProgress = { failed: attempts.failed, turn: () => this.turn() };
    try {
      const reply = await callInProgress.run(inProgress, () => this.bounded(send));
      const { status, requestId } = factsOf(reply);
      // AWS gives every answer a request id: what has none, or says less than it must, is somebody else's.
      if (status !== success || requestId === undefined || !isWhole(reply)) {
        throw new UnexpectedReply(reply.$metadata);
      }
      const mayHaveWrittenBefore = attempts.mayHaveWritten;
      attempts.ended({ ...factsOf(reply), name: "success" });
      return { reply, mayHaveWrittenBefore };
    } catch (error) {
      attempts.ended(factsOf(error));
      throw chimeErrorOf(call, error, attempts.seconds, attempts.mayHaveWritten);
    }
  }

  private turn(): Promise<void> {
    return turnOfAll(this.pacers);
  }

  private async bounded<Reply>(send: Send<Reply>): Promise<Reply> {
    const abort = new AbortController();
    const deadline = Date.now() + this.maxSeconds * 1000;
    try {
      return await withDeadline(
        send({ abortSignal: abort.signal }),
        deadline,
        () => new OverdueCall(this.maxSeconds),
      );
    } finally {
      abort.abort();
    }
  }
}

/** What is known of the attempts of one call. */
class Attempts {
  public mayHaveWritten = false;
  private readonly started = performance.now();

  public constructor(
    private readonly call: CallDescription,
    private readonly observer: CallObserver,
  ) {}

  public get seconds(): number {
    return (performance.now() - this.started) / 1000;
  }

  public readonly failed = (attempt: FailedAttempt): void => {
    this.mayHaveWritten ||= mayHaveWritten(attempt);
    this.observer.attemptFailed(this.call, attempt);
  };

  public ended(facts: FailureFacts): void {
    this.mayHaveWritten ||= mayHaveWritten(facts);
    this.observer.ended(this.call, { ...facts, seconds: this.seconds });
  }
}

// Named as the SDK names an answer that is not in the form of an AWS error.
class UnexpectedReply extends Error {
  public override readonly name = "Unknown";

  public constructor(public readonly $metadata: ResponseMetadata) {
    super("UnknownError");
  }
}

class OverdueCall extends Error {
  public override readonly name = "TimeoutError";

  public constructor(maxSeconds: number) {
    super(`The call did not end within ${maxSeconds} s and was given up; it may still have taken effect.`);
  }
}
