import { ChimeError, type CallDescription } from "../errors/chimeError";

/** One page of a List operation. */
export interface Page<Item> {
  items: Item[];
  /** The token of the next page; undefined, or empty, on the last. */
  nextToken: string | undefined;
}

/** More than any list has: pages hold up to about a hundred items, and the quotas are in the thousands. */
const MAX_PAGES = 10_000;

/**
 * Walks the pages of a List operation.
 *
 * @param call The call that fetches a page, for the error.
 * @param fetch Fetches the page of a token; the first page has none.
 * @throws ChimeError if the list does not end: a page token is repeated, or there are too many pages.
 */
export async function* pagesOf<Item>(
  call: CallDescription,
  fetch: (token: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item[]> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await fetch(token);
    yield page.items;
    token = page.nextToken === "" ? undefined : page.nextToken;
    if (token !== undefined && (seen.has(token) || seen.size >= MAX_PAGES)) {
      throw new ChimeError(call, {
        kind: "unknown",
        reason: `the list does not end: ${call.operation} keeps returning page tokens`,
        advice: "Run the command again; if the list still does not end, report it to AWS Support.",
      });
    }
    if (token !== undefined) seen.add(token);
  } while (token !== undefined);
}

/** All items of a list. */
export async function allOf<Item>(pages: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
