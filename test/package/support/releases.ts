import { maxSatisfying, minVersion } from "semver";

import { command } from "../../../tools/package/command";
import type { Combination } from "../combinations";

/**
 * The oldest and the newest release in a range. The range itself cannot be used for the newest: npm would install the
 * newest release that supports the current version of Node.js.
 */
export async function oldestAndNewest(
  name: string,
  range: string,
): Promise<Record<Combination["pulumi"], string>> {
  const args = ["view", `${name}@${range}`, "version", "--json"];
  const versions = JSON.parse(await command("npm", args, { cwd: ".", env: process.env })) as
    string | string[];
  const oldest = minVersion(range)?.version;
  const newest = maxSatisfying([versions].flat(), range);
  if (oldest === undefined || newest === null) throw new Error(`The registry has no ${name}@${range}.`);
  return { oldest, newest };
}
