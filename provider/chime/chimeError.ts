import { factsOf, kindOf, type FailureFacts, type FailureKind } from "./classify";

/** A call, in the words that an error about it needs. */
export interface CallDescription {
  /** The API operation, such as `DeleteRoomMembership`. */
  operation: string;
  /** What was being done, to whom, such as `remove member M from room R of account A`. */
  purpose: string;
  /** What holds now that it failed, such as `The membership stays in the Pulumi state.` */
  consequence?: string;
}

/** A call to Amazon Chime that failed for good, told for the person who has to mend it. */
export class ChimeError extends Error {
  public override readonly name = "ChimeError";

  public constructor(
    message: string,
    /** Why it failed. */
    public readonly kind: FailureKind,
    /** How often the call was tried. */
    public readonly attempts: number,
    private readonly operation: string,
  ) {
    super(message);
    // The plugin host prints `${error}: ${error.stack}` as a message of the whole stack, beside the message that the
    // engine shows with the resource. These two make that one short line.
    this.stack = "its resource's own message says why, and what to do.";
  }

  public override toString(): string {
    return `${this.operation} failed`;
  }
}

/** Whether an error is that of a call to Amazon Chime which failed for this reason. */
export function isChimeError(error: unknown, kind: FailureKind): error is ChimeError {
  return error instanceof ChimeError && error.kind === kind;
}

/** Makes the {@link ChimeError} of what the SDK threw after `seconds`. */
export function chimeErrorOf(call: CallDescription, error: unknown, seconds: number): ChimeError {
  const facts = factsOf(error);
  const kind = kindOf(facts);
  const attempts = facts.attempts ?? 0;
  const said = kind === "notChime" ? "" : messageOf(error);
  const sentences = [
    `Could not ${call.purpose}: ${answer(call, facts, kind)} ${effort(attempts, seconds)}${said && `: ${said}`}`,
    ADVICE[kind].replace("{operation}", call.operation),
    ...(call.consequence === undefined ? [] : [call.consequence]),
  ];
  return new ChimeError(sentences.map(endSentence).join(" "), kind, attempts, call.operation);
}

function answer(call: CallDescription, { name, status, requestId }: FailureFacts, kind: FailureKind): string {
  if (status === undefined) return `no answer to ${call.operation} (${name})`;
  const http = `HTTP ${status}, request id ${requestId ?? "none"}`;
  if (kind === "notChime") return `${call.operation} got an answer that is not Amazon Chime's (${http})`;
  return `Amazon Chime answered ${name} (${http}) to ${call.operation}`;
}

function effort(attempts: number, seconds: number): string {
  return `after ${attempts} ${attempts === 1 ? "attempt" : "attempts"} in ${seconds.toFixed(1)} s`;
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : "";
  const firstLine = text.split("\n", 1)[0] ?? "";
  return firstLine === "UnknownError" ? "" : withoutEmailAddresses(firstLine).slice(0, LONGEST_MESSAGE);
}

// What the service says goes into logs that many can read.
function withoutEmailAddresses(text: string): string {
  return text.replace(/[^\s@<>"'(]+@[^\s@<>"'),;]+/g, "(e-mail address)");
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const LONGEST_MESSAGE = 500;

const ADVICE: Record<FailureKind, string> = {
  notFound:
    "Check that the account, the room and the member exist and that the credentials are of that account.",
  conflict: "It is a member already, by somebody else's hand.",
  badRequest: "Check accountId, roomId, memberId and role in the program.",
  limitExceeded:
    "A limit of Amazon Chime is reached (1,000 memberships a room): remove members, then run it again.",
  unauthorized:
    "Check which AWS credentials the deployment uses, and that they are of the AWS account behind this one.",
  forbidden:
    'Give the identity that deploys the IAM permission chime:{operation} on Resource "*", then run it again.',
  throttled: "Amazon Chime is throttling this account: run it again later, or raise chime:maxRetrySeconds.",
  serviceFailure:
    "Amazon Chime has a failure of its own: run it again when it is over, or raise chime:maxRetrySeconds.",
  credentials:
    "Check the AWS credentials that the deployment uses: none found, expired, or not what AWS knows.",
  unreachable: "Check the network, the proxy and chime:endpoint, then run it again.",
  notChime:
    "Check chime:endpoint, AWS_ENDPOINT_URL_CHIME and the proxy: something else answers in its place.",
  unknown: "Run it again; if it stays, look the error up with the request id.",
};
