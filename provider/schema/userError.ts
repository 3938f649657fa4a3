/**
 * An error whose message tells the user everything: what failed, why, and what to do now.
 *
 * Pulumi's plugin host logs `${error}: ${error.stack}` for the whole stack, in addition to the message that the engine
 * shows with the resource. For these errors that is one short line. {@link trace} keeps the stack, which
 * PULUMI_CHIME_DEBUG shows.
 */
export class UserError extends Error {
  /** Where the error was created: the stack of any other error. */
  public readonly trace: string;

  /**
   * @param message What was being done, why it failed, and what to do now.
   * @param headline What failed, in two or three words.
   * @param options The error that caused this one.
   */
  public constructor(
    message: string,
    private readonly headline: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.trace = this.stack ?? "";
    this.stack = "its resource's own message says why, and what to do.";
  }

  public override toString(): string {
    return this.headline;
  }
}
