import { inDigits } from "../../reporting/inDigits";
import { counted, MOST_NAMED, namesOf } from "./memberNames";
import type { DeclaredChanges } from "./rosterPlan";

/** How many members each message names with PULUMI_CHIME_DEBUG. */
const NAMED_AT_ONCE = 100;

/** Says whom an exclusive roster will remove. */
export function removalsMessage(parent: string, memberIds: readonly string[]): string {
  const removal = `\`pulumi up\` removes ${membersOf(parent, memberIds)}: ${EXCLUSIVE}`;
  return withHint(memberIds, `${removal} To keep a member, add the id to ignoreMembers.`);
}

/** Says whom an exclusive roster removed. */
export function removedMessage(parent: string, memberIds: readonly string[]): string {
  return withHint(memberIds, `Removed ${membersOf(parent, memberIds)}: ${EXCLUSIVE}`);
}

/** Says who may be removed, if the preview does not know all members of a roster. */
export function possibleRemovalsMessage(parent: string, memberIds: readonly string[]): string {
  const [limit, exception] =
    memberIds.length === 1 ? ["", "unless the member turns out"] : ["up to ", "except those that turn out"];
  return withHint(
    memberIds,
    `\`pulumi up\` removes ${limit}${membersOf(parent, memberIds)}, ${exception} to be in the roster: some of its members are ` +
      "not known before the update.",
  );
}

/** Says that a preview does not know whom an exclusive roster removes. */
export function unreadMessage(parent: string, reason: string): string {
  return `\`pulumi up\` removes the members of ${parent} that are not in the exclusive roster. The preview cannot name them: ${reason}`;
}

/** Says whom a roster will remove that it kept for another resource. */
export function transferredRemovalsMessage(parent: string, memberIds: readonly string[]): string {
  return `\`pulumi up\` removes ${membersOf(parent, memberIds)}: ${TRANSFERRED}`;
}

/** Says whom a roster removed that it kept for another resource. */
export function transferredRemovedMessage(parent: string, memberIds: readonly string[]): string {
  return `Removed ${membersOf(parent, memberIds)}: ${TRANSFERRED}`;
}

const EXCLUSIVE = "not in the exclusive roster.";
const TRANSFERRED = "kept by the roster for another resource, and not declared any more.";

/**
 * Says what changes in a roster: `+2 -1 ~1, from 279 to 280 members`, and whom it concerns. Undefined if nothing does.
 *
 * @param role The name of the property that changes.
 * @param unmanaged How many other members an exclusive roster removes. Another message names them.
 */
export function changesMessage(
  parent: string,
  { added, removed, changed, before, after }: DeclaredChanges,
  role: string,
  unmanaged: number,
): string | undefined {
  const roles = changed.map(({ memberId, from, to }) => `${memberId} (${from} to ${to})`);
  const parts = [
    { sign: "+", action: "Add", names: added, more: 0 },
    { sign: "-", action: "Remove", names: removed, more: unmanaged },
    { sign: "~", action: `Change the ${role} of`, names: roles, more: 0 },
  ];
  const declared = parts.filter(({ names }) => names.length > 0);
  if (declared.length === 0) return undefined;
  const counts = parts
    .map(({ sign, names, more }) => ({ sign, count: names.length + more }))
    .filter(({ count }) => count > 0)
    .map(({ sign, count }) => `${sign}${inDigits(count)}`);
  const actions = declared.map(({ action, names }) => `${action}: ${namesOf(names)}.`);
  const sizes = `from ${inDigits(before + unmanaged)} to ${counted(after)}`;
  return `${counts.join(" ")}, ${sizes}, in the roster of ${parent}. ${actions.join(" ")}`;
}

/** Says that a new roster does nothing. */
export function emptyMessage(parent: string): string {
  return `The roster of ${parent} has no members, so it adds and removes nobody.`;
}

/** Says whom a roster drops without a removal, because another roster ignores them. */
export function ignoredMessage(parent: string, memberIds: readonly string[]): string {
  return (
    `Does not remove ${membersOf(parent, memberIds)}: in ignoreMembers of another roster. Who is ignored leaves the ` +
    "state and stays a member. To remove a member, delete the id from ignoreMembers in the same update."
  );
}

/** Says whom a roster adopted. */
export function adoptionMessage(parent: string, memberIds: readonly string[]): string {
  return (
    `Adopted ${counted(memberIds.length)} (${namesOf(memberIds)}) that existed already in ${parent}: managed by ` +
    "the roster from now on."
  );
}

/** Names all members that {@link removalsMessage} or {@link possibleRemovalsMessage} shortens. */
export function allRemovedNames(parent: string, memberIds: readonly string[]): string[] {
  if (memberIds.length <= MOST_NAMED) return [];
  const messages = Math.ceil(memberIds.length / NAMED_AT_ONCE);
  return Array.from({ length: messages }, (_, index) => {
    const named = memberIds.slice(index * NAMED_AT_ONCE, (index + 1) * NAMED_AT_ONCE);
    return `Members to remove from ${parent}: ${named.join(", ")}`;
  });
}

function withHint(memberIds: readonly string[], message: string): string {
  return memberIds.length > MOST_NAMED ? `${message} PULUMI_CHIME_DEBUG=true names all of them.` : message;
}

function membersOf(parent: string, memberIds: readonly string[]): string {
  return `${counted(memberIds.length)} (${namesOf(memberIds)}) from ${parent}`;
}
