import { ChimeClient } from "@aws-sdk/client-chime";

import { ChimeCaller } from "./call";
import { createCredentials } from "./credentials";
import type { CallObserver } from "./observer";
import type { Pacer } from "./pacer";
import { createRequestHandler } from "./requestHandler";
import { BoundedRetryStrategy } from "./retry";
import { secureEndpoint } from "./secureEndpoint";
import type { ChimeSettings } from "./settings";

/** The client of one plugin process. All its calls share the connections and the sense of the service's rate. */
export function createClient(settings: ChimeSettings, pacer: Pacer): ChimeClient {
  // On the Node.js versions that the SDK is about to leave it prints a warning, which Pulumi would show as a
  // message on every stack. Which Node.js to run is not something that a deployment can mend.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const client = new ChimeClient({
    // Amazon Chime has one endpoint, which is signed for us-east-1 whatever region the caller works in.
    region: "us-east-1",
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    credentials: createCredentials(settings),
    maxAttempts: settings.maxRetries + 1,
    retryStrategy: new BoundedRetryStrategy({
      maxAttempts: settings.maxRetries + 1,
      maxSeconds: settings.maxRetrySeconds,
      mode: settings.retryMode,
      pacer,
    }),
    requestHandler: createRequestHandler(settings.requestTimeoutSeconds),
  });
  if (!settings.allowInsecureEndpoint) client.middlewareStack.use(secureEndpoint());
  return client;
}

/** The caller to use with the client. Its bound is beyond that of the retries and of the last attempt. */
export function createCaller(settings: ChimeSettings, observer: CallObserver, pacer: Pacer): ChimeCaller {
  return new ChimeCaller(settings.maxRetrySeconds + 2 * settings.requestTimeoutSeconds, observer, pacer);
}

/** How far the items of a batch are tried again: as far as a call of their own would be. */
export function createItemRetries({ maxRetries, maxRetrySeconds }: ChimeSettings): BoundedRetryStrategy {
  // Only the waits: the calls themselves keep to the rate that the service allows.
  return new BoundedRetryStrategy({
    maxAttempts: maxRetries + 1,
    maxSeconds: maxRetrySeconds,
    mode: "standard",
  });
}
