import type { ResponseMetadata } from "@smithy/types";

import { UserError } from "../../schema/userError";
import { adviceFor, type Advice } from "./advice";
import { sentCallOf } from "./sentCall";
import { isRefusedHere, kindOf, kindOfItem, metadataOf, type FailureKind } from "./classify";
import { ConfigurationError } from "./configurationError";
import { errorPage } from "./errorPage";
import {
  callFailure,
  endSentence,
  httpAnswer,
  itemFailure,
  joinSentences,
  messageOf,
  unsentFailure,
} from "./errorText";
import { internalReason, isInternal } from "./internalError";

/** A call, for the error that it may fail with. */
export interface CallDescription {
  /** The API operation, such as `DeleteRoomMembership`. */
  operation: string;
  /** What the call does, such as `remove member M from room R of account A`. */
  purpose: string;
  /** What a failure means for the state, such as `The membership stays in the Pulumi state.` */
  consequence?: string;
  /** The same for a failure that leaves open whether the call took effect. */
  ifOutcomeUnknown?: string;
  /** The advice of its service. Default: that of rooms. */
  advice?: Advice;
}

/** Why a call failed. */
export interface FailureDetails {
  kind: FailureKind;
  /** The rest of a sentence that begins with the purpose of the call. */
  reason: string;
  /** What to do now. Default: the advice on failures of this kind. */
  advice?: string;
  /** Whether the call may have taken effect, because an attempt got no complete answer. Default: false. */
  outcomeUnknown?: boolean;
  /** The error that caused this one. */
  cause?: unknown;
}

/** A call to Amazon Chime that failed after all its attempts. */
export class ChimeError extends UserError {
  public override readonly name = "ChimeError";
  public readonly kind: FailureKind;
  /** Why it failed, as the rest of a sentence that begins with the purpose of the call. */
  public readonly reason: string;
  /** What to do now. */
  public readonly advice: string;
  /** Whether the call may have taken effect. */
  public readonly outcomeUnknown: boolean;

  public constructor(
    public readonly call: CallDescription,
    details: FailureDetails,
  ) {
    const { kind, reason, outcomeUnknown = false, cause } = details;
    const advice = details.advice ?? adviceFor(kind, call.operation, call.advice);
    const ifOutcomeUnknown = outcomeUnknown ? call.ifOutcomeUnknown : undefined;
    const page = advice === "" ? undefined : errorPage(kind);
    const sentences = [
      `Could not ${call.purpose}: ${reason}`,
      advice,
      ifOutcomeUnknown,
      call.consequence,
      page,
    ];
    super(joinSentences(sentences), `${call.operation} failed`, cause === undefined ? undefined : { cause });
    this.kind = kind;
    this.reason = endSentence(reason);
    this.advice = advice;
    this.outcomeUnknown = outcomeUnknown;
  }

  /**
   * The same failure with some details changed. This error is its cause, unless the changes name another one. A changed
   * kind changes the advice too.
   */
  public with(changes: Partial<FailureDetails>): ChimeError {
    const { kind, reason, outcomeUnknown } = this;
    const advice = changes.kind === undefined ? { advice: this.advice } : {};
    return new ChimeError(this.call, { kind, reason, ...advice, outcomeUnknown, cause: this, ...changes });
  }
}

/** Whether an error is a failed call to Amazon Chime of this kind. */
export function isChimeError(error: unknown, kind: FailureKind): error is ChimeError {
  return error instanceof ChimeError && error.kind === kind;
}

/** Whether an error is a failed call that may have taken effect. */
export function isOutcomeUnknown(error: unknown): error is ChimeError {
  // A conflict is an answer: what exists was read, and somebody else created it.
  return error instanceof ChimeError && error.outcomeUnknown && error.kind !== "conflict";
}

/** Any error as a {@link ChimeError}. If it is not that of a failed call, the call may have taken effect. */
export function asChimeError(error: unknown, call: CallDescription): ChimeError {
  if (error instanceof ChimeError) return error;
  const details = { outcomeUnknown: true, cause: error };
  if (isInternal(error))
    return new ChimeError(call, { kind: "internal", reason: internalReason(error), ...details });
  // The message of a UserError has its own advice.
  const text =
    error instanceof UserError ? { reason: error.message, advice: "" } : { reason: messageOf(error) };
  return new ChimeError(call, { kind: "unknown", ...text, ...details });
}

/**
 * The error of a call for which the SDK threw something.
 *
 * @param seconds How long the call took, with all its attempts.
 * @param outcomeUnknown Whether one of the attempts may have taken effect.
 */
