/** The command line asks for something that cannot be: its exit code is 2. */
export class UsageError extends Error {
  public override readonly name = "UsageError";
}
