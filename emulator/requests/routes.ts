import type { Scope } from "../auth/authenticate";
import { chimeOperations } from "../operations/chime";
import { identityOperations } from "../operations/identity";
import { messagingOperations } from "../operations/messaging";
import { stsOperations } from "../operations/sts";
import { parseForm } from "../operations/sts/formFields";
import type { Operation, RoutedRequest } from "../operations/operation";
import { SDK_REGIONS } from "../model/regions";
import { badRequest } from "../http/errors";
import { decode, parseQuery, type ApiRequest, type Protocol } from "../http/messages";
import { queryXml } from "../http/queryXml";
import { restJson } from "../http/restJson";
import { matchPath } from "./pathTemplate";
import { unknownOperation } from "./unknownOperation";

/** A service of the emulator. */
export interface Service {
  readonly scope: Scope;
  readonly protocol: Protocol;
  readonly operations: readonly Operation[];
  /** Distinguishes operations with the same method and path. */
  selector(request: ApiRequest, query: ReadonlyMap<string, readonly string[]>): string | undefined;
}

/** An operation and its request. */
export interface Route {
  readonly operation: Operation;
  readonly request: RoutedRequest;
}

// Amazon Chime has one global endpoint. A client signs for us-east-1 there, but for its own region at another endpoint.
const chime: Service = {
  scope: { service: "chime" },
  protocol: restJson,
  operations: chimeOperations,
  selector: (_, query) => query.get("operation")?.at(-1),
};

// Messaging and identity have regional endpoints, and calls are signed with the service name of Amazon Chime.
const SDK_SCOPE: Scope = { service: "chime", regions: SDK_REGIONS };

// The paths of both begin alike, so they are one service here: /app-instances/… has operations of both.
const sdk: Service = {
  scope: SDK_SCOPE,
  protocol: restJson,
  operations: [...messagingOperations, ...identityOperations],
  selector: (_, query) => (query.get("operation") ?? query.get("scope"))?.at(-1),
};

const sts: Service = {
  scope: { service: "sts" },
  protocol: queryXml,
  operations: stsOperations,
  selector: (request) => parseForm(request.body).get("Action") ?? undefined,
};

/** The first path segments of messaging and identity. That of Amazon Chime is `accounts`. */
const SDK_SEGMENTS = [
  "channels",
  "channel-flows",
  "app-instances",
  "app-instance-users",
  "app-instance-bots",
  "tags",
];

/** The service of a request, by its path. */
export function serviceOf(request: ApiRequest): Service {
  // A request with a target is of another JSON protocol, and its client reads the error as JSON.
  if (request.path === "/" && request.headers["x-amz-target"] === undefined) return sts;
  const [, segment = ""] = request.path.split("/");
  return SDK_SEGMENTS.includes(segment) ? sdk : chime;
}

/**
 * The operation of a request.
 *
 * @throws UnknownOperationException, or BadRequestException for an invalid URL
 */
export function route(service: Service, request: ApiRequest): Route {
  const query = parseQuery(request.queryString);
  const segments = request.path.split("/").map(decode);
  if (query === undefined || !segments.every((segment) => segment !== undefined)) {
    throw badRequest("The URL is not percent-encoded correctly.");
  }
  // Signers normalize these segments, so the signed path would differ from the received path.
  if (segments.some((segment) => segment === "." || segment === "..")) {
    throw badRequest("The path must not have the segments . and ..");
  }
  const selector = service.selector(request, query);
  for (const operation of service.operations) {
    const labels = match(operation, request.method, segments, selector);
    if (labels !== undefined)
      return { operation, request: { labels, query, headers: request.headers, body: request.body } };
  }
  throw unknownOperation(request);
}

function match(
  { http }: Operation,
  method: string,
  segments: readonly string[],
  selector: string | undefined,
): Record<string, string> | undefined {
  const isSelected = http.method === method && http.selector === selector;
  return isSelected ? matchPath(http.path, segments) : undefined;
}
