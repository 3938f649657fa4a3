import { isLoopback } from "../../settings/endpoints";

/** The kinds of failure of a call, by what to do about them. */
export type FailureKind =
  | "notFound"
  | "notVisible"
  | "conflict"
  | "badRequest"
  | "limitExceeded"
  | "unauthorized"
  | "forbidden"
  | "throttled"
  | "serviceFailure"
  | "credentials"
  | "unreachable"
  | "notChime"
  | "unservedRegion"
  | "internal"
  | "unknown";

/** The part of an SDK error that decides its kind. The message never does. */
export interface FailureMetadata {
  /** The error's name, such as `ForbiddenException`. */
  name: string;
  /** The HTTP status; undefined without an answer. */
  status?: number;
  /** The request id; undefined if the answer is not from AWS. */
  requestId?: string;
  /** The number of attempts; undefined if the call was not sent. */
  attempts?: number;
  /** The code of a broken connection, such as `ECONNRESET`. */
  code?: string;
}

/** Reads the metadata of anything that was thrown. */
export function metadataOf(error: unknown): FailureMetadata {
  const { name, code, $metadata } = asRecord(error);
  const { httpStatusCode, requestId, attempts } = asRecord($metadata);
  // Node.js throws an AggregateError if a host has several addresses, and none of them accepts the connection.
  const isNamed = typeof name === "string" && name !== "" && name !== "AggregateError";
  return {
    name: isNamed ? cut(name) : "Error",
    ...(typeof httpStatusCode === "number" ? { status: httpStatusCode } : {}),
    // AWS gives every answer a request id that is not empty.
    ...(typeof requestId === "string" && requestId !== "" ? { requestId: cut(requestId) } : {}),
    ...(typeof attempts === "number" ? { attempts } : {}),
    ...(typeof code === "string" ? { code } : {}),
  };
}

/** The name of a failure for messages. The code of a broken connection says more than the SDK's name for it. */
export function failureName({ name, status, code }: FailureMetadata): string {
  return status === undefined ? (code ?? name) : name;
}

/** The kind of a failure, by its name and status. */
export function kindOf(metadata: FailureMetadata): FailureKind {
  const known = KIND_OF_NAME.get(metadata.name);
  // A 404 removes a resource from the state, so it must be an answer of AWS.
  if (known === "notFound" && !isAwsNotFound(metadata)) return "notChime";
  if (known) return known;
  return metadata.status === undefined
    ? kindWithoutAnswer(metadata)
    : kindOfStatus(metadata, metadata.status);
}

/** The kind of a failed item of a batch, by its error code. */
export function kindOfItem(code: string): FailureKind {
  return KIND_OF_CODE.get(code) ?? "unknown";
}

/** Whether an item of a batch failed with a transient error. */
export function isTransientItem(code: string): boolean {
  return ["throttled", "serviceFailure"].includes(kindOfItem(code));
}

function isAwsNotFound({ status, requestId }: FailureMetadata): boolean {
  return status === 404 && requestId !== undefined;
}

function kindWithoutAnswer({ name }: FailureMetadata): FailureKind {
  return CONNECTION_ERRORS.has(name) ? "unreachable" : "unknown";
}

function kindOfStatus(metadata: FailureMetadata, status: number): FailureKind {
  // A success whose body was cut off.
  if (status < 300 && metadata.code !== undefined) return "unreachable";
  if (status === 429) return "throttled";
  if (status >= 500) return "serviceFailure";
  return isErrorOfAws(metadata) ? "unknown" : "notChime";
}

/** Whether a call that failed like this may have taken effect. */
export function leavesOutcomeUnknown(metadata: FailureMetadata): boolean {
  if (metadata.code !== undefined && NEVER_CONNECTED.has(metadata.code)) return false;
  const answeredWell = metadata.status !== undefined && metadata.status < 300;
  return answeredWell || ["unreachable", "serviceFailure", "notChime"].includes(kindOf(metadata));
}

/** Whether nothing on this machine listens where a call, or its proxy, should be. */
export function isRefusedHere(error: unknown): boolean {
  const { code, address, errors } = asRecord(error);
  if (Array.isArray(errors)) return errors.length > 0 && errors.every(isRefusedHere);
  return code === "ECONNREFUSED" && typeof address === "string" && isLoopback(address);
}

/** Whether a successful reply cannot be parsed: it was truncated or corrupted on its way from Amazon Chime. */
export function isUnreadableReply(error: unknown): boolean {
  const { name, status, requestId } = metadataOf(error);
  return name === "SyntaxError" && status !== undefined && status < 300 && requestId !== undefined;
}

const KIND_OF_NAME = new Map<string, FailureKind>(
  Object.entries<FailureKind>({
    // https://docs.aws.amazon.com/chime/latest/APIReference/API_DeleteRoomMembership.html and its siblings
    BadRequestException: "badRequest",
    ConflictException: "conflict",
    ForbiddenException: "forbidden",
    NotFoundException: "notFound",
    ResourceLimitExceededException: "limitExceeded",
    ServiceFailureException: "serviceFailure",
    ServiceUnavailableException: "serviceFailure",
    ThrottledClientException: "throttled",
    UnauthorizedClientException: "unauthorized",
    // https://docs.aws.amazon.com/chime/latest/APIReference/CommonErrors.html
    AccessDeniedException: "forbidden",
    ExpiredToken: "credentials",
    ExpiredTokenException: "credentials",
    IncompleteSignature: "credentials",
    IncompleteSignatureException: "credentials",
    InternalFailure: "serviceFailure",
    InvalidClientTokenId: "credentials",
    InvalidSignatureException: "credentials",
    MissingAuthenticationToken: "credentials",
    MissingAuthenticationTokenException: "credentials",
    NotAuthorized: "forbidden",
    OptInRequired: "forbidden",
    RequestExpired: "credentials",
    ServiceUnavailable: "serviceFailure",
    SignatureDoesNotMatch: "credentials",
    Throttling: "throttled",
    ThrottlingException: "throttled",
    UnrecognizedClientException: "credentials",
    ValidationError: "badRequest",
    ValidationException: "badRequest",
    // Errors of the SDK before it sends anything.
    CredentialsProviderError: "credentials",
    TokenProviderError: "credentials",
    // The SDK's name for a connection that was refused, reset or closed, or that timed out.
    TimeoutError: "unreachable",
  }),
);

// https://docs.aws.amazon.com/chime/latest/APIReference/API_MemberError.html
const KIND_OF_CODE = new Map<string, FailureKind>(
  Object.entries<FailureKind>({
    AccessDenied: "forbidden",
    BadRequest: "badRequest",
    Conflict: "conflict",
    Forbidden: "forbidden",
    NotFound: "notFound",
    PreconditionFailed: "badRequest",
    ResourceLimitExceeded: "limitExceeded",
    ServiceFailure: "serviceFailure",
    ServiceUnavailable: "serviceFailure",
    Throttled: "throttled",
    Throttling: "throttled",
    Unauthorized: "unauthorized",
    Unprocessable: "badRequest",
  }),
);

const NEVER_CONNECTED = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

const CONNECTION_ERRORS = new Set(["AbortError", "Error"]);

// "Unknown" and "SyntaxError" are the SDK's names for an answer that is not in the form of an AWS error.
function isErrorOfAws({ name }: FailureMetadata): boolean {
  return name !== "Unknown" && name !== "SyntaxError";
}

/** Longer than any error name and request id of AWS. */
const MAX_METADATA_LENGTH = 128;

function cut(text: string): string {
  return text.length > MAX_METADATA_LENGTH ? `${text.slice(0, MAX_METADATA_LENGTH)}…` : text;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
