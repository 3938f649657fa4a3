import { ErrorCode } from "@aws-sdk/client-chime";
import * as check from "../check";
import { ERROR_NAMES, type ErrorName } from "../http/errors";
import { CHIME_OPERATIONS, STS_OPERATIONS, type OperationName } from "../operations/operation";

/** On which side of the change to the store a fault strikes. */
export type When = "beforeWrite" | "afterWrite";

/** Which calls a fault is for, and how many of them. */
export interface FaultMatch {
  /** `*` stands for every operation of Amazon Chime, not for those of STS. */
  readonly operation: OperationName | "*";
  readonly roomId?: string;
  /** In a batch: one of its members. */
  readonly memberId?: string;
  /** How many calls. Default 1; `Infinity`, or in JSON `"always"`, for all to come. */
  readonly times?: number | "always";
}

/** A call that is slow but otherwise as ever. */
export interface DelayFault extends FaultMatch {
  readonly kind: "delay";
  readonly milliseconds: number;
}

/** An entry in the `Errors` of a batch, without the write of that member. */
export interface MemberErrorFault extends FaultMatch {
  readonly kind: "memberError";
  readonly memberId: string;
  readonly errorCode: ErrorCode;
}

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

/** More calls than this are throttled, counted for each Amazon Chime account. */
export interface Throttle {
  readonly callsPerSecond: number;
  /** Calls that may come at once after a rest. Default: those of one second, but at least 1. */
  readonly burst?: number;
}

/** How far List is behind. */
export interface ReadLag {
  /** Walks of a room (calls of ListRoomMemberships without a token) that do not show a write yet. */
  readonly reads: number;
}

const times: check.Check<number | "always"> = (value, at) => {
  if (value === "always" || value === Infinity) return "always";
  if (typeof value !== "number")
    throw new check.CheckError(at, 'a whole number of at least 1, or "always"', value);
  return check.integer(1)(value, at);
};

const match = {
  operation: check.oneOf("*", ...CHIME_OPERATIONS, ...STS_OPERATIONS),
  roomId: check.optional(check.text),
  memberId: check.optional(check.text),
  times: check.optional(times),
};
const when = check.oneOf("beforeWrite", "afterWrite");

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
  memberError: check.object({
    ...match,
    operation: check.oneOf("BatchCreateRoomMembership"),
    kind: check.oneOf("memberError"),
    memberId: check.text,
    errorCode: check.oneOf(...Object.values(ErrorCode)),
  }),
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
