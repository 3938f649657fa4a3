import { badRequest } from "../http/errors";
import type { Expiration } from "../store/messaging/appInstances";
import { parseArn, type ArnKind } from "../store/messaging/arns";
import type { RoutedRequest } from "./operation";
import { isFields, paging, parameter, required, string, type Fields } from "./validation";

/*
 * The constraints of the types that Amazon Chime SDK Messaging and Identity share.
 *
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_messaging-chime_CreateChannel.html
 * https://docs.aws.amazon.com/chime-sdk/latest/APIReference/API_identity-chime_CreateAppInstanceUser.html
 */

interface Constraint {
  readonly least: number;
  readonly most: number;
  readonly pattern: RegExp;
  /** The pattern as the API page has it. */
  readonly shown: string;
}

const RESOURCE_NAME =
  "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]*";
const ID = "[A-Za-z0-9]([A-Za-z0-9\\:\\-\\_\\.\\@]{0,62}[A-Za-z0-9])?";

const CHIME_ARN: Constraint = {
  least: 5,
  most: 1600,
  pattern: /^arn:[a-z0-9-.]{1,63}:[a-z0-9-.]{0,63}:[a-z0-9-.]{0,63}:[a-z0-9-.]{0,63}:[^/].{0,1023}$/u,
  shown: "arn:[a-z0-9-\\.]{1,63}:[a-z0-9-\\.]{0,63}:[a-z0-9-\\.]{0,63}:[a-z0-9-\\.]{0,63}:[^/].{0,1023}",
};
const NAME: Constraint = {
  least: 1,
  most: 256,
  pattern: /^[\t\n\r -~\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u,
  shown: RESOURCE_NAME,
};
const USER_NAME: Constraint = { least: 1, most: 100, pattern: /^.*\S.*$/u, shown: ".*\\S.*" };
const METADATA: Constraint = { least: 0, most: 1024, pattern: /^.*$/u, shown: ".*" };
const RESOURCE_ID: Constraint = {
  least: 1,
  most: 64,
  pattern: /^[A-Za-z0-9]([A-Za-z0-9:\-_.@]{0,62}[A-Za-z0-9])?$/,
  shown: ID,
};
const REQUEST_TOKEN: Constraint = {
  least: 2,
  most: 64,
  pattern: /^[-_a-zA-Z0-9]*$/,
  shown: "[-_a-zA-Z0-9]*",
};
const SUB_CHANNEL_ID: Constraint = { ...REQUEST_TOKEN, least: 1, most: 128 };
const ANYTHING = /^[^]*$/;
const TAG_KEY: Constraint = { least: 1, most: 128, pattern: ANYTHING, shown: "" };
const TAG_VALUE: Constraint = { least: 1, most: 256, pattern: ANYTHING, shown: "" };
const NEXT_TOKEN: Constraint = { least: 0, most: 2048, pattern: /^.*$/u, shown: ".*" };

/** An ARN, of whatever. */
export function arn(value: unknown, name: string): string {
  return constrained(required(string(value, name), name), name, CHIME_ARN);
}

/** The ARN of a thing of this kind; without a kind, of an app instance. */
export function arnOf(value: unknown, name: string, ...kinds: (ArnKind | undefined)[]): string {
  const given = arn(value, name);
  const parsed = parseArn(given);
  if (parsed !== undefined && kinds.includes(parsed.kind)) return given;
  throw badRequest(
    `${name} must be the ARN of ${kinds.map((kind) => KINDS[kind ?? "appInstance"]).join(" or ")}.`,
  );
}

/** A name, which must be there. */
export function resourceName(value: unknown, name: string): string {
  return constrained(required(string(value, name), name), name, NAME);
}

/** The name of a user, which must be there. */
export function userName(value: unknown, name: string): string {
  return constrained(required(string(value, name), name), name, USER_NAME);
}

/** Metadata, or nothing. */
export function metadata(value: unknown): string | undefined {
  return optional(value, "Metadata", METADATA);
}

/** An id that the caller has chosen, or nothing. */
export function resourceId(value: unknown, name: string): string | undefined {
  return optional(value, name, RESOURCE_ID);
}

/** The token that makes a call safe to repeat. The SDKs make one up; a call without any is refused. */
export function requestToken(body: Fields): string {
  const name = "ClientRequestToken";
  return constrained(required(string(body[name], name), name), name, REQUEST_TOKEN);
}

/** One of the values of an enumeration, or nothing. */
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

/** A list with as many elements, each of which passes. */
export function list<T>(
  value: unknown,
  name: string,
  most: number,
  element: (value: unknown, name: string) => T,
): T[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > most) {
    throw badRequest(`${name} must have 1 to ${most} items.`);
  }
  return value.map((item: unknown) => element(item, `Each item of ${name}`));
}

/** Tags, checked and otherwise left alone: no operation here shows them. */
export function checkTags(value: unknown): void {
  if (value === undefined || value === null) return;
  list(value, "Tags", 50, (item, name) => {
    if (!isFields(item)) throw badRequest(`${name} must be an object.`);
    constrained(required(string(item["Key"], "Key"), "Key"), "Key", TAG_KEY);
    constrained(required(string(item["Value"], "Value"), "Value"), "Value", TAG_VALUE);
  });
}

/** Settings of expiration, or nothing. */
export function expiration(value: unknown, criteria: readonly string[]): Expiration | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) throw badRequest("ExpirationSettings must be an object.");
  const days = value["ExpirationDays"];
  if (typeof days !== "number" || !Number.isInteger(days) || days < 1 || days > 5475) {
    throw badRequest("ExpirationDays must be a whole number from 1 to 5475.");
  }
  const criterion = oneOf(value["ExpirationCriterion"], "ExpirationCriterion", criteria);
  return { ExpirationDays: days, ExpirationCriterion: required(criterion, "ExpirationCriterion") };
}

/** A sub-channel is checked and then refused: only elastic channels have any, and the emulator has none of these. */
export function refuseSubChannel(value: unknown): void {
  const given = optional(value, "SubChannelId", SUB_CHANNEL_ID);
  if (given !== undefined) throw badRequest("SubChannelId is only for elastic channels, and this is none.");
}

/** The parameters that every list of these services has. */
export function pages(request: RoutedRequest): { maxResults: number; nextToken: string | undefined } {
  optional(parameter(request, "next-token"), "next-token", NEXT_TOKEN);
  return paging(request, { most: 50, default: 50 });
}

const KINDS = {
  appInstance: "an app instance",
  user: "an app instance user",
  bot: "an app instance bot",
  channel: "a channel",
};

function optional(value: unknown, name: string, constraint: Constraint): string | undefined {
  const given = string(value, name);
  return given === undefined ? undefined : constrained(given, name, constraint);
}

function constrained(value: string, name: string, { least, most, pattern, shown }: Constraint): string {
  // The model counts characters as Unicode does, not as UTF-16 does.
  const { length } = Array.from(value);
  if (length < least || length > most) throw badRequest(`${name} must have ${least} to ${most} characters.`);
  if (!pattern.test(value)) throw badRequest(`${name} must match the pattern ${shown}`);
  return value;
}
