import { badRequest } from "../http/errors";
import { parseArn, type ArnKind } from "../model/arns";
import type { Expiration, Tag } from "../store/appInstance";
import type { RoutedRequest } from "./operation";
import { paging, parameter, required, string, structure, type Fields } from "./requestFields";

/*
 * The constraints of the types that Amazon Chime SDK messaging and identity share.
 *
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceUser.html
 */

/** The constraint on a string. */
export interface Constraint {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** The pattern as on the API page, for the error message. */
  readonly shown: string;
}

const RESOURCE_NAME =
  "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]*";
const ID = "[A-Za-z0-9]([A-Za-z0-9\\:\\-\\_\\.\\@]{0,62}[A-Za-z0-9])?";

const CHIME_ARN: Constraint = {
  min: 5,
  max: 1600,
  pattern: /^arn:[a-z0-9-.]{1,63}:[a-z0-9-.]{0,63}:[a-z0-9-.]{0,63}:[a-z0-9-.]{0,63}:[^/].{0,1023}$/u,
  shown: "arn:[a-z0-9-\\.]{1,63}:[a-z0-9-\\.]{0,63}:[a-z0-9-\\.]{0,63}:[a-z0-9-\\.]{0,63}:[^/].{0,1023}",
};
const NAME: Constraint = {
  min: 1,
  max: 256,
  pattern: /^[\t\n\r -~\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u,
  shown: RESOURCE_NAME,
};
const USER_NAME: Constraint = { min: 1, max: 100, pattern: /^.*\S.*$/u, shown: ".*\\S.*" };
const BOT_NAME: Constraint = { ...NAME, min: 0 };
const METADATA: Constraint = { min: 0, max: 1024, pattern: /^.*$/u, shown: ".*" };
const RESOURCE_ID: Constraint = {
  min: 1,
  max: 64,
  pattern: /^[A-Za-z0-9]([A-Za-z0-9:\-_.@]{0,62}[A-Za-z0-9])?$/,
  shown: ID,
};
const REQUEST_TOKEN: Constraint = {
  min: 2,
  max: 64,
  pattern: /^[-_a-zA-Z0-9]*$/,
  shown: "[-_a-zA-Z0-9]*",
};
const SUB_CHANNEL_ID: Constraint = { ...REQUEST_TOKEN, min: 1, max: 128 };
const ANYTHING = /^[^]*$/;
const TAG_KEY: Constraint = { min: 1, max: 128, pattern: ANYTHING, shown: "" };
const TAG_VALUE: Constraint = { min: 1, max: 256, pattern: ANYTHING, shown: "" };
const MAX_TAGS = 50;
const NEXT_TOKEN: Constraint = { min: 0, max: 2048, pattern: /^.*$/u, shown: ".*" };

/** A required ARN. */
export function arn(value: unknown, name: string): string {
  return text(value, name, CHIME_ARN);
}

/** A required ARN of one of these kinds; `undefined` is the kind of an app instance. */
export function arnOf(value: unknown, name: string, ...kinds: (ArnKind | undefined)[]): string {
  const given = arn(value, name);
  const parsed = parseArn(given);
  if (parsed !== undefined && kinds.includes(parsed.kind)) return given;
  throw badRequest(
    `${name} must be the ARN of ${kinds.map((kind) => KIND_NAMES[kind ?? "appInstance"]).join(" or ")}.`,
  );
}

/** A required name. */
export function resourceName(value: unknown, name: string): string {
  return text(value, name, NAME);
}

/** A required name of a user. */
export function userName(value: unknown, name: string): string {
  return text(value, name, USER_NAME);
}

/** The name of a bot, or `undefined`. */
export function botName(value: unknown, name: string): string | undefined {
  return optional(value, name, BOT_NAME);
}

/** Metadata, or `undefined`. */
export function metadata(value: unknown): string | undefined {
  return optional(value, "Metadata", METADATA);
}

/** An id chosen by the caller, or `undefined`. */
export function resourceId(value: unknown, name: string): string | undefined {
  return optional(value, name, RESOURCE_ID);
}

/** The required ClientRequestToken. The SDKs generate one by default. */
export function requestToken(body: Fields): string {
  const name = "ClientRequestToken";
  return text(body[name], name, REQUEST_TOKEN);
}

/** A value of an enumeration, or `undefined`. */
export function oneOf<const T extends string>(
  value: unknown,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const given = string(value, name);
  const found = allowed.find((candidate) => candidate === given);
  if (given !== undefined && found === undefined)
    throw badRequest(`${name} must be one of ${allowed.join(", ")}.`);
  return found;
}

/** A required value of an enumeration. */
export function requiredOneOf<const T extends string>(
  value: unknown,
  name: string,
  allowed: readonly T[],
): T {
  return required(oneOf(value, name, allowed), name);
}

/** A required whole number from 1 to `max`. */
export function integer(value: unknown, name: string, max: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw badRequest(`${name} must be a whole number from 1 to ${max}.`);
}

/** A list of 1 to `max` elements, each of which passes the check. */
export function list<T>(
  value: unknown,
  name: string,
  max: number,
  element: (value: unknown, name: string) => T,
): T[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > max) {
    throw badRequest(`${name} must have 1 to ${max} items.`);
  }
  return value.map((item: unknown) => element(item, `Each item of ${name}`));
}

