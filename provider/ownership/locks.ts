/** One lock per key. Work on the same key runs one at a time, first come, first served. */
export class Locks {
  private readonly last = new Map<string, Promise<void>>();

  /** Runs work while holding the locks of all keys. They are requested in one step, so that two callers cannot deadlock. */
  public async hold<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const previous = keys.flatMap((key) => this.last.get(key) ?? []);
    const { promise: released, resolve: release } = promiseWithResolve();
    for (const key of keys) this.last.set(key, released);
    try {
      await Promise.all(previous);
      return await work();
    } finally {
      for (const key of keys) if (this.last.get(key) === released) this.last.delete(key);
      release();
    }
  }

  /** Waits for the work that holds or awaits these locks now. */
  public async released(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.flatMap((key) => this.last.get(key) ?? []));
  }
}

// Promise.withResolvers needs Node.js 22.
function promiseWithResolve(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
