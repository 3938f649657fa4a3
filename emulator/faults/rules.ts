import { ErrorCode } from "@aws-sdk/client-chime";
import * as check from "../check";
import { ERROR_NAMES, type ErrorName } from "../http/errors";
import {
  CHIME_OPERATIONS,
  IDENTITY_OPERATIONS,
  MESSAGING_OPERATIONS,
  STS_OPERATIONS,
  type OperationName,
} from "../operations/operation";

/** On which side of the change to the store a fault strikes. */
export type When = "beforeWrite" | "afterWrite";

/** Which calls a fault is for, and how many of them. */
export interface FaultMatch {
  /** `*` stands for every operation of Amazon Chime, messaging and identity, not for those of STS. */
  readonly operation: OperationName | "*";
  readonly roomId?: string;
  /** In a batch: one of its members. */
  readonly memberId?: string;
  readonly channelArn?: string;
  /** Of a channel's member or an app instance user; in a batch: one of its members. */
  readonly memberArn?: string;
  /** How many calls. Default 1; `Infinity`, or in JSON `"always"`, for all to come. */
  readonly times?: number | "always";
}

/** A call that is slow but otherwise as ever. */
export interface DelayFault extends FaultMatch {
  readonly kind: "delay";
  readonly milliseconds: number;
}

/** An entry in the `Errors` of a batch, without the write of that member. */
export type MemberErrorFault = FaultMatch & {
  readonly kind: "memberError";
  readonly errorCode: ErrorCode;
} & (
    | { readonly operation: "BatchCreateRoomMembership"; readonly memberId: string }
    | { readonly operation: "BatchCreateChannelMembership"; readonly memberArn: string }
  );

/** What happens to a call instead of its reply. */
export type OutcomeFault = FaultMatch &
  (
    | {
        /** An error of the API, by the name in `x-amzn-ErrorType`. `when` defaults to `beforeWrite`. */
        readonly kind: "error";
        readonly error: ErrorName;
        readonly retryAfterSeconds?: number;
        readonly when?: When;
      }
    /** The connection is destroyed. */
    | { readonly kind: "cut"; readonly when: When }
    /** No answer until the emulator stops. */
    | { readonly kind: "hang"; readonly when: When }
    /** The write is done, but the JSON of its reply ends in the middle; DeleteRoomMembership then has status 200. */
    | { readonly kind: "garbled" }
    /** A proxy on the way answers with a page of HTML, and the call never arrives. */
    | { readonly kind: "proxyError"; readonly status: 403 | 404 | 502 | 503 | 504 }
    /** A login page answers with 200 and HTML, and the call never arrives. */
    | { readonly kind: "captivePortal" }
  );

/** Something to go wrong. */
export type FaultRule = DelayFault | MemberErrorFault | OutcomeFault;

/** More calls than this are throttled, counted for each Amazon Chime account and each app instance. */
export interface Throttle {
  readonly callsPerSecond: number;
  /** Calls that may come at once after a rest. Default: those of one second, but at least 1. */
  readonly burst?: number;
}

/** How far reads of memberships are behind. */
export interface ReadLag {
  /**
   * Reads that do not show a write yet: walks of the room or channel (calls of ListRoomMemberships or
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

const kinds = {
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
    const named = batch(operation, at === "" ? "operation" : `${at}.operation`);
    return (named === "BatchCreateRoomMembership" ? roomMemberError : channelMemberError)(value, at);
  }) satisfies check.Check<unknown>,
};

const kindCheck = check.oneOf(...(Object.keys(kinds) as (keyof typeof kinds)[]));

/** Checks a rule from outside. */
export const ruleCheck: check.Check<FaultRule> = (value, at) => {
  const kind = kindCheck(
    (value as { kind?: unknown } | null | undefined)?.kind,
    at === "" ? "kind" : `${at}.kind`,
  );
  return kinds[kind](value, at) as FaultRule;
};

/** Checks a throttle from outside. */
export const throttleCheck = check.object({
  callsPerSecond: check.positive,
  burst: check.optional(check.integer(1)),
}) as check.Check<Throttle>;

/** Checks a lag from outside. */
export const readLagCheck: check.Check<ReadLag> = check.object({ reads: check.integer(0) });
