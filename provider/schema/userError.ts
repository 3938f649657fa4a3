/**
 * An error whose message tells the user everything, so that a stack trace would add nothing.
 *
 * Pulumi's plugin host logs `${error}: ${error.stack}` for the whole stack, in addition to the message that the engine
 * shows with the resource. For these errors that is one short line.
 */
export class UserError extends Error {
  /**
   * @param message What was being done, why it failed, and what to do now.
   * @param headline What failed, in two or three words.
   */
  public constructor(
    message: string,
    private readonly headline: string,
  ) {
    super(message);
    this.stack = "its resource's own message says why, and what to do.";
  }

  public override toString(): string {
    return this.headline;
  }
}
