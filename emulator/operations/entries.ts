import { ApiError, conflict } from "../http/errors";
import type { AppInstance, Entries, Entry } from "../store/appInstance";
import { identity } from "./sdkShapes";
import { missingResource, nothingToRemove, type Declares } from "./missingResource";
import type { Context } from "./operation";
import type { Page, PageRequest } from "./pagination";

/** The administrators of an app instance, or the moderators or bans of a channel. */
export interface EntryList {
  readonly instance: AppInstance;
  readonly entries: Entries;
  /** What an entry is, for error messages, such as `moderator`. */
  readonly noun: string;
}

/**
 * Whether a user or bot of the app instance can be added to a list. Returns false if the list has it already and the
 * rules accept that.
 *
 * @param quota the maximum number of entries
 * @throws ConflictException, ForbiddenException, ResourceLimitExceededException
 */
export function canAddEntry(
  { rules }: Context,
  { instance, entries, noun }: EntryList,
  memberArn: string,
  quota = Infinity,
): boolean {
  if (!instance.participants.has(memberArn)) {
    throw missingResource(rules, "app instance user or bot", "no NotFound");
  }
  if (entries.has(memberArn)) {
    if (rules.existingRoleOrBan === "created") return false;
    throw conflict(`The ${noun} exists already.`);
  }
  if (entries.size >= quota) {
    throw new ApiError("ResourceLimitExceededException", `There is already the maximum number of ${noun}s.`);
  }
  return true;
}

/** Removes an entry. Returns whether it existed. */
export function deleteEntry({ rules }: Context, { entries, noun }: EntryList, memberArn: string): boolean {
  return entries.delete(memberArn) || nothingToRemove(rules.missingRoleOrBan, noun);
}

/** @throws NotFoundException or ForbiddenException if there is no such entry */
export function findEntry(
  { rules }: Context,
  { entries, noun }: EntryList,
  memberArn: string,
  declares: Declares,
): Entry {
  const entry = entries.get(memberArn);
  if (entry === undefined) throw missingResource(rules, noun, declares);
  return entry;
}

/** A page of the users and bots in a list, in the shape of a reply. */
export function pageOfEntries(
  { pagination }: Context,
  { instance, entries }: EntryList,
  request: PageRequest,
): Page<object> {
  const { items, ...rest } = pagination.page([...entries.keys()], (arn) => arn, request);
  return { ...rest, items: items.map((arn) => identity(instance, arn)) };
}
