import { ApiError } from "../http/errors";

const ALGORITHM = "AWS4-HMAC-SHA256";

/** The parts of an `Authorization` header of Signature Version 4. */
export interface Authorization {
  readonly accessKeyId: string;
  /** The date of the credential scope, `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Names in lower case. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/**
 * Parses the header.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 * @throws MissingAuthenticationTokenException, IncompleteSignatureException
 */
export function parseAuthorization(header: string | undefined): Authorization {
  if (header === undefined || header.trim() === "") {
    throw new ApiError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  if (!header.startsWith(`${ALGORITHM} `)) throw incomplete(`the algorithm must be ${ALGORITHM}`);
  const parts = new Map(header.slice(ALGORITHM.length).split(",").map(pair));
  const scope = part(parts, "Credential").split("/");
  const [accessKeyId, date, region, service, terminator] = scope.map((piece) => piece.trim());
  if (scope.length !== 5 || !accessKeyId || !date || !region || !service || terminator !== "aws4_request") {
    throw incomplete("'Credential' must be <key>/<date>/<region>/<service>/aws4_request");
  }
  const signedHeaders = part(parts, "SignedHeaders").toLowerCase().split(";");
  return { accessKeyId, date, region, service, signedHeaders, signature: part(parts, "Signature") };
}

function pair(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

function part(parts: ReadonlyMap<string, string>, name: string): string {
  const value = parts.get(name);
  if (!value) throw incomplete(`it requires '${name}' parameter`);
  return value;
}

function incomplete(reason: string): ApiError {
  // Does not quote the header: it has a signature, and errors are logged.
  return new ApiError("IncompleteSignatureException", `Authorization header is not complete: ${reason}.`);
}
