import { ApiCaller } from "../call/apiCaller";
import { createCredentials } from "./credentials";
import type { CallObserver } from "../call/callObserver";
import { RateLimiter } from "../call/rateLimiter";
import { createRequestHandler } from "./requestHandler";
import { BoundedRetryStrategy } from "../call/retryStrategy";
import type { ChimeSettings } from "../../settings/settings";

/** What the clients of all services have in common. Each has its own sense of its service's rate. */
export function clientOptions(settings: ChimeSettings) {
  // On the Node.js versions that the SDK is about to leave it prints a warning, which Pulumi would show as a
  // message on every stack. Which Node.js to run is not something that a deployment can mend.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const maxAttempts = settings.maxRetries + 1;
  return {
    credentials: createCredentials(settings),
    maxAttempts,
    retryStrategy: new BoundedRetryStrategy({
      maxAttempts,
      maxSeconds: settings.maxRetrySeconds,
      mode: settings.retryMode,
    }),
    requestHandler: createRequestHandler(settings.requestTimeoutSeconds),
  };
}

/** The caller to use with the clients. Its bound is beyond that of the retries and of the last attempt. */
export function createCaller(settings: ChimeSettings, observer: CallObserver): ApiCaller {
  const { callsPerSecond, maxRetrySeconds, requestTimeoutSeconds } = settings;
  const rateLimiters = callsPerSecond === undefined ? [] : [new RateLimiter(callsPerSecond)];
  return new ApiCaller(maxRetrySeconds + 2 * requestTimeoutSeconds, observer, rateLimiters);
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
