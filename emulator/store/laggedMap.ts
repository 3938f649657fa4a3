import { SortedMap, type ReadonlySortedMap } from "./sortedMap";

interface PendingWrite<V> {
  readonly key: string;
  readonly value: V | undefined;
  /** The number of reads that have not returned the write. */
  reads: number;
}

/**
 * A map with eventually consistent reads: with a lag of n, the next n reads that concern a write do not return it.
 * A read is a list of all entries or a lookup of one key. The lag is counted in reads instead of time, so that tests
 * are deterministic.
 */
export class LaggedMap<V> {
  /** The consistent entries, as writers see them. */
  readonly current = new Map<string, V>();
  private readonly shown = new SortedMap<V>();
  private pending: PendingWrite<V>[] = [];

  /** @param lag the current lag, in reads */
  constructor(private readonly lag: () => number) {}

  set(key: string, value: V): void {
    this.current.set(key, value);
    this.pending.push({ key, value, reads: 0 });
  }

  delete(key: string): boolean {
    this.pending.push({ key, value: undefined, reads: 0 });
    return this.current.delete(key);
  }

  /** Starts a list: writes that enough reads have missed become visible. */
  startList(): void {
    this.read(() => true);
  }

  /** Looks up one key. */
  lookup(key: string): V | undefined {
    this.read((write) => write.key === key);
    return this.visible().get(key);
  }

  /** The entries that readers see. All pages of a list see the same entries, unless the lag is 0. */
  visible(): ReadonlySortedMap<V> {
    if (this.lag() === 0) this.show(() => true);
    return this.shown;
  }

  private read(isConcerned: (write: PendingWrite<V>) => boolean): void {
    this.show((write) => isConcerned(write) && write.reads >= this.lag());
    for (const write of this.pending.filter(isConcerned)) write.reads += 1;
  }

  private show(isDue: (write: PendingWrite<V>) => boolean): void {
    const waiting: PendingWrite<V>[] = [];
    for (const write of this.pending) {
      if (!isDue(write)) waiting.push(write);
      else if (write.value === undefined) this.shown.delete(write.key);
      else this.shown.set(write.key, write.value);
    }
    this.pending = waiting;
  }
}
