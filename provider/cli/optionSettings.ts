import {
  CHIME_ENDPOINT,
  endpointOfEnvironment,
  endpointOfSettings,
  IDENTITY_ENDPOINT,
  MESSAGING_ENDPOINT,
  STS_ENDPOINT,
  type EndpointSources,
} from "../settings/endpoints";
import type { SettingsSource } from "../settings/settings";
import { SettingsReader, type GivenSetting } from "../settings/settingsReader";
import type { AwsOptions } from "./commonOptions";

/**
 * The settings of a command: its options, and those of a stack that no option overrides. Messages name the option.
 *
 * @param stack The settings of the stack; undefined if the command uses none.
 */
export function settingsOfOptions(
  { profile, endpoint }: AwsOptions,
  stack: SettingsSource | undefined,
): SettingsSource {
  // Also for the endpoint_url of the profile, which the SDK reads itself.
  if (profile !== undefined) process.env["AWS_PROFILE"] = profile;
  const options = [
    { name: "--profile", text: profile, keys: ["chime:profile"] },
    { name: "--endpoint", text: endpoint, keys: ENDPOINTS.map(({ setting }) => setting) },
  ];
  const optionOf = (key: string) =>
    options.find(({ text, keys }) => keys.includes(key) && (text !== undefined || stack === undefined));
  const get = (key: string): string | undefined => {
    const option = optionOf(key);
    if (option) return option.text;
    // Keys take precedence over a profile.
    return profile !== undefined && KEYS.includes(key) ? undefined : stack?.get(key);
  };
  return { ...stack, get, nameOf: (key) => optionOf(key)?.name ?? key };
}

const ENDPOINTS = [CHIME_ENDPOINT, MESSAGING_ENDPOINT, IDENTITY_ENDPOINT, STS_ENDPOINT];

const KEYS = ["chime:accessKey", "chime:secretKey", "chime:token"];

/** The endpoint of a service, and the option, setting or variable that it comes from; undefined for AWS's own. */
export function endpointOf(sources: EndpointSources, source: SettingsSource): GivenSetting | undefined {
  const reader = new SettingsReader(source);
  const given = endpointOfSettings(reader, sources) ?? endpointOfEnvironment(sources, process.env);
  return given && { ...given, key: reader.nameOf(given.key) };
}
