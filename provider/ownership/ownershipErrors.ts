import { UserError } from "../schema/userError";

/** Another resource declares what was to be removed, and it exists. */
export function desiredElsewhere(what: string): Error {
  return new UserError(
    `Did not ${what}: another resource of this program declares it but does not have it yet. The other resource failed, was ` +
      "skipped (--target, --exclude), is created later (deleteBeforeReplace) or gets another id (ignoreChanges, a " +
      "transformation). This resource stays in the state. Fix or include the other resource, or drop " +
      "the option, and run `pulumi up` again.",
    "Declared by another resource",
  );
}

/** Another resource declares what was to be removed, and a failed read leaves unknown whether it exists. */
export function desiredElsewhereButUnread(what: string, readError: unknown): Error {
  const reason = readError instanceof Error ? readError.message : String(readError);
  return new UserError(
    `Did not ${what}: another resource of this program declares it but does not have it yet, and it could not be read to see ` +
      `whether it still exists. This resource stays in the state. ${reason}`,
    "Declared by another resource",
    { cause: readError },
  );
}

/** The program dropped an entity, and declares what would end with it. */
export function contentsDeclared(what: string): Error {
  return new UserError(
    `Did not ${what}: the program still declares what would end with it, such as memberships, moderators or settings. Nothing ` +
      "was deleted, and this resource stays in the state. Declare it again, or remove the others from the program too, and run " +
      "`pulumi up` again.",
    "The program declares its contents",
  );
}

/** An entity is deleted to be created again, and Pulumi would not create again what ends with it. */
export function contentsCompared(what: string): Error {
  return new UserError(
    `Did not ${what} in order to create it again: its memberships, moderators or settings would be lost, because Pulumi has ` +
      "compared them already. Nothing was deleted. Make them follow it: pass an output of this resource instead of its id, or " +
      "set dependsOn, and run `pulumi up` again.",
    "Its contents would be lost",
  );
}

/** The state has things in an entity that does not exist, and Pulumi would not add them again after its create. */
export function contentsKept(what: string): Error {
  return new UserError(
    `Did not ${what}: the state has memberships, moderators or settings of an earlier one with this id. They would be lost, because ` +
      "Pulumi has compared them already. Nothing was created. Run `pulumi up --refresh`, or make them follow it: pass an output of " +
      "this resource instead of its id, or set dependsOn.",
    "Its contents would be lost",
  );
}

/** A process of another provider declared it while it was removed. */
export function desiredMeanwhile(what: string): Error {
  return new UserError(
    `While this provider tried to ${what}, another resource of this program, with another provider, declared it. It may be ` +
      "gone now. Run `pulumi up --refresh`, which creates it again.",
    "Declared by another resource during the removal",
  );
}

/** The ledger of this process was removed. */
export function ledgerMissing(): Error {
  return new UserError(
    "The folder pulumi-chime in Pulumi's home folder (~/.pulumi, or PULUMI_HOME) was cleaned up during this deployment. " +
      "Without it, this provider cannot see what other providers declare, so nobody was removed. Run the command again.",
    "A folder was cleaned up",
  );
}

/** A process of this deployment could not write to its ledger. */
export function ledgerIncomplete(what: string): Error {
  return new UserError(
    `Did not ${what}: a process of this deployment could not write to the folder pulumi-chime in Pulumi's home folder ` +
      "(~/.pulumi, or PULUMI_HOME), so a resource with another provider may declare it. This resource " +
      "stays in the state. Make the folder writable or free disk space, and run the command again.",
    "A folder cannot be written to",
  );
}

/** The deployment was cancelled while the removal waited. */
export function cancelledBefore(what: string): Error {
  return new UserError(
    `Did not ${what}: the deployment was cancelled. This resource stays in the state. Run \`pulumi up\` again.`,
    "The deployment was cancelled",
  );
}

/**
 * The program still declares resources, and one of them may be the member to be removed.
 *
 * @param waitMs How long the removal waited for the last one, in milliseconds.
 */
export function programRuns(what: string, waitMs: number): Error {
  return new UserError(
    `Did not ${what}: the program still declared resources after ${waitMs / 1000} s, and one of them may declare it. This ` +
      "resource stays in the state. Run `pulumi up` again: it has fewer resources to create.",
    "The program still declares resources",
  );
}

/**
 * The program does not know the id of a membership that it declares, which may be that of the member to be removed.
 *
 * @param failed Whether the id stays unknown because a resource or the program failed.
 * @param waitMs How long the roster waits for it, in milliseconds.
 */
export function idsUnknown(what: string, failed: boolean, waitMs: number): Error {
  const reason = failed
    ? "A resource or the program failed, or a resource was skipped (--target, --exclude), so the ids of some memberships that " +
      "the program declares are not known"
    : `After ${waitMs / 1000} s, the program did not know the ids of all memberships that it declares`;
  const advice = failed
    ? "Fix that error, or include the resource, and run `pulumi up` again."
    : "Run `pulumi up` again, with a larger --parallel if you set it. If an id depends on this roster itself, remove that dependency.";
  return new UserError(
    `Did not ${what}. ${reason}, and one of them may be this member. The roster keeps the member. ${advice}`,
    "An id is not known",
  );
}
