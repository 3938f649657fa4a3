import { ApiError, notFound } from "../http/errors";
import type { ApiRequest } from "../http/messages";
import type { Rules } from "../configuration/options";
import { parseAuthorization, type Authorization } from "./authorizationHeader";
import type { Credential, CredentialStore } from "./credentialStore";
import { equal, signatureMatches } from "./signature";

/** The maximum difference between the clocks of the client and the service. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

const BASIC_ISO_8601 = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** The credential scope that a service requires. */
export interface Scope {
  readonly service: string;
  /** Absent: any region. */
  readonly regions?: readonly string[];
}

/** The credential that signed a request, and the region it is signed for. */
export interface Signer {
  readonly credential: Credential;
  readonly region: string;
}

/** The signer of a request that needs no signature. */
export const ANONYMOUS: Signer = {
  credential: { accessKeyId: "", secretAccessKey: "", arn: "", userId: "" },
  region: "us-east-1",
};

/**
 * Verifies the signature of a request.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 * @throws ApiError, one of the common errors
 */
export async function authenticate(
  request: ApiRequest,
  scope: Scope,
  credentials: CredentialStore,
  now: number,
): Promise<Signer> {
  const authorization = parseAuthorization(request.headers["authorization"]);
  checkSignedHeaders(request, authorization);
  const signingDate = parseDate(request.headers["x-amz-date"]);
  checkScope(authorization, scope, request.headers["x-amz-date"] ?? "");
  checkClock(signingDate, now);
  const credential = findCredential(credentials, authorization.accessKeyId);
  checkSessionToken(credential, request.headers["x-amz-security-token"], now);
  if (!(await signatureMatches(request, authorization, credential, signingDate))) {
    throw invalid(
      "The request signature we calculated does not match the signature you provided. " +
        "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    );
  }
  return { credential, region: authorization.region };
}

/** @throws ForbiddenException, or NotFoundException according to the rules, if the key cannot access the account */
export function authorize(
  credential: Credential,
  accountId: string,
  { foreignAccount }: Pick<Rules, "foreignAccount">,
): void {
  if (credential.accounts === undefined || credential.accounts.includes(accountId)) return;
  if (foreignAccount === "notFound") throw notFound("account");
  throw new ApiError("ForbiddenException", `${credential.arn} is not allowed to act on this account.`);
}

function checkSignedHeaders(request: ApiRequest, { signedHeaders }: Authorization): void {
  const required = Object.keys(request.headers).filter(
    (name) => name === "host" || name.startsWith("x-amz-"),
  );
  const unsigned = required.find((name) => !signedHeaders.includes(name));
  if (unsigned !== undefined)
    throw invalid(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
}

function parseDate(header = ""): Date {
  const date = new Date(header.replace(BASIC_ISO_8601, "$1-$2-$3T$4:$5:$6Z"));
  if (BASIC_ISO_8601.test(header) && !Number.isNaN(date.getTime())) return date;
  throw new ApiError("IncompleteSignatureException", "'X-Amz-Date' must be a date in ISO 8601 basic format.");
}

function checkScope(authorization: Authorization, { service, regions }: Scope, date: string): void {
  if (regions?.includes(authorization.region) === false) {
    throw invalid(
      "Credential should be scoped to a valid region. " +
        `The call is signed for ${authorization.region}, but the service is in ${regions.join(" and ")}.`,
    );
  }
  if (authorization.service !== service) {
    throw invalid(`Credential should be scoped to correct service: '${service}'.`);
  }
  if (authorization.date !== date.slice(0, 8)) {
    throw invalid(
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.",
    );
  }
}

function checkClock(signed: Date, now: number): void {
  const [then, current] = [signed.toISOString(), new Date(now).toISOString()];
  if (signed.getTime() < now - CLOCK_SKEW_MS) {
    throw invalid(`Signature expired: ${then} is now earlier than ${current} less 5 minutes.`);
  }
  if (signed.getTime() > now + CLOCK_SKEW_MS) {
    throw invalid(`Signature not yet current: ${then} is still later than ${current} plus 5 minutes.`);
  }
}

function findCredential(credentials: CredentialStore, accessKeyId: string): Credential {
  const credential = credentials.find(accessKeyId);
  if (credential === undefined) throw unrecognized();
  return credential;
}

function checkSessionToken(credential: Credential, token: string | undefined, now: number): void {
  if (!equal(credential.sessionToken ?? "", token ?? "")) throw unrecognized();
  if (credential.expires !== undefined && credential.expires <= now) {
    throw new ApiError("ExpiredTokenException", "The security token included in the request is expired");
  }
}

function unrecognized(): ApiError {
  return new ApiError(
    "UnrecognizedClientException",
    "The security token included in the request is invalid.",
  );
}

function invalid(message: string): ApiError {
  return new ApiError("InvalidSignatureException", message);
}
