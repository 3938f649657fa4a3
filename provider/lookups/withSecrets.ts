import type * as pulumi from "@pulumi/pulumi";

/**
 * The result of a look-up as one output, with its secret properties as outputs of their own. In one output, everything would
 * be a secret, and so would the inputs of every resource that uses an id of it.
 */
export function withSecrets<Result, Secrets extends Record<string, pulumi.Output<unknown>>>(
  result: pulumi.Output<Result>,
  secrets: Secrets,
): pulumi.Output<Result> & Secrets {
  return Object.assign(result, secrets);
}
