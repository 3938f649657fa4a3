/** One page of a List operation. */
export interface Page<Item> {
  items: Item[];
  /** The token of the next page; undefined, or empty, on the last. */
  nextToken: string | undefined;
}

/**
 * Walks the pages of a List operation.
 *
 * @param what What is listed, for the error.
 * @param fetch Fetches the page of a token; the first page has none.
 * @throws Error when the service hands out a token a second time, which would never end.
 */
export async function* pagesOf<Item>(
  what: string,
  fetch: (token: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item[]> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await fetch(token);
    yield page.items;
    token = page.nextToken === "" ? undefined : page.nextToken;
    if (token !== undefined && seen.has(token)) {
      throw new Error(`The list of ${what} does not end: Amazon Chime gave the same page token twice.`);
    }
    if (token !== undefined) seen.add(token);
  } while (token !== undefined);
}
