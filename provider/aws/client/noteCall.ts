import type { MetadataBearer, MiddlewareStack, Pluggable } from "@smithy/types";

import { rememberCall, type SentCall } from "../errors/sentCall";
import type { EndpointSetting } from "../../settings/endpoints";
import type { ChimeSettings } from "../../settings/settings";
import { rejectedCredentials } from "./credentialErrors";

/**
 * Notes where each call of a client is sent and whose credentials sign it, for the error of a call that nobody answers, or somebody
 * else, whose credentials are rejected, or whose bearer is refused.
 *
 * @param setting The setting for the client's endpoint.
 */
export function noteCall<Input extends object, Output extends object>(
  setting: EndpointSetting,
  settings: Pick<ChimeSettings, "endpointSources" | "identity" | "roles">,
): Pluggable<Input, Output> {
  const describe = (request: unknown, input: unknown): SentCall => {
    const url = urlOf(request);
    const other = isOfAws(url) ? undefined : "endpoint_url in the AWS profile";
    const endpointSource = settings.endpointSources[setting] ?? other;
    const adviceOnCredentials = (name: string): string | undefined => rejectedCredentials(settings, name);
    return { url, endpointSource, bearer: bearerIn(input), adviceOnCredentials };
  };
  return {
    applyToStack: (stack: MiddlewareStack<Input, Output>) => {
      stack.add(
        (next) => async (args) => {
          const note = (result: unknown): void => {
            const { $metadata } = (result ?? {}) as Partial<MetadataBearer>;
            if ($metadata) rememberCall($metadata, describe(args.request, args.input));
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
        { step: "build", name: "pulumiChimeNoteCall", override: true },
      );
    },
  };
}

function bearerIn(input: unknown): string | undefined {
  const { ChimeBearer: bearer } = (input ?? {}) as { ChimeBearer?: unknown };
  return typeof bearer === "string" ? bearer : undefined;
}

function urlOf(request: unknown): string {
  const { protocol, hostname, port } = request as { protocol: string; hostname: string; port?: number };
  return `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`;
}

function isOfAws(url: string): boolean {
  return /\.(amazonaws\.com|api\.aws)(\.cn)?$/.test(url);
}
