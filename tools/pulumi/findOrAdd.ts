import type { Bundle } from "./cache";
import { whileLocked } from "./lock";
import type { Settings } from "./settings";
import type { SourceFailures } from "./sourceFailures";

/** Where a program may come from. */
export interface Sources<Found> {
  onPath: () => Promise<Found>;
  cached: () => Promise<Found>;
  /** Adds it to the cache. Runs while the lock of the bundle is held. */
  add: () => Promise<Found | undefined>;
  /** Completes the sentence "No Pulumi CLI …" if it could not be added. */
  adding: string;
}

/** Finds a program on PATH or in the cache, or adds it to the cache. The failures say why a source did not provide it. */
export async function findOrAdd<Found>(
  { folder }: Bundle,
  { onPath, cached, add, adding }: Sources<Found>,
  failures: SourceFailures,
  settings: Settings,
): Promise<Found | undefined> {
  return (
    (await failures.attempt("on PATH", onPath)) ??
    (await failures.attempt("cached by an earlier run", cached)) ??
    (await failures.attempt(adding, () =>
      // The previous holder of the lock may have cached it.
      whileLocked(folder, settings, async () => (await cached().catch(() => undefined)) ?? add()),
    ))
  );
}
