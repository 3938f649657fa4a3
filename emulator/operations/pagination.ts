import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { badRequest } from "../http/errors";

/** A page of a list. */
export interface Page<T> {
  readonly items: T[];
  /** Absent on the last page. */
  readonly nextToken?: string;
}

/** The parameters of a page. */
export interface PageRequest {
  /** Identifies the list. A token is valid only for the list that it was issued for. */
  readonly list: readonly string[];
  readonly maxResults: number;
  readonly nextToken: string | undefined;
}

/** Splits lists into pages. A token has the last id of its page, so no item is skipped if others are removed. */
export class Pagination {
  private readonly key = randomBytes(32);

  /** @throws BadRequestException if the token is forged or was issued for another list */
  page<T>(items: readonly T[], id: (item: T) => string, request: PageRequest): Page<T> {
    const after = request.nextToken === undefined ? undefined : this.decode(request.nextToken, request.list);
    const rest = after === undefined ? items : items.filter((item) => id(item) > after);
    const page = first(rest, id, request.maxResults);
    const last = page.at(-1);
    if (last === undefined || rest.length <= page.length) return { items: page };
    return { items: page, nextToken: this.encode(id(last), request.list) };
  }

  /**
   * The same for a list that is sorted: reads only the items of the page, and one more.
   *
   * @param itemsAfter returns the items in the order of their ids, from the first id after this one
   */
  sortedPage<T>(
    itemsAfter: (id: string | undefined) => Iterable<T>,
    id: (item: T) => string,
    { list, maxResults, nextToken }: PageRequest,
  ): Page<T> {
    const items: T[] = [];
    for (const item of itemsAfter(nextToken === undefined ? undefined : this.decode(nextToken, list))) {
      const last = items.at(-1);
      if (last !== undefined && items.length === maxResults)
        return { items, nextToken: this.encode(id(last), list) };
      items.push(item);
    }
    return { items };
  }

  private encode(after: string, list: readonly string[]): string {
    return Buffer.concat([this.mac(after, list), Buffer.from(after)]).toString("base64url");
  }

  private decode(token: string, list: readonly string[]): string {
    const bytes = Buffer.from(token, "base64url");
    const [mac, after] = [bytes.subarray(0, 32), bytes.subarray(32).toString()];
    if (mac.length !== 32 || !timingSafeEqual(mac, this.mac(after, list))) {
      throw badRequest("The next token is not valid for this list.");
    }
    return after;
  }

  private mac(after: string, list: readonly string[]): Buffer {
    return createHmac("sha256", this.key)
      .update(JSON.stringify([...list, after]))
      .digest();
  }
}

/** The first items by id. Does not sort the whole list, which can have ten thousand items. */
function first<T>(items: readonly T[], id: (item: T) => string, count: number): T[] {
  const found: T[] = [];
  for (const item of items) {
    const last = found.length < count ? undefined : found.at(-1);
    if (last !== undefined && id(item) > id(last)) continue;
    const after = found.findIndex((other) => id(item) < id(other));
    found.splice(after < 0 ? found.length : after, 0, item);
    if (found.length > count) found.pop();
  }
  return found;
}
