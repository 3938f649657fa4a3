import type { MiddlewareStack, Pluggable } from "@smithy/types";

import { NotSentError } from "./notSent";
import { insecureReason, isInsecure } from "./settings/endpoints";

/**
 * Keeps a client from calling another machine over plain http, wherever it has the endpoint from: settings and the
 * environment are checked before, but a profile's `endpoint_url` is known only here.
 */
export function secureEndpoint<Input extends object, Output extends object>(): Pluggable<Input, Output> {
  return {
    applyToStack: (stack: MiddlewareStack<Input, Output>) => {
      stack.add(
        (next) => (args) => {
          checkAddress(args.request);
          return next(args);
        },
        // Some of the SDK's credential providers add the same plugins again with each refresh.
        { step: "build", name: "pulumiChimeSecureEndpoint", override: true },
      );
    },
  };
}

function checkAddress(request: unknown): void {
  const { protocol, hostname } = request as { protocol: string; hostname: string };
  if (!isInsecure({ protocol, hostname })) return;
  throw new NotSentError(
    `the endpoint ${insecureReason(`${protocol}//${hostname}`)}`,
    "unreachable",
    "Check chime:endpoint, AWS_ENDPOINT_URL and the endpoint_url of the AWS profile.",
  );
}
