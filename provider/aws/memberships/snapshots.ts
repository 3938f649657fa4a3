import { ChimeError } from "../errors/chimeError";
import type { FoundMember, MemberObservation } from "./members";

/** How long a snapshot is reused if this process writes nothing to the parent. */
const FRESH_MS = 10_000;

/** The members of a parent when their list was read. */
export class Snapshot {
  private readonly seen: ReadonlySet<string>;
  private readonly watchedSince: number;

  /**
   * @param found All members by member id; undefined if the parent does not exist.
   * @param startedAt When the read started, by `performance.now()`.
   * @param earlier The snapshot before this one, unless this process has written to the parent in between.
   */
  public constructor(
    private readonly found: ReadonlyMap<string, FoundMember> | undefined,
    private readonly startedAt: number,
    earlier?: Snapshot,
  ) {
    // A long read shows an unknown moment of its duration, possibly its end.
    this.watchedSince = earlier?.watchedSince ?? performance.now();
    this.seen = new Set([...(earlier?.seen ?? []), ...this.members.keys()]);
  }

  /** Whether the parent exists. */
  public get parentExists(): boolean {
    return this.found !== undefined;
  }

  /** All members by member id. */
  public get members(): ReadonlyMap<string, FoundMember> {
    return this.found ?? NOBODY;
  }

  /** For how many seconds no snapshot has had this member; 0 if one had. */
  public secondsWithout(memberId: string): number {
    return this.seen.has(memberId) ? 0 : Math.max(0, this.startedAt - this.watchedSince) / 1000;
  }
}

const NOBODY: ReadonlyMap<string, FoundMember> = new Map();

interface Reading {
  startedAt: number;
  snapshot: Promise<Snapshot>;
  /** The last one that is complete: this one or an earlier one. */
  last: Snapshot | undefined;
}

/**
 * Reads the members of parents, once for all callers at about the same time.
 *
 * A read goes through all pages of a list. So it is shared until this process writes to the parent or some seconds have
 * passed. A read that fails rejects all its callers, and is not reused.
 */
export class Snapshots<Parent> {
  /** By parent, and then by bearer. */
  private readonly readings = new Map<string, Map<string, Reading>>();

  /**
   * @param keyOf The id of a parent.
   * @param readMembers Reads its members by member id; undefined if the parent does not exist.
   * @param bearerOf The bearer of the read: bearers may see different members, or be refused. Default: there are none.
   */
  public constructor(
    private readonly keyOf: (parent: Parent) => string,
    private readonly readMembers: (parent: Parent) => Promise<ReadonlyMap<string, FoundMember> | undefined>,
    private readonly bearerOf: (parent: Parent) => string = () => "",
  ) {}

  /**
   * The members of a parent.
   *
   * @param after The read must have started after this time of `performance.now()`. Default: some seconds ago.
   */
  public get(parent: Parent, after = -Infinity): Promise<Snapshot> {
    const known = this.readings.get(this.keyOf(parent))?.get(this.bearerOf(parent));
    return known && known.startedAt > after ? known.snapshot : this.read(parent, known?.last);
  }

  /** Finds one member in a snapshot. */
  public async find(parent: Parent, memberId: string, after?: number): Promise<MemberObservation> {
    const snapshot = await this.get(parent, after);
    return { found: snapshot.members.get(memberId), missingSeconds: snapshot.secondsWithout(memberId) };
  }

  /**
   * Must be called after a write to this parent: earlier snapshots of all bearers are stale.
   */
  public forget(parent: Parent): void {
    this.readings.delete(this.keyOf(parent));
  }

  /** Must be called after a write that may affect any parent, such as the deletion of a user. */
  public forgetAll(): void {
    this.readings.clear();
  }

  /** Waits for a write to this parent, and forgets the snapshots that were started before its end. */
  public async writing<Reply>(parent: Parent, call: Promise<Reply>): Promise<Reply> {
    try {
      const reply = await call;
      this.forget(parent);
      return reply;
    } catch (error) {
      // A refused write has changed nothing. So one snapshot is enough to adopt a thousand existing members.
      if (!(error instanceof ChimeError) || error.outcomeUnknown) this.forget(parent);
      throw error;
    }
  }

  private read(parent: Parent, earlier: Snapshot | undefined): Promise<Snapshot> {
    const [key, bearer] = [this.keyOf(parent), this.bearerOf(parent)];
    const startedAt = performance.now();
    const snapshot = this.readMembers(parent).then((members) => new Snapshot(members, startedAt, earlier));
    const reading: Reading = { startedAt, snapshot, last: earlier };
    const ofParent = this.readings.get(key) ?? new Map<string, Reading>();
    this.readings.set(key, ofParent.set(bearer, reading));
    const drop = (): void => {
      if (ofParent.get(bearer) === reading) ofParent.delete(bearer);
      if (ofParent.size === 0 && this.readings.get(key) === ofParent) this.readings.delete(key);
    };
    snapshot.then((read) => {
      reading.last = read;
      // Frees the memory, without keeping the process alive.
      setTimeout(drop, FRESH_MS).unref();
    }, drop);
    return snapshot;
  }
}
