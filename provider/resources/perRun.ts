import * as pulumi from "@pulumi/pulumi";

/**
 * Keeps something for each run of a program: one process can run several, and what one declares must never meet another's. Unit
 * tests have no stack: each call then returns a new one.
 *
 * @returns Gets what belongs to the program that runs now.
 */
export function perRun<Kept>(create: () => Kept): () => Kept {
  const byRun = new WeakMap<object, Kept>();
  return () => {
    const run = pulumi.runtime.getStackResource();
    if (!run) return create();
    const kept = byRun.get(run) ?? create();
    byRun.set(run, kept);
    return kept;
  };
}
