import { PromisePool } from "@supercharge/promise-pool";

/** How many items are processed at a time at first. Rate limits apply too. */
const INITIAL_CONCURRENCY = 8;

/** The most items that are processed at a time: more would only wait, on a connection or for the service. */
const MAX_CONCURRENCY = 32;

/**
 * Processes items concurrently. Each item that ends makes room for one more at a time, so that a service that is far away does
 * not slow down a large roster, and the rate limits see the first answers before everything is sent. The first error ends it.
 */
export async function forEachConcurrently<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  await PromisePool.withConcurrency(INITIAL_CONCURRENCY)
    .for(items)
    .handleError((error) => {
      throw error;
    })
    .process(async (item, _, pool) => {
      await work(item);
      pool.useConcurrency(Math.min(pool.concurrency() + 1, MAX_CONCURRENCY));
    });
}
