import { ApiError } from "../../http/errors";
import { isFields, type Fields } from "../requestFields";

/** The claims of an OpenID Connect token that AWS STS returns. */
export interface WebIdentity {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/**
 * Reads a JSON web token. The emulator has no keys of the issuer, so it does not verify the signature.
 *
 * @param now milliseconds since 1970
 * @throws InvalidIdentityToken, ExpiredTokenException
 */
export function readToken(token: string, now: number): WebIdentity {
  const claims = claimsOf(token);
  const identity = {
    issuer: required(claims, "iss"),
    subject: required(claims, "sub"),
    audience: audienceOf(claims),
  };
  const expires = claims["exp"];
  if (typeof expires !== "number") throw invalid("Missing a required claim: exp");
  if (expires * 1000 <= now) {
    const [until, current] = [expires, Math.floor(now / 1000)];
    throw new ApiError(
      "ExpiredWebIdentityToken",
      `Token expired: current date/time ${current} must be before the expiration date/time ${until}`,
    );
  }
  return identity;
}

function claimsOf(token: string): Fields {
  const [, payload, signature] = token.split(".");
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload ?? "", "base64url").toString("utf8"));
    if (isFields(claims) && signature !== undefined) return claims;
  } catch {
    // The same error as for JSON that is not an object.
  }
  throw invalid(
    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
  );
}

function audienceOf(claims: Fields): string {
  const audiences = claims["aud"];
  const [first] = Array.isArray(audiences) ? (audiences as unknown[]) : [audiences];
  return required({ aud: first }, "aud");
}

function required(claims: Fields, name: string): string {
  const value = claims[name];
  if (typeof value !== "string" || value === "") throw invalid(`Missing a required claim: ${name}`);
  return value;
}

function invalid(message: string): ApiError {
  return new ApiError("InvalidIdentityToken", message);
}
