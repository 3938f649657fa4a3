import type { ConfigurationError } from "./configurationError";

import { failureName, type FailureKind, type FailureMetadata } from "./classify";
import { redact } from "./redact";
import { sentCallOf, type SentCall } from "./sentCall";

/** Joins sentences with spaces, and leaves out those that are empty or undefined. */
export function joinSentences(sentences: (string | undefined)[]): string {
  return sentences.flatMap((sentence) => (sentence ? [endSentence(sentence)] : [])).join(" ");
}

/** A text with a full stop, unless it ends like a sentence. */
export function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Why a call failed that was sent: the answer, after how many attempts and how long, and the service's message. */
export function callFailure(
  operation: string,
  kind: FailureKind,
  metadata: FailureMetadata,
  { seconds, error }: { seconds: number; error: unknown },
): string {
  // The SDK cannot read what a proxy answers: its message is about that, and no use to a person.
  const isFromProxy = metadata.requestId === undefined && (kind === "notChime" || kind === "serviceFailure");
  const message = isFromProxy ? "" : messageOf(error);
  const answer = answerIn(operation, kind, metadata, sentCallOf(error));
  return withMessage(`${answer} ${effort(metadata.attempts, seconds)}`, message);
}

/** Why one item of a batch failed. */
export function itemFailure(
  operation: string,
  { code, message = "" }: { code: string; message: string | undefined },
  { attempts, seconds }: { attempts: number; seconds: number },
): string {
  const answer = `Amazon Chime answered ${code} to ${operation} for this member`;
  return withMessage(`${answer} ${effort(attempts, seconds)}`, redact(message));
}

/** Why a call could not be sent. */
export function unsentFailure({ message, kind, cause }: ConfigurationError): string {
  const reason = kind === "credentials" ? `there are no AWS credentials: ${message}` : message;
  return withMessage(reason, messageOf(cause));
}

/** The redacted message of an error; empty where it says nothing. */
export function messageOf(error: unknown): string {
  // Node.js says nothing in the error of a host with several addresses, and why in those of the addresses.
  if (error instanceof AggregateError && error.message === "") return messageOf(error.errors[0]);
  // The SDK takes the message from the answer as it is, which need not be a text.
  const message: unknown = error instanceof Error ? error.message : "";
  return typeof message === "string" && message !== "UnknownError" ? redact(message) : "";
}

/** A status and a request id. */
export function httpAnswer(status: number, requestId: string | undefined): string {
  return `HTTP ${status}, request id ${requestId ?? "none"}`;
}

function answerIn(
  operation: string,
  kind: FailureKind,
  metadata: FailureMetadata,
  sent: SentCall | undefined,
): string {
  const { name, status, requestId } = metadata;
  const what = failureName(metadata);
  if (status === undefined)
    return `no answer to ${operation}${what === "Error" ? "" : ` (${what})`}${fromEndpoint(sent)}`;
  const http = httpAnswer(status, requestId);
  if (kind === "serviceFailure" && requestId === undefined)
    return `a server before Amazon Chime, such as a proxy, answered ${operation}${fromEndpoint(sent)} (${http})`;
  if (kind === "notChime")
    return `${operation} got an answer${fromEndpoint(sent)} that is not Amazon Chime's (${http})`;
  return `Amazon Chime answered ${name} (${http}) to ${operation}`;
}

// If nobody answers, or somebody else does, the address or what set it may be wrong.
function fromEndpoint(sent: SentCall | undefined): string {
  if (sent === undefined) return "";
  return ` from ${sent.url}${sent.endpointSource === undefined ? "" : ` (${sent.endpointSource})`}`;
}

function effort(attempts = 1, seconds: number): string {
  return `after ${attempts} ${attempts === 1 ? "attempt" : "attempts"} in ${seconds.toFixed(1)} s`;
}

function withMessage(reason: string, message: string): string {
  return message === "" ? reason : `${reason}: ${message}`;
}
