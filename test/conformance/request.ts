import type { RawRequest } from "../unit/emulator/raw";
import type { OperationFacts } from "./facts";
import type { Input } from "./sample";

/**
 * Creates a request from the schema of its operation, as an SDK would, but without validation: the emulator must also
 * receive values that no SDK would send.
 */
export function requestOf(operation: string, facts: OperationFacts | undefined, input: Input): RawRequest {
  if (facts?.http === undefined) return queryRequest(operation, input);
  const [method = "", template = ""] = facts.http.split(" ");
  const parts = partsOf(facts, input);
  const path = template.replace(/\{(\w+)\}/g, (_, label: string) => encodeURIComponent(asText(input[label])));
  const query = parts.query.map(([name, value]) => `${name}=${encodeURIComponent(asText(value))}`).join("&");
  const body = Object.keys(parts.body).length === 0 ? "" : JSON.stringify(parts.body);
  return {
    method,
    path: query === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${query}`,
    headers: {
      ...(Object.fromEntries(parts.headers) as Record<string, string>),
      ...(body === "" ? {} : { "content-type": "application/json" }),
    },
    body,
  };
}

function partsOf({ input: members }: OperationFacts, input: Input) {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  const inLocation = (location: string): [string, unknown][] =>
    entries.flatMap(([name, value]) => {
      const [part = "body", key = name] = members[name]?.in?.split(" ") ?? [];
      return part === location ? [[key, value]] : [];
    });
  return {
    query: inLocation("query"),
    headers: inLocation("header").map(([name, value]): [string, string] => [name, asText(value)]),
    body: Object.fromEntries(inLocation("body")),
  };
}

/** A request of the AWS query protocol, in which lists and structures are flattened: `List.member.1.Name`. */
function queryRequest(operation: string, input: Input): RawRequest {
  const form = new URLSearchParams({ Version: "2011-06-15", Action: operation });
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value))
      value.forEach((item, index) => {
        add(`${name}.member.${index + 1}`, item);
      });
    else if (typeof value === "object") {
      for (const [key, nested] of Object.entries(value)) add(`${name}.${key}`, nested);
    } else form.append(name, asText(value));
  };
  for (const [name, value] of Object.entries(input)) add(name, value);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", path: "/", headers, body: form.toString() };
}

// Encodes and decodes the text, because a lone surrogate cannot be sent.
function asText(value: unknown): string {
  const string = typeof value === "string" ? value : JSON.stringify(value ?? "");
  return Buffer.from(value === undefined ? "" : string).toString();
}
