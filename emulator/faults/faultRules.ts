import { ErrorCode } from "@aws-sdk/client-chime";
import * as check from "../configuration/check";
import { ERROR_NAMES, type ErrorName } from "../http/errors";
import {
  CHIME_OPERATIONS,
  IDENTITY_OPERATIONS,
  MESSAGING_OPERATIONS,
  STS_OPERATIONS,
  type OperationName,
} from "../model/operationNames";

/** Whether a fault happens before or after the change to the store. */
export type When = "beforeWrite" | "afterWrite";

/** Which calls a fault applies to, and how many. */
export interface FaultMatch {
  /** `*` for every operation of Amazon Chime, messaging and identity, but not of STS. */
  readonly operation: OperationName | "*";
  readonly roomId?: string;
  /** For a batch, one of its members. */
  readonly memberId?: string;
  readonly channelArn?: string;
  /** The ARN of a channel member or an app instance user; for a batch, of one of its members. */
  readonly memberArn?: string;
  /** The number of calls. Default 1; `Infinity`, or `"always"` in JSON, for no limit. */
  readonly times?: number | "always";
}

/** Delays a call. */
export interface DelayFault extends FaultMatch {
  readonly kind: "delay";
  readonly milliseconds: number;
}

/** Adds an entry to the `Errors` of a batch and does not write that member. */
export type MemberErrorFault = FaultMatch & {
  readonly kind: "memberError";
  readonly errorCode: ErrorCode;
} & (
    | { readonly operation: "BatchCreateRoomMembership"; readonly memberId: string }
    | { readonly operation: "BatchCreateChannelMembership"; readonly memberArn: string }
  );

/** Replaces the reply of a call. */
export type OutcomeFault = FaultMatch &
  (
    | {
        /** An API error, by its name in `x-amzn-ErrorType`. Default of `when`: `beforeWrite`. */
        readonly kind: "error";
        readonly error: ErrorName;
        readonly retryAfterSeconds?: number;
        readonly when?: When;
      }
    /** The connection is closed without a reply. */
    | { readonly kind: "cut"; readonly when: When }
    /** There is no reply until the emulator stops. */
    | { readonly kind: "hang"; readonly when: When }
    /** The write succeeds, but the JSON of the reply is truncated; DeleteRoomMembership then has status 200. */
    | { readonly kind: "garbled" }
    /** A proxy replies with an HTML page, and the call does not reach the service. */
    | { readonly kind: "proxyError"; readonly status: 403 | 404 | 502 | 503 | 504 }
    /** A login page replies with 200 and HTML, and the call does not reach the service. */
    | { readonly kind: "captivePortal" }
  );

/** A fault to inject. */
export type FaultRule = DelayFault | MemberErrorFault | OutcomeFault;

/** A rate limit for each Amazon Chime account and each app instance. */
export interface Throttle {
  readonly callsPerSecond: number;
  /** The size of the token bucket. Default: the calls of one second, at least 1. */
  readonly burst?: number;
}

/** Eventually consistent reads of memberships. */
export interface ReadLag {
  /**
   * The number of reads that do not return a write: lists of the room or channel (calls of ListRoomMemberships or
   * ListChannelMemberships without a token), and calls of DescribeChannelMembership for that member.
   */
  readonly reads: number;
}

const times: check.Check<number | "always"> = (value, at) => {
  if (value === "always" || value === Infinity) return "always";
  if (typeof value !== "number")
    throw new check.CheckError(at, 'a whole number of at least 1, or "always"', value);
  return check.integer(1)(value, at);
};

const match = {
  operation: check.oneOf(
    "*",
    ...CHIME_OPERATIONS,
    ...MESSAGING_OPERATIONS,
    ...IDENTITY_OPERATIONS,
    ...STS_OPERATIONS,
  ),
  roomId: check.optional(check.text),
  memberId: check.optional(check.text),
  channelArn: check.optional(check.text),
  memberArn: check.optional(check.text),
  times: check.optional(times),
};
const when = check.oneOf("beforeWrite", "afterWrite");

const memberError = {
  ...match,
  kind: check.oneOf("memberError"),
  errorCode: check.oneOf(...Object.values(ErrorCode)),
};
const roomMemberError = check.object({
  ...memberError,
  operation: check.oneOf("BatchCreateRoomMembership"),
  memberId: check.text,
});
const channelMemberError = check.object({
  ...memberError,
  operation: check.oneOf("BatchCreateChannelMembership"),
  memberArn: check.text,
});
const batch = check.oneOf("BatchCreateRoomMembership", "BatchCreateChannelMembership");

const checksByKind = {
  error: check.object({
    ...match,
    kind: check.oneOf("error"),
    error: check.oneOf(...ERROR_NAMES),
    retryAfterSeconds: check.optional(check.integer(0)),
    when: check.optional(when),
  }),
  cut: check.object({ ...match, kind: check.oneOf("cut"), when }),
  hang: check.object({ ...match, kind: check.oneOf("hang"), when }),
  delay: check.object({ ...match, kind: check.oneOf("delay"), milliseconds: check.integer(1) }),
  garbled: check.object({ ...match, kind: check.oneOf("garbled") }),
  proxyError: check.object({
    ...match,
    kind: check.oneOf("proxyError"),
    status: check.oneOf(403, 404, 502, 503, 504),
  }),
  captivePortal: check.object({ ...match, kind: check.oneOf("captivePortal") }),
  memberError: ((value, at) => {
    const { operation } = value as { operation?: unknown };
    const name = batch(operation, at === "" ? "operation" : `${at}.operation`);
    return (name === "BatchCreateRoomMembership" ? roomMemberError : channelMemberError)(value, at);
  }) satisfies check.Check<unknown>,
};

const kindCheck = check.oneOf(...(Object.keys(checksByKind) as (keyof typeof checksByKind)[]));

/** Checks a rule. */
export const ruleCheck: check.Check<FaultRule> = (value, at) => {
  const kind = kindCheck(
    (value as { kind?: unknown } | null | undefined)?.kind,
    at === "" ? "kind" : `${at}.kind`,
  );
  return checksByKind[kind](value, at) as FaultRule;
};

/** Checks a throttle. */
export const throttleCheck = check.object({
  callsPerSecond: check.positive,
  burst: check.optional(check.integer(1)),
}) as check.Check<Throttle>;

/** Checks a read lag. */
export const readLagCheck: check.Check<ReadLag> = check.object({ reads: check.integer(0) });
