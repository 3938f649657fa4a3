interface Pending<V> {
  readonly key: string;
  readonly value: V | undefined;
  /** Walks that have not shown it so far. */
  walks: number;
}

/**
 * A map whose readers may be behind its writers, as those of a replicated service are: a write made while the lag
 * is n is not shown by the next n walks. Counted in walks, not in time, so that a test knows what it will see.
 */
export class LaggedMap<V> {
  /** What writers see. */
  readonly current = new Map<string, V>();
  private readonly seen = new Map<string, V>();
  private pending: Pending<V>[] = [];

  /** @param lag how many walks a write made now stays unseen */
  constructor(private readonly lag: () => number) {}

  set(key: string, value: V): void {
    this.current.set(key, value);
    this.pending.push({ key, value, walks: 0 });
  }

  delete(key: string): boolean {
    this.pending.push({ key, value: undefined, walks: 0 });
    return this.current.delete(key);
  }

  /** Begins a walk: writes that enough walks have missed come into sight. */
  startWalk(): void {
    this.show((write) => write.walks >= this.lag());
    for (const write of this.pending) write.walks += 1;
  }

  /** What readers see. Later pages of a walk see what its first page saw, unless nothing lags. */
  visible(): ReadonlyMap<string, V> {
    if (this.lag() === 0) this.show(() => true);
    return this.seen;
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
