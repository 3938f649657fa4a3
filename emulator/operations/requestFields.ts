import { badRequest } from "../http/errors";
import type { RoutedRequest } from "./operation";

/** A JSON object with unchecked fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** The body as a JSON object; an empty body is an empty object. Unknown fields are ignored. */
export function fields(request: RoutedRequest): Fields {
  if (request.body.length === 0) return {};
  const value = parse(request.body);
  if (!isFields(value)) throw badRequest("The request body must be a JSON object.");
  return value;
}

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string, or `undefined` if the value is absent or null. */
export function string(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw badRequest(`${name} must be a string.`);
  return value;
}

/** A required JSON object. */
export function structure(value: unknown, name: string): Fields {
  if (value === undefined || value === null) throw badRequest(`${name} is required.`);
  if (!isFields(value)) throw badRequest(`${name} must be an object.`);
  return value;
}

/** The value of a required field. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw badRequest(`${name} is required.`);
  return value;
}

/** A query parameter, or `undefined`. The last one if there are several. */
export function parameter(request: RoutedRequest, name: string): string | undefined {
  return request.query.get(name)?.at(-1);
}

/** The pagination parameters of a list. */
export function paging(
  request: RoutedRequest,
  limits: { max: number; default: number },
): { maxResults: number; nextToken: string | undefined } {
  const given = parameter(request, "max-results");
  const maxResults = given === undefined ? limits.default : Number(given);
  if (!/^\d+$/.test(given ?? "0") || maxResults < 1 || maxResults > limits.max) {
    throw badRequest(`max-results must be a whole number from 1 to ${limits.max}.`);
  }
  return { maxResults, nextToken: parameter(request, "next-token") };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8")) as unknown;
  } catch {
    throw badRequest("The request body is not valid JSON.");
  }
}
