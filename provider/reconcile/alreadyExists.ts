import type { ChimeError } from "../aws/errors/chimeError";

/** The error of a create whose membership exists, with the ways to go on. It was read, so its outcome is known. */
export function membershipExists(conflict: ChimeError, id: string): ChimeError {
  const advice =
    "The member exists already: added outside Pulumi, by another stack, by an interrupted deployment, or by another resource of this program. If " +
    "the resource was renamed, give it an alias. To adopt the membership, set adoptExisting or import it with " +
    "`npx pulumi-chime import`; after an interrupted deployment, run " +
    `\`PULUMI_CHIME_RECOVER="${id}" pulumi up\`. For --replace, set deleteBeforeReplace.`;
  return conflict.with({ advice, outcomeUnknown: false });
}

/** The same of a container or a user. */
export function containerExists(conflict: ChimeError, id: string): ChimeError {
  const advice =
    "It exists already: created outside Pulumi, by another stack, by an interrupted deployment, or by another resource of this program. " +
    "If the resource was renamed, give it an alias. After an interrupted deployment of this stack, run " +
    `\`PULUMI_CHIME_RECOVER="${id}" pulumi up\`. For --replace, set deleteBeforeReplace.`;
  return conflict.with({ advice, outcomeUnknown: false });
}
