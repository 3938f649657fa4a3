/**
 * An error whose message is written for the person who has to act on it, and says all there is to say.
 *
 * Pulumi's plugin host prints `${error}: ${error.stack}` as a message of the whole stack, beside the message that the
 * engine shows with the resource. For these errors that is one short line, and no trace.
 */
export class UserError extends Error {
  /**
   * @param message Says what was being done, what came of it, and what to do now.
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
