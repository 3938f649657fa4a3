/** What readers of a {@link SortedMap} may do. */
export interface ReadonlySortedMap<V> {
  get(key: string): V | undefined;
  /** The values in the order of their keys, from the first key after `key`. */
  after(key: string | undefined): Iterable<V>;
}

interface Entry<V> {
  readonly key: string;
  value: V;
}

/** A map whose values can be read in the order of their keys from any key, so that a page takes the time of its items. */
export class SortedMap<V> implements ReadonlySortedMap<V> {
  private readonly byKey = new Map<string, Entry<V>>();
  private sorted: Entry<V>[] = [];
  /** Entries that are not in `sorted` yet: the next read sorts them together. */
  private added: Entry<V>[] = [];

  get(key: string): V | undefined {
    return this.byKey.get(key)?.value;
  }

  set(key: string, value: V): void {
    const known = this.byKey.get(key);
    if (known) {
      known.value = value;
      return;
    }
    const entry = { key, value };
    this.byKey.set(key, entry);
    this.added.push(entry);
  }

  delete(key: string): void {
    if (!this.byKey.delete(key)) return;
    this.sort();
    this.sorted.splice(this.firstAfter(key) - 1, 1);
  }

  *after(key: string | undefined): Generator<V> {
    this.sort();
    for (let index = key === undefined ? 0 : this.firstAfter(key); ; index++) {
      const entry = this.sorted[index];
      if (entry === undefined) return;
      yield entry.value;
    }
  }

  private sort(): void {
    if (this.added.length === 0) return;
    this.sorted = [...this.sorted, ...this.added].sort((one, other) => (one.key < other.key ? -1 : 1));
    this.added = [];
  }

  /** The index of the first entry with a greater key: a binary search. */
  private firstAfter(key: string): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = this.sorted[middle];
      if (entry !== undefined && entry.key > key) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
