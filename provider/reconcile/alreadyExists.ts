import type { ChimeError } from "../aws/errors/chimeError";

/** The error of a create whose membership exists, with what to do. The outcome is known, because the membership was read. */
export function membershipExists(conflict: ChimeError, id: string): ChimeError {
  const adoption = " To adopt the membership, set adoptExisting or import it with `npx pulumi-chime import`.";
  return alreadyExists(conflict, id, "The member exists already: added", adoption);
}

/** The same for an entity. */
export function entityExists(conflict: ChimeError, id: string): ChimeError {
  return alreadyExists(conflict, id, "It exists already: created", "");
}

function alreadyExists(conflict: ChimeError, id: string, what: string, adoption: string): ChimeError {
  const advice =
    `${what} outside Pulumi, by another stack, by an interrupted deployment, or by another resource of this program. ` +
    `If the resource was renamed, give it an alias.${adoption} After an interrupted deployment of this stack, run ` +
    `\`PULUMI_CHIME_RECOVER="${id}" pulumi up\`. For --replace, set deleteBeforeReplace.`;
  return conflict.with({ advice, outcomeUnknown: false });
}
