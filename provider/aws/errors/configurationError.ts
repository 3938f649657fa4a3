import type { FailureKind } from "./classify";

/** A call that could not even be sent to Amazon Chime, for a reason that lies in the settings or the credentials. */
export class ConfigurationError extends Error {
  /** Not `Error`, which is the SDK's name for broken connections: those leave open whether the call did its work. */
  public override readonly name = "NotSentError";

  /**
   * @param message Why, as the rest of a sentence that begins with what was to be done.
   * @param kind The kind of failure that it is.
   * @param advice What to do, as a sentence.
   * @param cause What was thrown, where its message says more.
   */
  public constructor(
    message: string,
    public readonly kind: FailureKind,
    public readonly advice: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}
