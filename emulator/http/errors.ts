/**
 * The errors that the operations of Amazon Chime, messaging and identity declare, with their `Code`.
 *
 * @see https://docs.aws.amazon.com/chime/latest/APIReference/API_DeleteRoomMembership.html#API_DeleteRoomMembership_Errors
 */
export const SERVICE_ERRORS = {
  AccessDeniedException: { status: 403, code: "AccessDenied" },
  BadRequestException: { status: 400, code: "BadRequest" },
  ConflictException: { status: 409, code: "Conflict" },
  ForbiddenException: { status: 403, code: "Forbidden" },
  NotFoundException: { status: 404, code: "NotFound" },
  ResourceLimitExceededException: { status: 400, code: "ResourceLimitExceeded" },
  ServiceFailureException: { status: 500, code: "ServiceFailure" },
  ServiceUnavailableException: { status: 503, code: "ServiceUnavailable" },
  ThrottledClientException: { status: 429, code: "Throttled" },
  UnauthorizedClientException: { status: 401, code: "Unauthorized" },
  UnprocessableEntityException: { status: 422, code: "Unprocessable" },
} as const;

/**
 * The errors common to all AWS services. Their body has `message` and no `Code`.
 *
 * @see https://docs.aws.amazon.com/chime/latest/APIReference/CommonErrors.html
 */
export const COMMON_ERRORS = {
  ExpiredTokenException: { status: 403 },
  IncompleteSignatureException: { status: 403 },
  InternalFailure: { status: 500 },
  InvalidSignatureException: { status: 403 },
  MissingAuthenticationTokenException: { status: 403 },
  RequestEntityTooLargeException: { status: 413 },
  ServiceUnavailable: { status: 503 },
  ThrottlingException: { status: 400 },
  UnknownOperationException: { status: 404 },
  UnrecognizedClientException: { status: 403 },
} as const;

/**
 * The errors of AWS STS that the REST services do not have. ExpiredWebIdentityToken is the ExpiredTokenException of a
 * web identity, whose status is not that of an expired access key.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_Errors
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
 */
const STS_ERRORS = {
  AccessDenied: { status: 403 },
  ExpiredWebIdentityToken: { status: 400 },
  InvalidIdentityToken: { status: 400 },
  ValidationError: { status: 400 },
} as const;

const ALL_ERRORS = { ...SERVICE_ERRORS, ...COMMON_ERRORS, ...STS_ERRORS };

/** The name of an error, as in the header `x-amzn-ErrorType`. */
export type ErrorName = keyof typeof ALL_ERRORS;

/** The names of all errors. */
export const ERROR_NAMES = Object.keys(ALL_ERRORS) as ErrorName[];

/** An error reply to the client. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly error: ErrorName,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  /** The HTTP status of the reply. */
  get status(): number {
    return ALL_ERRORS[this.error].status;
  }

  /** The `Code` in the body; errors common to all services have none. */
  get code(): string | undefined {
    return isServiceError(this.error) ? SERVICE_ERRORS[this.error].code : undefined;
  }
}

/** BadRequestException: the input does not satisfy the constraints of the service. */
export function badRequest(message: string): ApiError {
  return new ApiError("BadRequestException", message);
}

/** ConflictException: the request conflicts with the current state of the resource. */
export function conflict(message: string): ApiError {
  return new ApiError("ConflictException", message);
}

/** NotFoundException: a resource in the request does not exist. */
export function notFound(what: string): ApiError {
  return new ApiError("NotFoundException", `The ${what} does not exist.`);
}

/** ForbiddenException: the caller does not have permission. */
export function forbidden(message: string): ApiError {
  return new ApiError("ForbiddenException", message);
}

function isServiceError(error: ErrorName): error is keyof typeof SERVICE_ERRORS {
  return Object.hasOwn(SERVICE_ERRORS, error);
}
