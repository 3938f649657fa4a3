import type { FailureKind } from "./classify";

/** A call was not sent, because of the settings or the credentials. */
export class ConfigurationError extends Error {
  /** Not `Error`: that is the SDK's name for broken connections, whose outcome is unknown. */
  public override readonly name = "NotSentError";

  /**
   * @param message Why, as the rest of a sentence that begins with the purpose of the call.
   * @param kind The kind of failure.
   * @param advice What to do, as a sentence.
   * @param cause The error that caused it, if any.
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
