import type { Profiler } from "node:inspector";

/** Whose code uses the processor. */
export const OWNERS = [
  "this package",
  "AWS SDK",
  "Pulumi and gRPC",
  "Node.js",
  "garbage collection",
] as const;

/** One of {@link OWNERS}. */
export type Owner = (typeof OWNERS)[number];

/** The share of each owner in the time of a profile, without the time in which the process waited. */
export function cpuShares({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Record<Owner, number> {
  const owners = ownersOf(nodes);
  const times = new Map<Owner, number>();
  samples.forEach((id, index) => {
    const owner = owners.get(id);
    if (owner !== undefined) times.set(owner, (times.get(owner) ?? 0) + (timeDeltas[index] ?? 0));
  });
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const shares = OWNERS.map((owner) => [owner, (times.get(owner) ?? 0) / total] as const);
  return Object.fromEntries(shares) as Record<Owner, number>;
}

// A function of Node.js counts for the package that called it.
function ownersOf(nodes: readonly Profiler.ProfileNode[]): Map<number, Owner | undefined> {
  const callers = new Map(nodes.flatMap((node) => (node.children ?? []).map((id) => [id, node.id])));
  const owners = new Map<number, Owner | undefined>();
  // A profile lists each function after its caller.
  for (const { id, callFrame } of nodes)
    owners.set(id, ownerOf(callFrame, owners.get(callers.get(id) ?? 0) ?? "Node.js"));
  return owners;
}

/** Undefined if the process waits. */
function ownerOf({ functionName, url }: Profiler.ProfileNode["callFrame"], caller: Owner): Owner | undefined {
  if (functionName === "(idle)") return undefined;
  if (functionName === "(garbage collector)") return "garbage collection";
  if (url === "" || url.startsWith("node:")) return caller;
  if (/\/node_modules\/(@aws-sdk|@smithy|@aws)\//.test(url)) return "AWS SDK";
  if (/\/node_modules\/(@pulumi|@grpc|google-protobuf|protobufjs)\//.test(url)) return "Pulumi and gRPC";
  return "this package";
}
