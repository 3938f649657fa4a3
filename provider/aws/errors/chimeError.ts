import type { ResponseMetadata } from "@smithy/types";

import { UserError } from "../../schema/userError";
import { metadataOf, kindOf, kindOfItem, type FailureMetadata, type FailureKind } from "./classify";
import { ConfigurationError } from "./configurationError";
import { INTERNAL_ADVICE, internalReason, isInternal } from "./internalError";
import { redact } from "./redact";

/** A call, in the words that an error about it needs. */
export interface CallDescription {
  /** The API operation, such as `DeleteRoomMembership`. */
  operation: string;
  /** What was being done, to whom, such as `remove member M from room R of account A`. */
  purpose: string;
  /** What holds now that it failed, such as `The membership stays in the Pulumi state.` */
  consequence?: string;
  /** What may hold where it failed so that it may have done its work all the same. */
  ifOutcomeUnknown?: string;
  /** What helps with failures of some kinds, where that is something else than with calls about rooms. */
  advice?: Partial<Record<FailureKind, string>>;
}

/** Why a call failed for good. */
export interface FailureDetails {
  kind: FailureKind;
  /** What came of it, as the rest of a sentence that begins with what was being done. */
  reason: string;
  /** What to do now. Default: what helps with failures of this kind. */
  advice?: string;
  /** Whether one of its attempts may have done the work all the same, because no answer to it arrived whole. */
  outcomeUnknown?: boolean;
  /** The error that caused this one. */
  cause?: unknown;
}

/** A call to Amazon Chime that failed for good, told for the person who has to mend it. */
export class ChimeError extends UserError {
  public override readonly name = "ChimeError";
  /** Why it failed. */
  public readonly kind: FailureKind;
  /** The same in words, as the rest of a sentence that begins with what was being done. */
  public readonly reason: string;
  /** What to do now. */
  public readonly advice: string;
  /** Whether one of its attempts may have done the work all the same. */
  public readonly outcomeUnknown: boolean;

