import { createHash, timingSafeEqual } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { parseQuery, type ApiRequest } from "../http/messages";
import { parseAuthorization, type Authorization } from "./authorizationHeader";
import type { Credential } from "./credentialStore";
import { Sha256 } from "./sha256";

/** Signs the received request again and compares the signatures. */
export async function signatureMatches(
  request: ApiRequest,
  authorization: Authorization,
  credential: Credential,
  signingDate: Date,
): Promise<boolean> {
  if (!payloadHashMatches(request)) return false;
  const { signedHeaders, region, service } = authorization;
  const signer = new SignatureV4({
    credentials: credential,
    region,
    service,
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = Object.fromEntries(signedHeaders.map((name) => [name, request.headers[name] ?? ""]));
  const resigned = await signer.sign(
    {
      method: request.method,
      protocol: "http:",
      hostname: "127.0.0.1",
      path: request.path,
      query: Object.fromEntries(parseQuery(request.queryString) ?? []),
      headers,
      body: request.body,
    },
    // By default the signer skips some headers that a client may have signed.
    { signingDate, signableHeaders: new Set(signedHeaders) },
  );
  const expected = parseAuthorization(resigned.headers["authorization"]);
  return (
    equal(expected.signedHeaders.join(";"), signedHeaders.join(";")) &&
    equal(expected.signature, authorization.signature)
  );
}

/** Compares in constant time. */
export function equal(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

/** The signer trusts this header, but a service must hash the body that it received. */
function payloadHashMatches(request: ApiRequest): boolean {
  const claimed = request.headers["x-amz-content-sha256"];
  return claimed === undefined || equal(claimed, digest(request.body).toString("hex"));
}

function digest(data: string | Buffer): Buffer {
  return createHash("sha256").update(data).digest();
}
