import { ChimeClient } from "@aws-sdk/client-chime";
import { NodeHttpHandler } from "@smithy/node-http-handler";

import { ChimeCaller } from "./call";
import { BoundedRetryStrategy } from "./retry";
import type { ChimeSettings } from "./settings";

/** How long the connection to Amazon Chime may take to be made, in milliseconds. */
const CONNECTION_TIMEOUT_MS = 10_000;

/** The client of one plugin process. All its calls share the connections and the sense of the service's rate. */
export function createClient(settings: ChimeSettings): ChimeClient {
  // On the Node.js versions that the SDK is about to leave it prints a warning, which Pulumi would show as a
  // message on every stack. Which Node.js to run is not something that a deployment can mend.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  return new ChimeClient({
    // Amazon Chime has one endpoint, which is signed for us-east-1 whatever region the caller works in.
    region: "us-east-1",
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    maxAttempts: settings.maxRetries + 1,
    retryStrategy: new BoundedRetryStrategy({
      maxAttempts: settings.maxRetries + 1,
      maxSeconds: settings.maxRetrySeconds,
    }),
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: settings.requestTimeoutSeconds * 1000,
      // The request's time ends with the first byte of the answer; this bounds an answer that stops half-way.
      socketTimeout: settings.requestTimeoutSeconds * 1000,
      throwOnRequestTimeout: true,
    }),
  });
}

/** The caller to use with the client. Its bound is beyond that of the retries and of the last attempt. */
export function createCaller(settings: ChimeSettings): ChimeCaller {
  return new ChimeCaller(settings.maxRetrySeconds + 2 * settings.requestTimeoutSeconds);
}
