import { isIP } from "node:net";
import { CheckError } from "../configuration/check";
import type { ApiRequest } from "../http/messages";

/** Top-level domains that nobody can register. */
const PRIVATE_DOMAIN = /\.(?:internal|local|localhost|test)$/;

/**
 * Refuses requests that a web page elsewhere makes a browser send. Such a page can neither use DNS rebinding, which needs
 * a name of its own, nor submit a form across origins.
 *
 * @throws CheckError
 */
export function refuseForeignPages({ headers, method }: ApiRequest): void {
  const host = (headers["host"] ?? "").replace(/:\d+$/, "").toLowerCase();
  if (!isPrivate(host)) {
    throw new CheckError(
      "the header host",
      "an IP address, a name without a dot, or a name in .internal, .local, .localhost or .test",
      host,
    );
  }
  if (method !== "GET" && headers["origin"] !== undefined) {
    throw new CheckError("the header origin", "no origin", headers["origin"]);
  }
}

function isPrivate(host: string): boolean {
  const isAddress = isIP(host.replace(/^\[|\]$/g, "")) !== 0;
  return isAddress || (host !== "" && !host.includes(".")) || PRIVATE_DOMAIN.test(host);
}
