import { PromisePool } from "@supercharge/promise-pool";

/** How many items are processed at a time. Rate limits apply too. */
const CONCURRENCY = 8;

/** Processes items concurrently, {@link CONCURRENCY} at a time. The first error ends it. */
export async function forEachConcurrently<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  await PromisePool.withConcurrency(CONCURRENCY)
    .for(items)
    .handleError((error) => {
      throw error;
    })
    .process(work);
}
