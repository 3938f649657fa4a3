import type { MiddlewareStack, Pluggable } from "@smithy/types";

import { ConfigurationError } from "../errors/configurationError";
import { insecureReason, isInsecure } from "../../settings/endpoints";

/** A setting that says where a client's service is. */
type EndpointSetting = `chime:${"endpoint" | "messagingEndpoint" | "identityEndpoint" | "stsEndpoint"}`;

/**
 * Keeps a client from calling another machine over plain http, wherever it has the endpoint from: settings and the
 * environment are checked before, but a profile's `endpoint_url` is known only here.
 *
 * @param setting The setting that names the client's endpoint, for the error.
 */
export function secureEndpoint<Input extends object, Output extends object>(
  setting: EndpointSetting,
): Pluggable<Input, Output> {
  return {
    applyToStack: (stack: MiddlewareStack<Input, Output>) => {
      stack.add(
        (next) => (args) => {
          checkAddress(args.request, setting);
          return next(args);
        },
        // Some of the SDK's credential providers add the same plugins again with each refresh.
        { step: "build", name: "pulumiChimeSecureEndpoint", override: true },
      );
    },
  };
}

function checkAddress(request: unknown, setting: EndpointSetting): void {
  const { protocol, hostname } = request as { protocol: string; hostname: string };
  if (!isInsecure({ protocol, hostname })) return;
  throw new ConfigurationError(
    `the endpoint ${insecureReason(`${protocol}//${hostname}`)}`,
    "unreachable",
    `Check ${setting}, AWS_ENDPOINT_URL and the endpoint_url of the AWS profile.`,
  );
}
