import type { ChimeError } from "../aws/errors/chimeError";
import type { MembershipLabels } from "../schema/membershipSchema";
import { UserError } from "../schema/userError";

/**
 * The error of a create whose membership exists, with what to do. The outcome is known, because the membership was read.
 *
 * @param kind What exists: `membership`.
 */
export function membershipExists(conflict: ChimeError, id: string, kind: string): ChimeError {
  return explained(
    conflict,
    id,
    "It was added outside Pulumi, by another stack, or by another resource, which may be a roster. To adopt the " +
      `${kind}, set adoptExisting.`,
  );
}

/** The same if the member is the bearer, who need not have been added by anybody. */
export function bearerIsMember(
  conflict: ChimeError,
  { member, kind }: Pick<MembershipLabels, "member" | "kind">,
): ChimeError {
  const advice =
    `This ${member} is the chimeBearer: whoever creates a channel becomes a ${member} of it. To manage the ${kind}, set ` +
    "adoptExisting on the resource. Otherwise remove the resource from the program.";
  return conflict.with({ advice, outcomeUnknown: false });
}

/** The same for an entity. */
export function entityExists(conflict: ChimeError, id: string): ChimeError {
  return explained(
    conflict,
    id,
    "It was created outside Pulumi, by another stack, or by another resource of this program.",
  );
}

/**
 * The error of a resource that another resource of the program declares too.
 *
 * @param what Such as `room R`.
 * @param properties The properties that are the same.
 * @param advice More sentences about what to do.
 */
export function declaredTwice(what: string, properties: string, cause?: unknown, advice = ""): UserError {
  return new UserError(
    `The ${what} is declared twice in this program: two resources have the same ${properties}. Remove one of them; nothing ` +
      "was changed for this one. If it is declared once and replaced (--replace, replaceOnChanges), set " +
      `deleteBeforeReplace on the resource.${advice}`,
    "Declared twice",
    { cause },
  );
}

function explained(conflict: ChimeError, id: string, origin: string): ChimeError {
  const advice =
    `${origin} If the resource was renamed, give it an alias. After an interrupted deployment of this stack, run ` +
    `\`PULUMI_CHIME_RECOVER="${id}" pulumi up\`.`;
  return conflict.with({ advice, outcomeUnknown: false });
}
