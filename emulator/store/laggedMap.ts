interface Pending<V> {
  readonly key: string;
  readonly value: V | undefined;
  /** Reads that have not shown it so far. */
  reads: number;
}

/**
 * A map whose readers may be behind its writers, as those of a replicated service are: a write made while the lag
 * is n is not shown by the next n reads that would. A read is a walk over everything, or a look at one key. Counted
 * in reads, not in time, so that a test knows what it will see.
 */
export class LaggedMap<V> {
  /** What writers see. */
  readonly current = new Map<string, V>();
  private readonly seen = new Map<string, V>();
  private pending: Pending<V>[] = [];

  /** @param lag how many reads a write made now stays unseen */
  constructor(private readonly lag: () => number) {}

  set(key: string, value: V): void {
    this.current.set(key, value);
    this.pending.push({ key, value, reads: 0 });
  }

  delete(key: string): boolean {
    this.pending.push({ key, value: undefined, reads: 0 });
    return this.current.delete(key);
  }

  /** Begins a walk: writes that enough walks have missed come into sight. */
  startWalk(): void {
    this.read(() => true);
  }

  /** Looks at one key, as a point read does. */
  look(key: string): V | undefined {
    this.read((write) => write.key === key);
    return this.visible().get(key);
  }

  /** What readers see. Later pages of a walk see what its first page saw, unless nothing lags. */
  visible(): ReadonlyMap<string, V> {
    if (this.lag() === 0) this.show(() => true);
    return this.seen;
  }

  private read(concerns: (write: Pending<V>) => boolean): void {
    this.show((write) => concerns(write) && write.reads >= this.lag());
    for (const write of this.pending.filter(concerns)) write.reads += 1;
  }

  private show(due: (write: Pending<V>) => boolean): void {
    const waiting: Pending<V>[] = [];
    for (const write of this.pending) {
      if (!due(write)) waiting.push(write);
      else if (write.value === undefined) this.seen.delete(write.key);
      else this.seen.set(write.key, write.value);
    }
    this.pending = waiting;
  }
}
