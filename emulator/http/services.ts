import type { Scope } from "../auth/authenticate";
import { chimeOperations } from "../operations/chime";
import { identityOperations } from "../operations/identity";
import { messagingOperations } from "../operations/messaging";
import { stsOperations } from "../operations/sts";
import { form } from "../operations/sts/form";
import type { Operation, RoutedRequest } from "../operations/operation";
import { SDK_REGIONS } from "../regions";
import { ApiError, badRequest } from "./errors";
import { decode, parseQuery, type ApiRequest, type Protocol } from "./messages";
import { queryXml } from "./queryXml";
import { restJson } from "./restJson";

/** One of the AWS services on this server. */
export interface Service {
  readonly scope: Scope;
  readonly protocol: Protocol;
  readonly operations: readonly Operation[];
  /** What tells operations apart that share method and path. */
  selector(request: ApiRequest, query: ReadonlyMap<string, readonly string[]>): string | undefined;
}

/** An operation and what it is called with. */
export interface Route {
  readonly operation: Operation;
  readonly request: RoutedRequest;
}

// One endpoint for the whole world, which signs for this region wherever the caller is.
const chime: Service = {
  scope: { service: "chime", regions: ["us-east-1"] },
  protocol: restJson,
  operations: chimeOperations,
  selector: (_, query) => query.get("operation")?.at(-1),
};

// They have an endpoint of their own in each region, and sign with the name of Amazon Chime.
const SDK_SCOPE: Scope = { service: "chime", regions: SDK_REGIONS };

const messaging: Service = {
  scope: SDK_SCOPE,
  protocol: restJson,
  operations: messagingOperations,
  selector: (_, query) => (query.get("operation") ?? query.get("scope"))?.at(-1),
};

const identity: Service = {
  scope: SDK_SCOPE,
  protocol: restJson,
  operations: identityOperations,
  selector: (_, query) => query.get("operation")?.at(-1),
};

const sts: Service = {
  scope: { service: "sts" },
  protocol: queryXml,
  operations: stsOperations,
  selector: (request) => form(request.body).get("Action") ?? undefined,
};

/** What the paths of the services begin with; those of Amazon Chime begin with `accounts`. */
const BY_ROOT: ReadonlyMap<string, Service> = new Map([
  ["channels", messaging],
  ["app-instances", identity],
  ["app-instance-users", identity],
]);

/** The service that a path belongs to. */
export function serviceOf(request: ApiRequest): Service {
  if (request.path === "/") return sts;
  const [, root = ""] = request.path.split("/");
  return BY_ROOT.get(root) ?? chime;
}

/** @throws UnknownOperationException, and BadRequestException where the URL cannot be read */
export function route(service: Service, request: ApiRequest): Route {
  const query = parseQuery(request.queryString);
  const segments = request.path.split("/").map(decode);
  if (query === undefined || !segments.every((segment) => segment !== undefined)) {
    throw badRequest("The URL is not percent-encoded correctly.");
  }
  // A signer collapses these, so that the path that was signed is another one than the path that came.
  if (segments.some((segment) => segment === "." || segment === "..")) {
    throw badRequest("The path must not have segments that are only dots.");
  }
  const selector = service.selector(request, query);
  for (const operation of service.operations) {
    const labels = match(operation, request.method, segments, selector);
    if (labels !== undefined)
      return { operation, request: { labels, query, headers: request.headers, body: request.body } };
  }
  throw new ApiError("UnknownOperationException", "No operation has this method and path.");
}

function match(
  { http }: Operation,
  method: string,
  segments: readonly string[],
  selector: string | undefined,
): Record<string, string> | undefined {
  const template = http.path.split("/");
  const same = http.method === method && http.selector === selector && template.length === segments.length;
  if (!same) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? "";
    const name = /^\{(\w+)\}$/.exec(expected)?.[1];
    if (name === undefined ? segment !== expected : segment === "") return undefined;
    if (name !== undefined) labels[name] = segment;
  }
  return labels;
}
