import type { ApiError } from "./errors";

/** A request as it came over the wire: nothing decoded, because the signature covers the encoded form. */
export interface ApiRequest {
  readonly method: string;
  /** Path before the question mark, still percent-encoded. */
  readonly path: string;
  /** Query after the question mark, still percent-encoded. */
  readonly queryString: string;
  /** Names in lower case; repeated headers joined as Node.js joins them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A reply ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Name of the error, where it is one. */
  readonly error?: string;
}

/** How a service writes its results and errors. */
export interface Protocol {
  success(status: number, output: object | undefined, requestId: string): Reply;
  failure(error: ApiError, requestId: string): Reply;
}

/** Query parameters by name, each with all its values; `undefined` where an escape is malformed. */
export function parseQuery(queryString: string): Map<string, string[]> | undefined {
  const query = new Map<string, string[]>();
  for (const part of queryString.split("&").filter((piece) => piece !== "")) {
    const [name, value] = splitPair(part).map(decode);
    if (name === undefined || value === undefined) return undefined;
    query.set(name, [...(query.get(name) ?? []), value]);
  }
  return query;
}

/** Percent-decodes, or answers `undefined`: a client's mistake is no exception of ours. */
export function decode(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}

function splitPair(part: string): [string, string] {
  const at = part.indexOf("=");
  return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
}
