import { ApiCaller } from "../call/apiCaller";
import { sharedCredentials } from "./credentials";
import type { CallObserver } from "../call/callObserver";
import { RateLimiter } from "../call/rateLimiter";
import { createRequestHandler } from "./requestHandler";
import { BoundedRetryStrategy } from "../call/retryStrategy";
import type { ChimeSettings } from "../../settings/settings";

/** The options that the clients of all services share. Each client adapts to the rate of its own service. */
export function clientOptions(settings: ChimeSettings) {
  // The SDK warns about Node.js versions that it will drop, and Pulumi would show that on every stack, which cannot fix it.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  const maxAttempts = settings.maxRetries + 1;
  return {
    credentials: sharedCredentials(settings),
    maxAttempts,
    retryStrategy: new BoundedRetryStrategy({
      maxAttempts,
      maxSeconds: settings.maxRetrySeconds,
      mode: settings.retryMode,
    }),
    requestHandler: createRequestHandler(settings.requestTimeoutSeconds),
  };
}

/** The caller for these clients. Its time limit is longer than the retries and the last attempt may take. */
export function createCaller(settings: ChimeSettings, observer: CallObserver): ApiCaller {
  const { callsPerSecond, maxRetrySeconds, requestTimeoutSeconds } = settings;
  const rateLimiters = callsPerSecond === undefined ? [] : [new RateLimiter(callsPerSecond)];
  return new ApiCaller(maxRetrySeconds + 2 * requestTimeoutSeconds, observer, rateLimiters);
}

/** The retries of items of a batch: as many as of a call. */
export function createItemRetries({ maxRetries, maxRetrySeconds }: ChimeSettings): BoundedRetryStrategy {
  // Without a rate limit: the calls of the batches have their own.
  return new BoundedRetryStrategy({
    maxAttempts: maxRetries + 1,
    maxSeconds: maxRetrySeconds,
    mode: "standard",
  });
}
