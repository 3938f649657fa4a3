import type { ApiError } from "./errors";

/** A request as received. Nothing is decoded, because the signature covers the encoded form. */
export interface ApiRequest {
  readonly method: string;
  /** The path before the question mark, percent-encoded. */
  readonly path: string;
  /** The query after the question mark, percent-encoded. */
  readonly queryString: string;
  /** Names in lower case; repeated headers joined as Node.js joins them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A reply to send. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The name of the error, if the reply is one. */
  readonly error?: string;
}

/** Serializes the results and errors of a service. */
export interface Protocol {
  success(status: number, output: object | undefined, requestId: string): Reply;
  failure(error: ApiError, requestId: string): Reply;
}

/** All values of each query parameter by name; `undefined` if the percent-encoding is malformed. */
export function parseQuery(queryString: string): Map<string, string[]> | undefined {
  const query = new Map<string, string[]>();
  for (const part of queryString.split("&").filter((piece) => piece !== "")) {
    const [name, value] = splitPair(part).map(decode);
    if (name === undefined || value === undefined) return undefined;
    query.set(name, [...(query.get(name) ?? []), value]);
  }
  return query;
}

/** Percent-decodes; `undefined` if the encoding is malformed. */
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
