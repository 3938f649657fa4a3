/** Why a call to Amazon Chime failed, as far as it matters for what to do now. */
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
  | "internal"
  | "unknown";

/** What a failure says of itself: the part of an SDK error that classification goes by. Never its message. */
export interface FailureMetadata {
  /** The error's name, such as `ForbiddenException`. */
  name: string;
  /** The HTTP status; undefined where no answer came. */
  status?: number;
  /** The id that AWS gave the request; undefined where no answer, or somebody else's, came. */
  requestId?: string;
  /** How often the call was tried; undefined where it never left this machine. */
  attempts?: number;
  /** The code of a broken connection, such as `ECONNRESET`. */
  code?: string;
}

/** Reads the facts of anything that was thrown. */
export function metadataOf(error: unknown): FailureMetadata {
  const { name, code, $metadata } = asRecord(error);
  const { httpStatusCode, requestId, attempts } = asRecord($metadata);
  return {
    name: typeof name === "string" && name !== "" ? cut(name) : "Error",
    ...(typeof httpStatusCode === "number" ? { status: httpStatusCode } : {}),
    // An empty one is none: AWS gives every answer an id.
    ...(typeof requestId === "string" && requestId !== "" ? { requestId: cut(requestId) } : {}),
    ...(typeof attempts === "number" ? { attempts } : {}),
    ...(typeof code === "string" ? { code } : {}),
  };
}

/** The kind of a failure, by its name and status. */
export function kindOf(facts: FailureMetadata): FailureKind {
  const known = KIND_OF_NAME.get(facts.name);
  // "Not found" is acted upon: somebody who is out is forgotten. So it must be said by AWS, in due form.
  if (known === "notFound" && !isNotFoundOfAws(facts)) return "notChime";
  if (known) return known;
  return facts.status === undefined ? kindOfSilence(facts) : kindOfStatus(facts, facts.status);
}

/** The kind of a failure of one item in a batch, by its error code. */
export function kindOfItem(code: string): FailureKind {
  return KIND_OF_CODE.get(code) ?? "unknown";
}

/** Whether an item of a batch that failed for this reason may well be accepted when it is sent again. */
export function isTransientItem(code: string): boolean {
  return ["throttled", "serviceFailure"].includes(kindOfItem(code));
}

function isNotFoundOfAws({ status, requestId }: FailureMetadata): boolean {
  return status === 404 && requestId !== undefined;
}

function kindOfSilence({ name }: FailureMetadata): FailureKind {
  return CONNECTION_ERRORS.has(name) ? "unreachable" : "unknown";
}

function kindOfStatus(facts: FailureMetadata, status: number): FailureKind {
  // The answer was a success, and the connection broke in the middle of it.
  if (status < 300 && facts.code !== undefined) return "unreachable";
  if (status === 429) return "throttled";
  if (status >= 500) return "serviceFailure";
  return isErrorOfAws(facts) ? "unknown" : "notChime";
}

/** Whether a call that failed like this may have done its work all the same. */
export function leavesOutcomeUnknown(facts: FailureMetadata): boolean {
  if (facts.code !== undefined && NEVER_CONNECTED.has(facts.code)) return false;
  const answeredWell = facts.status !== undefined && facts.status < 300;
  return answeredWell || ["unreachable", "serviceFailure", "notChime"].includes(kindOf(facts));
}

/** Whether a successful reply arrived that cannot be read: cut or mangled on its way from Amazon Chime. */
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
    // The SDK's own, before anything is sent.
    CredentialsProviderError: "credentials",
    TokenProviderError: "credentials",
    // The SDK's name for a connection that was refused, reset, closed or silent.
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

/** Longer than any name of an error and any request id of AWS. What a stranger answers may be longer. */
const LONGEST_FACT = 128;

function cut(text: string): string {
  return text.length > LONGEST_FACT ? `${text.slice(0, LONGEST_FACT)}…` : text;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
