import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { badRequest } from "../http/errors";

/** One page of a list. */
export interface Page<T> {
  readonly items: T[];
  /** Where the next page begins; absent on the last. */
  readonly nextToken?: string;
}

/** What a page is asked for. */
export interface PageRequest {
  /** What the list is of. A token made for one list is refused by every other. */
  readonly list: readonly string[];
  readonly maxResults: number;
  readonly nextToken: string | undefined;
}

/** Cuts lists into pages. A token says after which id to go on, so that nobody is skipped when others leave. */
export class Pages {
  private readonly key = randomBytes(32);

  /** @throws BadRequestException for a token that was not made here, or for another list */
  page<T>(items: readonly T[], id: (item: T) => string, request: PageRequest): Page<T> {
    const after = request.nextToken === undefined ? undefined : this.read(request.nextToken, request.list);
    const rest = after === undefined ? items : items.filter((item) => id(item) > after);
    const page = first(rest, id, request.maxResults);
    const last = page.at(-1);
    if (last === undefined || rest.length <= page.length) return { items: page };
    return { items: page, nextToken: this.write(id(last), request.list) };
  }

  private write(after: string, list: readonly string[]): string {
    return Buffer.concat([this.seal(after, list), Buffer.from(after)]).toString("base64url");
  }

  private read(token: string, list: readonly string[]): string {
    const bytes = Buffer.from(token, "base64url");
    const [seal, after] = [bytes.subarray(0, 32), bytes.subarray(32).toString()];
    if (seal.length !== 32 || !timingSafeEqual(seal, this.seal(after, list))) {
      throw badRequest("The next token is not valid for this list.");
    }
    return after;
  }

  private seal(after: string, list: readonly string[]): Buffer {
    return createHmac("sha256", this.key)
      .update(JSON.stringify([...list, after]))
      .digest();
  }
}

/** The first so many by id, in order. A page of ten thousand members must not cost the sorting of them all. */
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
