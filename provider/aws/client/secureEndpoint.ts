import type { MiddlewareStack, Pluggable } from "@smithy/types";

import { ConfigurationError } from "../errors/configurationError";
import { insecureReason, isInsecure, type EndpointSetting } from "../../settings/endpoints";

/**
 * Refuses plain HTTP to another machine. Settings and the environment are validated earlier, but the `endpoint_url` of an AWS
 * profile is known only here.
 *
 * @param setting The setting for the client's endpoint, for the error.
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
        // `override`: some credential providers of the SDK add the plugins again with each refresh.
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
