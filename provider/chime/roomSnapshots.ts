import { formatRoomId, type RoomKey } from "../contract/roomId";
import type { RoomMembershipState } from "../contract/roomMembership";

/** A membership as a list of the room's members shows it. */
export interface FoundMembership {
  state: RoomMembershipState;
  /** How long before the list was read it was changed last, by the clock of Amazon Chime; 0 where that is not said. */
  ageSeconds: number;
}

/** How long the members that were read answer further questions, in milliseconds, where nothing of ours is written. */
const FRESH_MS = 10_000;

/** Who was in a room when its list was read. */
export class RoomSnapshot {
  private readonly seen: ReadonlySet<string>;
  private readonly watchedSince: number;

  /**
   * @param members Everybody in the room, by member id; undefined where Amazon Chime knows no such room.
   * @param startedAt When the reading began, by the clock of `performance.now()`.
   * @param earlier The snapshot before this one, where nothing of ours was written in between.
   */
  public constructor(
    private readonly found: ReadonlyMap<string, FoundMembership> | undefined,
    private readonly startedAt: number,
    earlier?: RoomSnapshot,
  ) {
    this.watchedSince = earlier?.watchedSince ?? startedAt;
    this.seen = new Set([...(earlier?.seen ?? []), ...this.members.keys()]);
  }

  /** Whether Amazon Chime knows the room. */
  public get roomExists(): boolean {
    return this.found !== undefined;
  }

  /** Everybody in the room, by member id. */
  public get members(): ReadonlyMap<string, FoundMembership> {
    return this.found ?? NOBODY;
  }

  /** For how many seconds every list that was read has lacked this member; 0 for who was in one of them. */
  public secondsWithout(memberId: string): number {
    return this.seen.has(memberId) ? 0 : (this.startedAt - this.watchedSince) / 1000;
  }
}

const NOBODY: ReadonlyMap<string, FoundMembership> = new Map();

interface Reading {
  startedAt: number;
  snapshot: Promise<RoomSnapshot>;
  /** The last one that was read to its end, this one or an earlier. */
  last: RoomSnapshot | undefined;
}

/**
 * Reads who is in a room, once for all who ask at about the same time.
 *
 * There is no call that reads a single membership: each look walks the pages of a list. So one walk serves every
 * question about the room, until something is written there or some seconds have passed. A walk that fails rejects
 * all who wait for it, and is not remembered.
 */
export class RoomSnapshots {
  private readonly readings = new Map<string, Reading>();

  /** @param walk Reads the members of a room, by member id; undefined where there is no such room. */
  public constructor(
    private readonly walk: (room: RoomKey) => Promise<ReadonlyMap<string, FoundMembership> | undefined>,
  ) {}

  /**
   * Who is in the room.
   *
   * @param after The reading must have begun after this time of `performance.now()`. Default: some seconds ago.
   */
  public get(room: RoomKey, after = -Infinity): Promise<RoomSnapshot> {
    const key = formatRoomId(room);
    const known = this.readings.get(key);
    return known && known.startedAt > after ? known.snapshot : this.read(key, room, known?.last);
  }

  /** To be called when a write of ours in this room has ended: what was read before does not count any more. */
  public forget(room: RoomKey): void {
    this.readings.delete(formatRoomId(room));
  }

  private read(key: string, room: RoomKey, earlier: RoomSnapshot | undefined): Promise<RoomSnapshot> {
    const startedAt = performance.now();
    const snapshot = this.walk(room).then((members) => new RoomSnapshot(members, startedAt, earlier));
    const reading: Reading = { startedAt, snapshot, last: earlier };
    this.readings.set(key, reading);
    const drop = (): void => {
      if (this.readings.get(key) === reading) this.readings.delete(key);
    };
    snapshot.then((read) => {
      reading.last = read;
      // What nobody asks for any more is not kept, and keeps no process alive.
      setTimeout(drop, FRESH_MS).unref();
    }, drop);
    return snapshot;
  }
}
