/** The command failed, and has printed why: exit code 1. */
export class ReportedFailure extends Error {
  public override readonly name = "ReportedFailure";
}

/** The command line is invalid: exit code 2. */
export class UsageError extends Error {
  public override readonly name = "UsageError";
}
