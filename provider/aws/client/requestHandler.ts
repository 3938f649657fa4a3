import { NodeHttpHandler } from "@smithy/node-http-handler";

/** How long the connection to a service may take to be made, in milliseconds. */
const CONNECTION_TIMEOUT_MS = 10_000;

/** What sends the requests of a client, none of which may wait for its answer longer than that. */
export function createRequestHandler(timeoutSeconds: number): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    requestTimeout: timeoutSeconds * 1000,
    // The request's time ends with the first byte of the answer; this bounds an answer that stops half-way.
    socketTimeout: timeoutSeconds * 1000,
    throwOnRequestTimeout: true,
  });
}
