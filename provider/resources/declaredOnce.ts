import * as pulumi from "@pulumi/pulumi";

/**
 * Fails the program when two of its resources declare the same membership, and names both. Ids that are not known
 * yet are looked at as soon as they are; the plugin refuses those that come too late for that.
 */
export function declareOnce(name: string, ids: readonly unknown[]): void {
  const declared = declaredInThisRun();
  const declare = (known: readonly unknown[]): void => {
    const key = JSON.stringify(known);
    const other = declared.get(key);
    if (other !== undefined) throw declaredTwice(name, other, known);
    declared.set(key, name);
  };
  if (ids.every((id) => typeof id === "string")) declare(ids);
  else pulumi.all([...ids]).apply(declare);
}

// A process can run several programs one after the other, and unit tests run without a stack: each has its own list.
const byRun = new WeakMap<object, Map<string, string>>();

function declaredInThisRun(): Map<string, string> {
  const run = pulumi.runtime.getStackResource();
  const declared = (run && byRun.get(run)) ?? new Map<string, string>();
  if (run) byRun.set(run, declared);
  return declared;
}

function declaredTwice(
  name: string,
  other: string,
  [accountId, roomId, memberId]: readonly unknown[],
): Error {
  return new pulumi.RunError(
    `The resources "${other}" and "${name}" declare the same membership: member ${String(memberId)} of room ` +
      `${String(roomId)} (account ${String(accountId)}). Keep one of them.`,
  );
}
