import type { MetadataBearer, MiddlewareStack, Pluggable } from "@smithy/types";

import { rememberEndpoint } from "../errors/calledEndpoint";
import type { EndpointSetting } from "../../settings/endpoints";
import type { ChimeSettings } from "../../settings/settings";

/**
 * Notes where each call of a client is sent, for the error of a call that nobody answers, or somebody else.
 *
 * @param setting The setting for the client's endpoint.
 */
export function noteEndpoint<Input extends object, Output extends object>(
  setting: EndpointSetting,
  { endpointSources }: Pick<ChimeSettings, "endpointSources">,
): Pluggable<Input, Output> {
  return {
    applyToStack: (stack: MiddlewareStack<Input, Output>) => {
      stack.add(
        (next) => async (args) => {
          const url = urlOf(args.request);
          const source =
            endpointSources[setting] ?? (isOfAws(url) ? undefined : "endpoint_url in the AWS profile");
          const note = (result: unknown): void => {
            const { $metadata } = (result ?? {}) as Partial<MetadataBearer>;
            if ($metadata) rememberEndpoint($metadata, { url, source });
          };
          try {
            const result = await next(args);
            note(result.output);
            return result;
          } catch (error) {
            note(error);
            throw error;
          }
        },
        // Around the retries. `override`: some credential providers of the SDK add the plugins again with each refresh.
        { step: "build", name: "pulumiChimeNoteEndpoint", override: true },
      );
    },
  };
}

function urlOf(request: unknown): string {
  const { protocol, hostname, port } = request as { protocol: string; hostname: string; port?: number };
  return `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`;
}

function isOfAws(url: string): boolean {
  return /\.(amazonaws\.com|api\.aws)(\.cn)?$/.test(url);
}
