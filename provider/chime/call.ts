import type { ResponseMetadata } from "@smithy/types";

import { chimeErrorOf, type CallDescription } from "./chimeError";
import { withDeadline } from "./deadline";

/** Sends one call; the signal ends it. */
export type Send<Reply> = (options: { abortSignal: AbortSignal }) => Promise<Reply>;

/** Makes calls to Amazon Chime: bounded in time, strict about what counts as success, with errors for a person. */
export class ChimeCaller {
  /** @param maxSeconds How long a call may take in all. The retries end well before; this ends what they cannot. */
  public constructor(private readonly maxSeconds: number) {}

  /**
   * Makes one call.
   *
   * @param call What it is, for the error.
   * @param success The one status that means success. The SDK takes any below 300 for it, also the page of a proxy.
   * @throws ChimeError
   */
  public async call<Reply extends { $metadata: ResponseMetadata }>(
    call: CallDescription,
    success: number,
    send: Send<Reply>,
  ): Promise<Reply> {
    const started = performance.now();
    try {
      const reply = await this.bounded(send);
      if (reply.$metadata.httpStatusCode !== success) throw new UnexpectedReply(reply.$metadata);
      return reply;
    } catch (error) {
      throw chimeErrorOf(call, error, (performance.now() - started) / 1000);
    }
  }

  private async bounded<Reply>(send: Send<Reply>): Promise<Reply> {
    const abort = new AbortController();
    try {
      const deadline = Date.now() + this.maxSeconds * 1000;
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