/** Tags; none if the value is absent. */
export function optionalTags(value: unknown): Tag[] {
  return value === undefined || value === null ? [] : tagList(value);
}

/** At least one tag. */
export function tagList(value: unknown): Tag[] {
  return list(value, "Tags", MAX_TAGS, (item, name) => {
    const tag = structure(item, name);
    return { Key: text(tag["Key"], "Key", TAG_KEY), Value: text(tag["Value"], "Value", TAG_VALUE) };
  });
}

/** The keys of at least one tag. */
export function tagKeys(value: unknown): string[] {
  return list(value, "TagKeys", MAX_TAGS, (item, name) => text(item, name, TAG_KEY));
}

/** ExpirationSettings, or `undefined`. */
export function expiration(value: unknown, criteria: readonly string[]): Expiration | undefined {
  if (value === undefined || value === null) return undefined;
  const settings = structure(value, "ExpirationSettings");
  const days = integer(settings["ExpirationDays"], "ExpirationDays", 5475);
  const criterion = oneOf(settings["ExpirationCriterion"], "ExpirationCriterion", criteria);
  return { ExpirationDays: days, ExpirationCriterion: required(criterion, "ExpirationCriterion") };
}

/** Refuses a sub-channel: only elastic channels have sub-channels, and the emulator has no elastic channels. */
export function refuseSubChannel(value: unknown): void {
  const given = optional(value, "SubChannelId", SUB_CHANNEL_ID);
  if (given !== undefined) throw badRequest("SubChannelId is valid only for elastic channels.");
}

/** The pagination parameters of the lists of these services. */
export function sdkPaging(request: RoutedRequest): { maxResults: number; nextToken: string | undefined } {
  optional(parameter(request, "next-token"), "next-token", NEXT_TOKEN);
  return paging(request, { max: 50, default: 50 });
}

const KIND_NAMES = {
  appInstance: "an app instance",
  user: "an app instance user",
  bot: "an app instance bot",
  channel: "a channel",
  "channel-flow": "a channel flow",
};

/** A required string that satisfies a constraint. */
export function text(value: unknown, name: string, constraint: Constraint): string {
  return required(optional(value, name, constraint), name);
}

/** A string that satisfies a constraint, or `undefined`. */
export function optional(value: unknown, name: string, constraint: Constraint): string | undefined {
  const given = string(value, name);
  return given === undefined ? undefined : constrained(given, name, constraint);
}

function constrained(value: string, name: string, { min, max, pattern, shown }: Constraint): string {
  // The API model counts Unicode characters, not UTF-16 code units.
  const { length } = Array.from(value);
  if (length < min || length > max) throw badRequest(`${name} must have ${min} to ${max} characters.`);
  if (!pattern.test(value)) throw badRequest(`${name} must match the pattern ${shown}`);
  return value;
}
