import { ChimeError } from "../errors/chimeError";
import type { FoundMember, MemberObservation } from "./members";

/** How long the members that were read answer further questions, in milliseconds, where nothing of ours is written. */
const FRESH_MS = 10_000;

/** Who was in a place, such as a room, when its list was read. */
export class Snapshot {
  private readonly seen: ReadonlySet<string>;
  private readonly watchedSince: number;

  /**
   * @param members Everybody in the place, by member id; undefined where Amazon Chime knows no such place.
   * @param startedAt When the reading began, by the clock of `performance.now()`.
   * @param earlier The snapshot before this one, where nothing of ours was written in between.
   */
  public constructor(
    private readonly found: ReadonlyMap<string, FoundMember> | undefined,
    private readonly startedAt: number,
    earlier?: Snapshot,
  ) {
    // A walk that took long shows one moment of that time, which may be its last.
    this.watchedSince = earlier?.watchedSince ?? performance.now();
    this.seen = new Set([...(earlier?.seen ?? []), ...this.members.keys()]);
  }

  /** Whether Amazon Chime knows the place. */
  public get placeExists(): boolean {
    return this.found !== undefined;
  }

  /** Everybody in the place, by member id. */
  public get members(): ReadonlyMap<string, FoundMember> {
    return this.found ?? NOBODY;
  }

  /** For how many seconds every list that was read has lacked this member; 0 for who was in one of them. */
  public secondsWithout(memberId: string): number {
    return this.seen.has(memberId) ? 0 : Math.max(0, this.startedAt - this.watchedSince) / 1000;
  }
}

const NOBODY: ReadonlyMap<string, FoundMember> = new Map();

interface Reading {
  startedAt: number;
  snapshot: Promise<Snapshot>;
  /** The last one that was read to its end, this one or an earlier. */
  last: Snapshot | undefined;
}

/**
 * Reads who is in a place, once for all who ask at about the same time.
 *
 * Each look walks the pages of a list. So one walk serves every question about the place, until something is written
 * there or some seconds have passed. A walk that fails rejects all who wait for it, and is not remembered.
 */
export class Snapshots<Parent> {
  /** By place, and there by on whose behalf it is read. */
  private readonly readings = new Map<string, Map<string, Reading>>();

  /**
   * @param keyOf Names a place.
   * @param walk Reads its members, by member id; undefined where there is no such place.
   * @param callerOf Names on whose behalf a place is read: what one is shown or refused says nothing of what another is.
   * Default: all read on behalf of the same.
   */
  public constructor(
    private readonly keyOf: (parent: Parent) => string,
    private readonly walk: (parent: Parent) => Promise<ReadonlyMap<string, FoundMember> | undefined>,
    private readonly callerOf: (parent: Parent) => string = () => "",
  ) {}

  /**
   * Who is in the place.
   *
   * @param after The reading must have begun after this time of `performance.now()`. Default: some seconds ago.
   */
  public get(parent: Parent, after = -Infinity): Promise<Snapshot> {
    const known = this.readings.get(this.keyOf(parent))?.get(this.callerOf(parent));
    return known && known.startedAt > after ? known.snapshot : this.read(parent, known?.last);
  }

  /** Looks for one member in a reading. */
  public async look(parent: Parent, memberId: string, after?: number): Promise<MemberObservation> {
    const snapshot = await this.get(parent, after);
    return { found: snapshot.members.get(memberId), missingSeconds: snapshot.secondsWithout(memberId) };
  }

  /**
   * To be called when a write of ours in this place has ended: what was read before does not count any more, on whose
   * behalf whatsoever.
   */
  public forget(parent: Parent): void {
    this.readings.delete(this.keyOf(parent));
  }

  /** To be called when a write of ours has ended that may have changed who is in any place, as the deletion of a user. */
  public forgetAll(): void {
    this.readings.clear();
  }

  /** Keeps from what is read during or before a write that it is taken for what holds after it. */
  public async writing<Reply>(parent: Parent, call: Promise<Reply>): Promise<Reply> {
    try {
      const reply = await call;
      this.forget(parent);
      return reply;
    } catch (error) {
      // What was refused has changed nothing: a thousand members that exist are adopted by one walk.
      if (!(error instanceof ChimeError) || error.outcomeUnknown) this.forget(parent);
      throw error;
    }
  }

  private read(parent: Parent, earlier: Snapshot | undefined): Promise<Snapshot> {
    const [key, caller] = [this.keyOf(parent), this.callerOf(parent)];
    const startedAt = performance.now();
    const snapshot = this.walk(parent).then((members) => new Snapshot(members, startedAt, earlier));
    const reading: Reading = { startedAt, snapshot, last: earlier };
    const ofPlace = this.readings.get(key) ?? new Map<string, Reading>();
    this.readings.set(key, ofPlace.set(caller, reading));
    const drop = (): void => {
      if (ofPlace.get(caller) === reading) ofPlace.delete(caller);
      if (ofPlace.size === 0 && this.readings.get(key) === ofPlace) this.readings.delete(key);
    };
    snapshot.then((read) => {
      reading.last = read;
      // What nobody asks for any more is not kept, and keeps no process alive.
      setTimeout(drop, FRESH_MS).unref();
    }, drop);
    return snapshot;
  }
}
