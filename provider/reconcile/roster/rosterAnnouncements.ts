import type { Progress } from "../../reporting/progress";
import {
  adoptionMessage,
  allRemovedNames,
  ignoredMessage,
  possibleRemovalsMessage,
  removalsMessage,
  transferredRemovalsMessage,
} from "./rosterMessages";

/** Messages about who is removed, adopted or left alone. Each is reported once, because a replacement is checked twice. */
export class RosterAnnouncements {
  private readonly reported = new Set<string>();

  /**
   * @param progress Reports the messages.
   * @param isDebug Whether PULUMI_CHIME_DEBUG names every member.
   */
  public constructor(
    private readonly progress: Progress,
    private readonly isDebug: () => boolean,
  ) {}

  /** An exclusive roster removes these members. */
  public removals(parent: string, memberIds: readonly string[]): void {
    this.report(parent, memberIds, removalsMessage(parent, memberIds));
  }

  /** These members may be removed: the preview does not know all members of the roster. */
  public possibleRemovals(parent: string, memberIds: readonly string[]): void {
    this.report(parent, memberIds, possibleRemovalsMessage(parent, memberIds));
  }

  /** These members were kept for another resource, and no resource declares them any more. */
  public transferredRemovals(parent: string, memberIds: readonly string[]): void {
    this.report(parent, memberIds, transferredRemovalsMessage(parent, memberIds));
  }

  /** Another roster ignores these members, so this one drops them without a removal. */
  public ignored(parent: string, memberIds: readonly string[]): void {
    if (memberIds.length > 0) this.once(ignoredMessage(parent, memberIds), "say");
  }

  /** The roster adopted these members. */
  public adoption(parent: string, memberIds: readonly string[]): void {
    if (memberIds.length > 0) this.progress.say(adoptionMessage(parent, memberIds));
  }

  private report(parent: string, memberIds: readonly string[], message: string): void {
    if (memberIds.length === 0 || !this.once(message, "warn") || !this.isDebug()) return;
    for (const names of allRemovedNames(parent, memberIds)) this.progress.say(names);
  }

  private once(message: string, how: "say" | "warn"): boolean {
    if (this.reported.has(message)) return false;
    this.reported.add(message);
    this.progress[how](message);
    return true;
  }
}
