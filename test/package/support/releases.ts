import { maxSatisfying, minVersion } from "semver";

import { command } from "../../../tools/package/command";
import type { Combination } from "../combinations";

/**
 * The oldest and the newest release in a range. Asks npm for the newest, because for a range npm installs the newest
 * release that declares support for the current Node.js.
 */
export async function endsOf(name: string, range: string): Promise<Record<Combination["pulumi"], string>> {
  const args = ["view", `${name}@${range}`, "version", "--json"];
  const answer = JSON.parse(await command("npm", args, { cwd: ".", env: process.env })) as string | string[];
  const oldest = minVersion(range)?.version;
  const newest = maxSatisfying([answer].flat(), range);
  if (oldest === undefined || newest === null) throw new Error(`There is no ${name}@${range}.`);
  return { oldest, newest };
}
