import { NodeHttpHandler } from "@smithy/node-http-handler";

import { createHttpsAgent } from "./httpsAgent";

/** The time limit for connecting to a service. */
const CONNECTION_TIMEOUT_MS = 10_000;

/** Creates the HTTP handler of a client, with a time limit for each request. */
export function createRequestHandler(timeoutSeconds: number): NodeHttpHandler {
  return new NodeHttpHandler({
    httpsAgent: createHttpsAgent(),
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: timeoutSeconds * 1000,
    // requestTimeout ends at the first byte of the response. This ends a response that stops half-way.
    socketTimeout: timeoutSeconds * 1000,
    throwOnRequestTimeout: true,
  });
}
