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
import type { DeclaredChanges } from "./rosterPlan";

/** What the announcements depend on. */
export interface AnnouncementOptions {
  /** Whether PULUMI_CHIME_DEBUG names every member. */
  readonly isDebug: () => boolean;
  /** Whether this is a preview or an update; undefined if that is unknown. */
  readonly deployment: () => DeploymentKind | undefined;
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
  public name(parent: string, name: unknown): void {
    if (typeof name !== "string") return;
    this.names.set(parent, (this.names.get(parent) ?? new Set()).add(name));
  }

  /** The program changes these members of a roster, which removes so many unmanaged members too. */
  public changes(parent: string, changes: () => DeclaredChanges, role: string, unmanaged: number): void {
    if (this.options.deployment() !== "preview") return;
    const message = changesMessage(parent, changes(), role, unmanaged);
    if (message !== undefined) this.once(parent, message, "say");
  }

  /** A new roster has no members. That is no error, because a program may compute them. */
  public empty(parent: string): void {
    if (this.options.deployment() === "preview") this.once(parent, emptyMessage(parent), "say");
  }

  /** An exclusive roster will remove these members. */
  public removals(parent: string, memberIds: readonly string[]): void {
    if (!this.isUpdate) this.warn(parent, memberIds, removalsMessage(parent, memberIds));
  }

  /** An exclusive roster removed these members. */
  public removed(parent: string, memberIds: readonly string[]): void {
    this.warn(parent, memberIds, removedMessage(parent, memberIds));
  }

  /** These members may be removed: the preview does not know all members of the roster. */
  public possibleRemovals(parent: string, memberIds: readonly string[]): void {
    if (!this.isUpdate) this.warn(parent, memberIds, possibleRemovalsMessage(parent, memberIds));
  }

  /** The preview may not read the members, so it does not know whom an exclusive roster removes. */
  public unread(parent: string, reason: string): void {
    this.once(parent, unreadMessage(parent, reason), "warn");
  }

  /** These members were kept for another resource, and will be removed, because no resource declares them any more. */
  public transferredRemovals(parent: string, memberIds: readonly string[]): void {
    if (!this.isUpdate) this.warn(parent, memberIds, transferredRemovalsMessage(parent, memberIds));
  }

  /** These members were kept for another resource, and were removed. */
  public transferredRemoved(parent: string, memberIds: readonly string[]): void {
    this.warn(parent, memberIds, transferredRemovedMessage(parent, memberIds));
  }

  /** Another roster ignores these members, so this one drops them without a removal. */
  public ignored(parent: string, memberIds: readonly string[]): void {
    if (memberIds.length > 0) this.once(parent, ignoredMessage(parent, memberIds), "say");
  }

  /** The roster adopted these members. */
  public adoption(parent: string, memberIds: readonly string[]): void {
    if (memberIds.length > 0) this.progress.say(this.withName(parent, adoptionMessage(parent, memberIds)));
  }

  private get isUpdate(): boolean {
    return this.options.deployment() === "update";
  }

  private warn(parent: string, memberIds: readonly string[], message: string): void {
    if (memberIds.length === 0 || !this.once(parent, message, "warn") || !this.options.isDebug()) return;
    for (const names of allRemovedNames(parent, memberIds)) this.progress.say(names);
  }

  private once(parent: string, message: string, how: "say" | "warn"): boolean {
    if (this.reported.has(message)) return false;
    this.reported.add(message);
    this.progress[how](this.withName(parent, message));
    return true;
  }

  private withName(parent: string, message: string): string {
    const [name, ...others] = this.names.get(parent) ?? [];
    return name === undefined || others.length > 0 ? message : `"${name}": ${message}`;
  }
}
