import * as pulumi from "@pulumi/pulumi";

/**
 * An error of the program whose message tells the user everything. Pulumi shows the message of a `RunError` without its stack while
 * the program runs. Of an error that an output throws later, it shows the stack, so there is none.
 */
export function programError(message: string, cause?: unknown): pulumi.RunError {
  const error = Object.assign(new pulumi.RunError(message), { stack: "" });
  return cause === undefined ? error : Object.assign(error, { cause });
}
