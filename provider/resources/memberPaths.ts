import type * as pulumi from "@pulumi/pulumi";

import { programError } from "./programError";

/**
 * Refuses property paths with a position in the list of members. The inputs hold the roles by member id, so such a path would
 * match nothing, and Pulumi would say nothing.
 *
 * @throws RunError that names the option and the path.
 */
export function refuseMemberPositions(name: string, opts: pulumi.CustomResourceOptions | undefined): void {
  for (const option of ["ignoreChanges", "replaceOnChanges"] as const) {
    const path = opts?.[option]?.find((one) => /^members\[\d+\]/.test(one));
    if (path === undefined) continue;
    throw programError(
      `"${name}": ${option} has the path ${path}, but the members of a roster have no positions. Use the id of the member: ` +
        `${option}: ['members["ID"]'].`,
    );
  }
}
