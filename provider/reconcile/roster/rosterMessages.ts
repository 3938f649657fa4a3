import { inDigits } from "../../reporting/inDigits";
import { counted, MOST_NAMED, namesOf, type RosterSubject } from "./memberNames";
import type { DeclaredChanges } from "./rosterPlan";

/** How many members each message names with PULUMI_CHIME_DEBUG. */
const NAMED_AT_ONCE = 100;

/** Says whom an exclusive roster will remove. */
export function removalsMessage(roster: RosterSubject, memberIds: readonly string[]): string {
  const removal = `\`pulumi up\` removes ${membersOf(roster, memberIds)}: ${EXCLUSIVE}`;
  return withHint(memberIds, `${removal} To keep a ${roster.noun}, add the id to ignoreMembers.`);
}

/** Says whom an exclusive roster removed. */
export function removedMessage(roster: RosterSubject, memberIds: readonly string[]): string {
  return withHint(memberIds, `Removed ${membersOf(roster, memberIds)}: ${EXCLUSIVE}`);
}

/** Says who may be removed, if the preview does not know all members of a roster. */
export function possibleRemovalsMessage(roster: RosterSubject, memberIds: readonly string[]): string {
  const [limit, exception] =
    memberIds.length === 1
      ? ["", `unless the ${roster.noun} turns out`]
      : ["up to ", "except those that turn out"];
  return withHint(
    memberIds,
    `\`pulumi up\` removes ${limit}${membersOf(roster, memberIds)}, ${exception} to be in the roster: some of its members are ` +
      "not known before the update.",
  );
}

/** Says that a preview does not know whom an exclusive roster removes. */
export function unreadMessage({ parent, noun }: RosterSubject, reason: string): string {
  return `\`pulumi up\` removes the ${noun}s of ${parent} that are not in the exclusive roster. The preview cannot name them: ${reason}`;
}

/** Says whom a roster will remove that it kept for another resource. */
export function transferredRemovalsMessage(roster: RosterSubject, memberIds: readonly string[]): string {
  return `\`pulumi up\` removes ${membersOf(roster, memberIds)}: ${TRANSFERRED}`;
}

/** Says whom a roster removed that it kept for another resource. */
export function transferredRemovedMessage(roster: RosterSubject, memberIds: readonly string[]): string {
  return `Removed ${membersOf(roster, memberIds)}: ${TRANSFERRED}`;
}

const EXCLUSIVE = "not in the exclusive roster.";
const TRANSFERRED = "kept by the roster for another resource, and not declared any more.";

/**
 * Says what changes in a roster: `+2 -1 ~1, from 279 to 280 members`, and whom it concerns. Undefined if nothing does.
 *
 * @param role The name of the property that changes. Undefined where members have no role, so that only an unknown outcome does.
 * @param unmanaged How many other members an exclusive roster removes. Another message names them.
 */
export function changesMessage(
  { parent, noun }: RosterSubject,
  { added, removed, changed, before, after }: DeclaredChanges,
  role: string | undefined,
  unmanaged: number,
): string | undefined {
  const changes =
    role === undefined
      ? { action: "Confirm", names: changed.map(({ memberId }) => memberId) }
      : {
          action: `Change the ${role} of`,
          names: changed.map(({ memberId, from, to }) => `${memberId} (${from} to ${to})`),
        };
  const parts = [
    { sign: "+", action: "Add", names: added, more: 0 },
    { sign: "-", action: "Remove", names: removed, more: unmanaged },
    { sign: "~", ...changes, more: 0 },
  ];
  const declared = parts.filter(({ names }) => names.length > 0);
  if (declared.length === 0) return undefined;
  const counts = parts
    .map(({ sign, names, more }) => ({ sign, count: names.length + more }))
    .filter(({ count }) => count > 0)
    .map(({ sign, count }) => `${sign}${inDigits(count)}`);
  const actions = declared.map(({ action, names }) => `${action}: ${namesOf(names)}.`);
  const sizes = `from ${inDigits(before + unmanaged)} to ${counted(after, noun)}`;
  return `${counts.join(" ")}, ${sizes}, in the roster of ${parent}. ${actions.join(" ")}`;
}

/** Says that a new roster does nothing. */
export function emptyMessage({ parent, noun }: RosterSubject): string {
  return `The roster of ${parent} has no ${noun}s, so it adds and removes nobody.`;
}

/** Says whom a roster drops without a removal, because another roster ignores them. */
export function ignoredMessage(roster: RosterSubject, memberIds: readonly string[]): string {
  return (
    `Does not remove ${membersOf(roster, memberIds)}: in ignoreMembers of another roster. Those who are ignored ` +
    `leave the state and stay ${roster.noun}s. To remove a ${roster.noun}, delete the id from ignoreMembers in the same update.`
  );
}

/** Says whom a roster adopted. */
export function adoptionMessage({ parent, noun }: RosterSubject, memberIds: readonly string[]): string {
  return (
    `Adopted ${counted(memberIds.length, noun)} (${namesOf(memberIds)}) that existed already in ${parent}: managed by ` +
    "the roster from now on."
  );
}

/** Names all members that {@link removalsMessage} or {@link possibleRemovalsMessage} shortens. */
export function allRemovedNames({ parent, noun }: RosterSubject, memberIds: readonly string[]): string[] {
  if (memberIds.length <= MOST_NAMED) return [];
  const messages = Math.ceil(memberIds.length / NAMED_AT_ONCE);
  return Array.from({ length: messages }, (_, index) => {
    const named = memberIds.slice(index * NAMED_AT_ONCE, (index + 1) * NAMED_AT_ONCE);
    return `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s to remove from ${parent}: ${named.join(", ")}`;
  });
}

function withHint(memberIds: readonly string[], message: string): string {
  return memberIds.length > MOST_NAMED ? `${message} PULUMI_CHIME_DEBUG=true names all of them.` : message;
}

function membersOf({ parent, noun }: RosterSubject, memberIds: readonly string[]): string {
  return `${counted(memberIds.length, noun)} (${namesOf(memberIds)}) from ${parent}`;
}
