import { maxSatisfying, minVersion } from "semver";

import { command } from "../../../tools/package/command";
import type { Combination } from "../combinations";

/**
 * The releases of a package at both ends of a range. The newest is asked of npm: given the range itself, npm installs
 * the newest that declares support of the Node.js at hand.
 */
export async function endsOf(name: string, range: string): Promise<Record<Combination["pulumi"], string>> {
  const args = ["view", `${name}@${range}`, "version", "--json"];
  const answer = JSON.parse(await command("npm", args, { cwd: ".", env: process.env })) as string | string[];
  const oldest = minVersion(range)?.version;
  const newest = maxSatisfying([answer].flat(), range);
  if (oldest === undefined || newest === null) throw new Error(`There is no ${name}@${range}.`);
  return { oldest, newest };
}
