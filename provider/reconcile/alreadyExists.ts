import type { ChimeError } from "../aws/errors/chimeError";

/** The error of a create whose membership exists already, with the ways to go on. That is settled: it was looked at. */
export function membershipExists(conflict: ChimeError, id: string): ChimeError {
  const advice =
    "The member is in already: added by hand, by another stack, by an interrupted deployment, or by another resource of this " +
    "program, such as one that was renamed or that names resources by their place in a list. If the resource was renamed, " +
    "give it an alias. To adopt the membership, set adoptExisting on the resource or import it with " +
    `\`npx pulumi-chime import\`; if an interrupted deployment added the member, run \`PULUMI_CHIME_RECOVER="${id}" pulumi up\`. ` +
    "For --replace, set deleteBeforeReplace.";
  return conflict.with({ advice, outcomeUnknown: false });
}

/** The same of a container or a user. */
export function containerExists(conflict: ChimeError, id: string): ChimeError {
  const advice =
    "It exists already: created by hand, by another stack, by an interrupted deployment, or by another resource of this " +
    "program. If the resource was renamed, give it an alias. If an interrupted deployment of this stack created it, run " +
    `\`PULUMI_CHIME_RECOVER="${id}" pulumi up\`. For --replace, set deleteBeforeReplace.`;
  return conflict.with({ advice, outcomeUnknown: false });
}
