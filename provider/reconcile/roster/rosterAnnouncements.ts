import type { DeploymentKind } from "../../ownership/ledger";
import type { Progress } from "../../reporting/progress";
import {
  adoptionMessage,
  allRemovedNames,
  changesMessage,
  emptyMessage,
  ignoredMessage,
  possibleRemovalsMessage,
  removalsMessage,
  removedMessage,
  transferredRemovalsMessage,
  transferredRemovedMessage,
  unreadMessage,
} from "./rosterMessages";
import type { RosterSubject } from "./memberNames";
import type { DeclaredChanges } from "./rosterPlan";

/** What the announcements depend on. */
export interface AnnouncementOptions {
  /** Whether PULUMI_CHIME_DEBUG names every member. */
  readonly isDebug: () => boolean;
  /** Whether this is a preview or an update; undefined if that is unknown. */
  readonly deployment: () => DeploymentKind | undefined;
  /** Whether the program was checked and this may be a preview. A refresh is none. */
  readonly mayBePreview: () => boolean;
}

/**
 * Messages about who is removed, adopted or left alone: before the update what it will do, and in the update what it did. Each
 * is reported once, because a replacement is checked twice.
 */
export class RosterAnnouncements {
  private readonly reported = new Set<string>();
  /** The names of the rosters, by parent. */
  private readonly names = new Map<string, Set<string>>();

  /** @param progress Reports the messages. */
  public constructor(
    private readonly progress: Progress,
    private readonly options: AnnouncementOptions,
  ) {}

  /** The program declares a roster for this parent. Messages name it, unless there is another one. */
  public name({ parent }: RosterSubject, name: unknown): void {
    if (typeof name !== "string") return;
    this.names.set(parent, (this.names.get(parent) ?? new Set()).add(name));
  }

  /** The program changes these members of a roster, which removes so many unmanaged members too. */
  public changes(
    roster: RosterSubject,
    changes: () => DeclaredChanges,
    role: string | undefined,
    unmanaged: number,
  ): void {
    if (!this.options.mayBePreview()) return;
    const message = changesMessage(roster, changes(), role, unmanaged);
    if (message !== undefined) this.once(roster, message, "say");
  }

  /** A new roster has no members. That is no error, because a program may compute them. */
  public empty(roster: RosterSubject): void {
    if (this.options.mayBePreview()) this.once(roster, emptyMessage(roster), "say");
  }

  /** An exclusive roster will remove these members. */
  public removals(roster: RosterSubject, memberIds: readonly string[]): void {
    if (!this.isUpdate) this.warn(roster, memberIds, removalsMessage(roster, memberIds));
  }

  /** An exclusive roster removed these members. */
  public removed(roster: RosterSubject, memberIds: readonly string[]): void {
    this.warn(roster, memberIds, removedMessage(roster, memberIds));
  }

  /** These members may be removed: the preview does not know all members of the roster. */
  public possibleRemovals(roster: RosterSubject, memberIds: readonly string[]): void {
    if (!this.isUpdate) this.warn(roster, memberIds, possibleRemovalsMessage(roster, memberIds));
  }

  /** The preview may not read the members, so it does not know whom an exclusive roster removes. */
  public unread(roster: RosterSubject, reason: string): void {
    this.once(roster, unreadMessage(roster, reason), "warn");
  }

  /** These members were kept for another resource, and will be removed, because no resource declares them any more. */
  public transferredRemovals(roster: RosterSubject, memberIds: readonly string[]): void {
    if (!this.isUpdate) this.warn(roster, memberIds, transferredRemovalsMessage(roster, memberIds));
  }

  /** These members were kept for another resource, and were removed. */
  public transferredRemoved(roster: RosterSubject, memberIds: readonly string[]): void {
    this.warn(roster, memberIds, transferredRemovedMessage(roster, memberIds));
  }

  /** Another roster ignores these members, so this one drops them without a removal. */
  public ignored(roster: RosterSubject, memberIds: readonly string[]): void {
    if (memberIds.length > 0) this.once(roster, ignoredMessage(roster, memberIds), "say");
  }

  /** The roster adopted these members. */
  public adoption(roster: RosterSubject, memberIds: readonly string[]): void {
    if (memberIds.length > 0) this.progress.say(this.withName(roster, adoptionMessage(roster, memberIds)));
  }

  private get isUpdate(): boolean {
    return this.options.deployment() === "update";
  }

  private warn(roster: RosterSubject, memberIds: readonly string[], message: string): void {
    if (memberIds.length === 0 || !this.once(roster, message, "warn") || !this.options.isDebug()) return;
    for (const names of allRemovedNames(roster, memberIds)) this.progress.say(names);
  }

  private once(roster: RosterSubject, message: string, how: "say" | "warn"): boolean {
    if (this.reported.has(message)) return false;
    this.reported.add(message);
    this.progress[how](this.withName(roster, message));
    return true;
  }

  private withName({ parent }: RosterSubject, message: string): string {
    const [name, ...others] = this.names.get(parent) ?? [];
    return name === undefined || others.length > 0 ? message : `"${name}": ${message}`;
  }
}
