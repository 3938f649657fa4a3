/** One lock for each key: work on the same key runs one after the other, in the order in which it was asked for. */
export class Locks {
  private readonly last = new Map<string, Promise<void>>();

  /** Runs work that holds the locks of all keys. All are asked for at once, so that two callers never wait for each other. */
  public async hold<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = keys.flatMap((key) => this.last.get(key) ?? []);
    const { promise: released, resolve: release } = promiseWithResolve();
    for (const key of keys) this.last.set(key, released);
    try {
      await Promise.all(before);
      return await work();
    } finally {
      for (const key of keys) if (this.last.get(key) === released) this.last.delete(key);
      release();
    }
  }
}

// Promise.withResolvers came with Node.js 22.
function promiseWithResolve(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
