import { PromisePool } from "@supercharge/promise-pool";

/** How many calls one piece of work makes at a time. The rate that the service allows is kept to beside that. */
const CONCURRENCY = 8;

/** Does the same with many items, some at a time. The first error ends it. */
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
