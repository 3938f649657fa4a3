import type { RawRequest } from "../unit/emulator/raw";
import type { OperationFacts } from "./facts";
import type { Input } from "./samples";

/**
 * Writes a request by the facts about its operation, as an SDK would, but without a look at the values: what no SDK
 * would send must reach the emulator too.
 */
export function requestOf(operation: string, facts: OperationFacts | undefined, input: Input): RawRequest {
  if (facts?.http === undefined) return queryRequest(operation, input);
  const [method = "", template = ""] = facts.http.split(" ");
  const parts = placed(facts, input);
  const path = template.replace(/\{(\w+)\}/g, (_, label: string) => encodeURIComponent(text(input[label])));
  const query = parts.query.map(([name, value]) => `${name}=${encodeURIComponent(text(value))}`).join("&");
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

function placed({ input: members }: OperationFacts, input: Input) {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const at = (parent: string): [string, unknown][] =>
    given.flatMap(([name, value]) => {
      const [found = "body", key = name] = members[name]?.in?.split(" ") ?? [];
      return found === parent ? [[key, value]] : [];
    });
  return {
    query: at("query"),
    headers: at("header").map(([name, value]): [string, string] => [name, text(value)]),
    body: Object.fromEntries(at("body")),
  };
}

/** The AWS query protocol: lists and structures are flattened into `List.member.1.Name`. */
function queryRequest(operation: string, input: Input): RawRequest {
  const form = new URLSearchParams({ Version: "2011-06-15", Action: operation });
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value))
      value.forEach((item, index) => {
        add(`${name}.member.${index + 1}`, item);
      });
    else if (typeof value === "object") {
      for (const [key, inner] of Object.entries(value)) add(`${name}.${key}`, inner);
    } else form.append(name, text(value));
  };
  for (const [name, value] of Object.entries(input)) add(name, value);
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", path: "/", headers, body: form.toString() };
}

// By way of bytes: half a surrogate pair is no text that could be sent.
function text(value: unknown): string {
  const written = typeof value === "string" ? value : JSON.stringify(value ?? "");
  return Buffer.from(value === undefined ? "" : written).toString();
}