  public constructor(
    public readonly call: CallDescription,
    details: FailureDetails,
  ) {
    const { kind, reason, outcomeUnknown = false, cause } = details;
    const advice = details.advice ?? adviceOn(kind, call);
    const ifOutcomeUnknown = outcomeUnknown ? call.ifOutcomeUnknown : undefined;
    const sentences = [`Could not ${call.purpose}: ${reason}`, advice, ifOutcomeUnknown, call.consequence];
    super(asText(sentences), `${call.operation} failed`, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.reason = endSentence(reason);
    this.advice = advice;
    this.outcomeUnknown = outcomeUnknown;
  }

  /**
   * The same failure, of which more is known by now. This error is its cause, unless the changes name another one. Another
   * kind has the advice of that kind.
   */
  public with(changes: Partial<FailureDetails>): ChimeError {
    const { kind, reason, outcomeUnknown } = this;
    const advice = changes.kind === undefined ? { advice: this.advice } : {};
    return new ChimeError(this.call, { kind, reason, ...advice, outcomeUnknown, cause: this, ...changes });
  }
}

/** Whether an error is that of a call to Amazon Chime which failed for this reason. */
export function isChimeError(error: unknown, kind: FailureKind): error is ChimeError {
  return error instanceof ChimeError && error.kind === kind;
}

/** Whether an error leaves open if the call did its work: one of its attempts was not answered whole. */
export function isOutcomeUnknown(error: unknown): error is ChimeError {
  // A conflict tells: what exists was looked at, and is somebody else's.
  return error instanceof ChimeError && error.outcomeUnknown && error.kind !== "conflict";
}

/** What was thrown as a {@link ChimeError}. Where it is no failure of a call, nobody can tell what was done. */
export function asChimeError(error: unknown, call: CallDescription): ChimeError {
  if (error instanceof ChimeError) return error;
  const details = { outcomeUnknown: true, cause: error };
  if (isInternal(error))
    return new ChimeError(call, { kind: "internal", reason: internalReason(error), ...details });
  // An error for a person says itself what to do.
  const advice =
    error instanceof UserError ? { reason: error.message, advice: "" } : { reason: messageOf(error) };
  return new ChimeError(call, { kind: "unknown", ...advice, ...details });
}

/**
 * Makes the {@link ChimeError} of what the SDK threw.
 *
 * @param seconds How long the call took, with all its attempts.
 * @param outcomeUnknown Whether one of the attempts may have done the work all the same.
 */
export function chimeErrorOf(
  call: CallDescription,
  error: unknown,
  seconds: number,
  outcomeUnknown = false,
): ChimeError {
  if (error instanceof ConfigurationError) return unsentError(call, error, outcomeUnknown);
  const facts = metadataOf(error);
  // Node.js gives a code to an error about what it was passed, which may come from the settings.
  if (isInternal(error) && facts.status === undefined && facts.code === undefined)
    return asChimeError(error, call);
  const kind = kindOf(facts);
  const said = kind === "notChime" || kind === "serviceFailure" ? saidByAws(facts, error) : messageOf(error);
  const reason = `${answer(call, facts, kind)} ${effort(facts, seconds)}${said && `: ${said}`}`;
  return new ChimeError(call, { kind, reason, outcomeUnknown, cause: error });
}

/**
 * The error of a Create that was answered with success, but with what somebody else had made before.
 *
 * @param outcomeUnknown Whether a read that lags may have shown what was there before a removal.
 */
export function alreadyExists(
  call: CallDescription,
  { requestId }: ResponseMetadata,
  outcomeUnknown = false,
): ChimeError {
  const { operation, purpose } = call;
  const what = `it exists already: Amazon Chime answered ${operation} with what was made before`;
  return new ChimeError(
    { operation, purpose, ...(call.advice && { advice: call.advice }) },
    {
      kind: "conflict",
      reason: `${what} (HTTP 201, request id ${requestId ?? "none"})`,
      outcomeUnknown,
    },
  );
}

/** The error of a Create that was answered with success, where what it made could not be read. */
export function readBackFailed(call: CallDescription, error: unknown): ChimeError {
  const { reason, advice } = asChimeError(error, call);
  return new ChimeError(call, {
    cause: error,
    kind: "unknown",
    reason: `Amazon Chime answered ${call.operation} with success, but not what it made: ${reason}`,
    advice,
    outcomeUnknown: true,
  });
}

/** The error of an Update that was answered with success, but with another role than was asked for. */
export function roleMismatch(
  call: CallDescription,
  role: string,
  { requestId }: ResponseMetadata,
): ChimeError {
  return new ChimeError(call, {
    kind: "badRequest",
    reason: `Amazon Chime answered with success (HTTP 200, request id ${requestId ?? "none"}), and the role is ${role}`,
    advice: `Amazon Chime gives this member no other role. Declare the role ${role}.`,
  });
}

/**
 * The error of one item of a batch, in a reply that is a success as a whole.
 *
 * @param attempts How often the item was tried.
 */
export function batchItemError(
  call: CallDescription,
  { code, message }: { code: string; message: string | undefined },
  attempts: number,
  seconds: number,
): ChimeError {
  const kind = kindOfItem(code);
  const said = redact(message ?? "");
  const what = `Amazon Chime answered ${code} for it to ${call.operation}`;
  return new ChimeError(call, {
    kind,
    reason: `${what} ${effort({ name: code, attempts }, seconds)}${said && `: ${said}`}`,
    // As with a call of its own: a service that fails may have done its work all the same.
    outcomeUnknown: kind === "serviceFailure" || kind === "unknown",
  });
}

function unsentError(call: CallDescription, error: ConfigurationError, outcomeUnknown: boolean): ChimeError {
  const { message, kind, advice, cause } = error;
  const said = messageOf(cause);
  const why = kind === "credentials" ? `there are no AWS credentials: ${message}` : message;
  return new ChimeError(call, {
    kind,
    reason: `${why}${said && `: ${said}`}`,
    advice,
    outcomeUnknown,
    cause: error,
  });
}

function asText(sentences: (string | undefined)[]): string {
  return sentences.flatMap((sentence) => (sentence ? [endSentence(sentence)] : [])).join(" ");
}

// The SDK cannot read what a proxy says, and has nothing to tell of it but that.
function saidByAws({ requestId }: FailureMetadata, error: unknown): string {
  return requestId === undefined ? "" : messageOf(error);
}

function answer(
  call: CallDescription,
  { name, status, requestId }: FailureMetadata,
  kind: FailureKind,
): string {
  if (status === undefined) return `no answer to ${call.operation} (${name})`;
  const http = `HTTP ${status}, request id ${requestId ?? "none"}`;
  if (kind === "serviceFailure" && requestId === undefined)
    return `something on the way answered ${call.operation} (${http})`;
  if (kind === "notChime") return `${call.operation} got an answer that is not Amazon Chime's (${http})`;
  return `Amazon Chime answered ${name} (${http}) to ${call.operation}`;
}

function effort({ attempts = 1 }: FailureMetadata, seconds: number): string {
  return `after ${attempts} ${attempts === 1 ? "attempt" : "attempts"} in ${seconds.toFixed(1)} s`;
}

function messageOf(error: unknown): string {
  // The SDK takes the message from the answer as it is, which need not be a text.
  const message: unknown = error instanceof Error ? error.message : "";
  return typeof message === "string" && message !== "UnknownError" ? redact(message) : "";
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** To be said where a setting may be what is wrong: the engine gives destroy and refresh those that are in the state. */
export const SETTINGS_OF_UP =
  "A changed setting reaches destroy and refresh only after an `up`, or with their option --run-program.";

function adviceOn(kind: FailureKind, { operation, advice = {} }: CallDescription): string {
  return (advice[kind] ?? ADVICE[kind]).replace("{operation}", operation);
}

const ADVICE: Record<FailureKind, string> = {
  notFound:
    "Check that the account, the room and the member exist and that the credentials are of that account. What somebody " +
    "deleted by hand leaves the state with `pulumi refresh`.",
  notVisible:
    "Check AWS_PROFILE, chime:profile, chime:assumeRole, chime:endpoint and AWS_ENDPOINT_URL_CHIME: the credentials must be " +
    "those of the AWS account that has this Amazon Chime account. " +
    SETTINGS_OF_UP +
    " If the account itself was deleted, remove its resources with `pulumi state delete`.",
  conflict:
    "It is a member already. To adopt the membership, set adoptExisting on the resource, or import it with " +
    "`npx pulumi-chime import`.",
  badRequest: "Check the arguments of the resource in the program: the ids, and the role or the name.",
  limitExceeded:
    "A limit of Amazon Chime is reached (1,000 memberships a room and a member, 1,500 rooms an account): make room, or " +
    "ask AWS for more, then run it again.",
  unauthorized:
    "Check which AWS credentials the deployment uses, and that they are of the AWS account behind this one.",
  forbidden:
    'Give the identity that deploys the IAM permission chime:{operation} on Resource "*", then run it again.',
  throttled: "Amazon Chime is throttling this account: run it again later, or raise chime:maxRetrySeconds.",
  serviceFailure:
    "Amazon Chime has a failure of its own: run it again when it is over, or raise chime:maxRetrySeconds.",
  credentials:
    "Check the AWS credentials that the deployment uses: none found, expired, or not what AWS knows. " +
    SETTINGS_OF_UP,
  unreachable: "Check the network, the proxy and chime:endpoint, then run it again. " + SETTINGS_OF_UP,
  notChime:
    "Check chime:endpoint, AWS_ENDPOINT_URL_CHIME and the proxy: something else answers in its place. " +
    SETTINGS_OF_UP,
  internal: INTERNAL_ADVICE,
  unknown: "Run it again; if it stays, look the error up with the request id.",
};
