import { CheckError } from "../configuration/check";
import { ApiError } from "../http/errors";
import { parseQuery, type ApiRequest, type Reply } from "../http/messages";
import type { Handler } from "../http/server";
import { refuseForeignPages } from "./browsers";
import { PREFIX, type AdminTarget } from "./endpoint";
import { ENDPOINTS } from "./endpoints";
import { asksForPage, page } from "./page";

/**
 * Serves the page at `/` and the admin API under `/_emulator/`, which need no signature. Passes other requests to the
 * API.
 */
export function adminHandler(target: AdminTarget, api: Handler): Handler {
  return (request) =>
    asksForPage(request) || request.path.startsWith(PREFIX)
      ? Promise.resolve(answer(request, target))
      : api(request);
}

function answer(request: ApiRequest, target: AdminTarget): Reply {
  try {
    refuseForeignPages(request);
    if (asksForPage(request)) return page();
    const endpoint = ENDPOINTS.find(({ method, path }) => method === request.method && path === request.path);
    if (endpoint === undefined) return json(404, { error: notFound(request) });
    const output = endpoint.answer(inputOf(request), target);
    return output === undefined ? json(204) : json(200, output);
  } catch (error) {
    if (error instanceof CheckError) return json(400, { error: error.message, property: error.property });
    if (error instanceof ApiError) return json(error.status, { error: error.message });
    throw error;
  }
}

function notFound({ method, path }: ApiRequest): string {
  const all = ENDPOINTS.map((endpoint) => `${endpoint.method} ${endpoint.path}`).join(", ");
  return `The admin API does not have ${method} ${path}. It has ${all}.`;
}

/** The JSON of a POST; the parameters in the query of other requests. */
function inputOf({ method, queryString, body }: ApiRequest): unknown {
  const query = parseQuery(queryString);
  if (query === undefined) throw new CheckError("the query", "correct percent-encoding", queryString);
  if (method !== "POST") return Object.fromEntries([...query].map(([name, values]) => [name, values.at(-1)]));
  const [parameter] = query.keys();
  if (parameter !== undefined) throw new CheckError("the query", "no parameters in a POST", parameter);
  return body.length === 0 ? {} : parseJson(body);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new CheckError("the body", "JSON", error instanceof Error ? error.message : error);
  }
}

function json(status: number, output?: object): Reply {
  const body = output === undefined ? "" : `${JSON.stringify(output, undefined, 2)}\n`;
  return { status, headers: { "content-type": "application/json", "cache-control": "no-store" }, body };
}