export function chimeErrorOf(
  call: CallDescription,
  error: unknown,
  seconds: number,
  outcomeUnknown = false,
): ChimeError {
  if (error instanceof ConfigurationError) {
    const { kind, advice } = error;
    return new ChimeError(call, { kind, advice, reason: unsentFailure(error), outcomeUnknown, cause: error });
  }
  const metadata = metadataOf(error);
  // Node.js gives a code to an error about what it was passed, which may come from the settings.
  if (isInternal(error) && metadata.status === undefined && metadata.code === undefined)
    return asChimeError(error, call);
  if (metadata.name === ENDPOINT_ERROR && metadata.status === undefined) {
    const reason = `the AWS SDK has no endpoint for these settings: ${messageOf(error)}`;
    return new ChimeError(call, {
      kind: "unknown",
      reason,
      advice: ENDPOINT_ADVICE,
      outcomeUnknown,
      cause: error,
    });
  }
  const kind = kindOf(metadata);
  const reason = joinSentences([
    callFailure(call.operation, kind, metadata, { seconds, error }),
    bearerOf(kind, error),
  ]);
  return new ChimeError(call, {
    kind,
    reason,
    advice: adviceOn(call, kind, error),
    outcomeUnknown,
    cause: error,
  });
}

function bearerOf(kind: FailureKind, error: unknown): string | undefined {
  const { bearer } = sentCallOf(error) ?? {};
  return kind === "forbidden" && bearer !== undefined ? `The bearer was ${bearer}.` : undefined;
}

function adviceOn({ operation, advice }: CallDescription, kind: FailureKind, error: unknown): string {
  const { url, endpointSource, adviceOnCredentials } = sentCallOf(error) ?? {};
  if (endpointSource !== undefined && isRefusedHere(error))
    return `Nothing listens at ${url}: start it, or correct ${endpointSource}, then run the command again.`;
  const { name, requestId } = metadataOf(error);
  if (endpointSource !== undefined && kind === "serviceFailure" && requestId === undefined)
    return `If ${url} is not an endpoint of Amazon Chime, correct ${endpointSource}. Otherwise run the command again later.`;
  const known = kind === "credentials" ? adviceOnCredentials?.(name) : undefined;
  return known ?? adviceFor(kind, operation, advice, endpointSource);
}

/** The SDK's name for settings that contradict each other, such as FIPS with an endpoint. */
const ENDPOINT_ERROR = "EndpointError";

const ENDPOINT_ADVICE =
  "Unset AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT (use_fips_endpoint and use_dualstack_endpoint in the profile), " +
  "or remove the endpoint from the settings.";

/**
 * The error of a create that succeeded and returned what somebody else had created.
 *
 * @param outcomeUnknown Whether the read that showed it may be stale, so that this call may have created it.
 */
export function alreadyExists(
  { operation, purpose, advice = {} }: CallDescription,
  { requestId }: ResponseMetadata,
  outcomeUnknown = false,
): ChimeError {
  const existing = `it exists already: Amazon Chime answered ${operation} with what existed before`;
  const reason = `${existing} (${httpAnswer(201, requestId)})`;
  return new ChimeError({ operation, purpose, advice }, { kind: "conflict", reason, outcomeUnknown });
}

/** The error of a create that succeeded, and whose result could not be read. */
export function readBackFailed(call: CallDescription, error: unknown): ChimeError {
  const { reason, advice } = asChimeError(error, call);
  return new ChimeError(call, {
    kind: "unknown",
    reason: `Amazon Chime answered ${call.operation} with success, but the result could not be read: ${reason}`,
    advice,
    outcomeUnknown: true,
    cause: error,
  });
}

/** The error of an update that succeeded, but set another role. */
export function roleMismatch(
  call: CallDescription,
  role: string,
  { requestId }: ResponseMetadata,
): ChimeError {
  return new ChimeError(call, {
    kind: "badRequest",
    reason: `Amazon Chime answered with success (${httpAnswer(200, requestId)}), but the role is ${role}`,
    advice: `Amazon Chime gives this member no other role. Declare the role ${role}.`,
  });
}

/** The error of one item of a batch whose call succeeded. */
export function batchItemError(
  call: CallDescription,
  refusal: { code: string; message: string | undefined },
  effort: { attempts: number; seconds: number },
): ChimeError {
  const kind = kindOfItem(refusal.code);
  return new ChimeError(call, {
    kind,
    reason: itemFailure(call.operation, refusal, effort),
    // As with a single call: a failure of the service may come after the write.
    outcomeUnknown: kind === "serviceFailure" || kind === "unknown",
  });
}
