import type { GivenSetting, SettingsReader } from "./settingsReader";

/** The environment of the process, in which the AWS SDK finds endpoints too. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A service of AWS that is called, and where its endpoint can be set. */
interface EndpointPlaces {
  /** The setting of this package. */
  setting: string;
  /** The key of the service within an entry of `aws:endpoints`. */
  entry: string;
  /** The variables in which the SDK looks, in its order. */
  variables: readonly string[];
}

/** Where the endpoint of Amazon Chime can be set. */
export const CHIME_ENDPOINT: EndpointPlaces = {
  setting: "chime:endpoint",
  entry: "chime",
  variables: ["AWS_ENDPOINT_URL_CHIME", "AWS_ENDPOINT_URL"],
};

/** Where the endpoint of Amazon Chime SDK Messaging can be set. */
export const MESSAGING_ENDPOINT: EndpointPlaces = {
  setting: "chime:messagingEndpoint",
  entry: "chimesdkmessaging",
  variables: ["AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING", "AWS_ENDPOINT_URL"],
};

/** Where the endpoint of Amazon Chime SDK Identity can be set. */
export const IDENTITY_ENDPOINT: EndpointPlaces = {
  setting: "chime:identityEndpoint",
  entry: "chimesdkidentity",
  variables: ["AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY", "AWS_ENDPOINT_URL"],
};

/** Where the endpoint of AWS STS can be set. */
export const STS_ENDPOINT: EndpointPlaces = {
  setting: "chime:stsEndpoint",
  entry: "sts",
  variables: ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"],
};

/**
 * Reads and validates the endpoint of a service. What the environment says is validated, but left to the SDK.
 *
 * @returns undefined where the settings say nothing.
 */
export function readEndpoint(
  reader: SettingsReader,
  places: EndpointPlaces,
  env: Environment,
  insecureAllowed: boolean,
): string | undefined {
  const set = reader.given(places.setting) ?? endpointOfAws(reader, places);
  const given = set ?? endpointOfEnvironment(places, env);
  const problem = given && endpointProblem(given.text, insecureAllowed);
  if (problem !== undefined) reader.refuse(given?.key ?? places.setting, problem, places.setting);
  return set?.text;
}

/** Why an endpoint cannot be used; undefined where it can. */
function endpointProblem(text: string, insecureAllowed: boolean): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol)) return "must be an http or https URL.";
  if (url.username !== "" || url.password !== "") return "must be a URL without a user name or password.";
  return insecureAllowed || !isInsecure(url) ? undefined : insecureReason(url.origin);
}

/** Whether calls to there could be read on their way: plain http to another machine. */
export function isInsecure({ protocol, hostname }: { protocol: string; hostname: string }): boolean {
  return protocol === "http:" && !isLoopback(hostname);
}

/** Why there must be no call, as the rest of a sentence about the endpoint. */
export function insecureReason(origin: string): string {
  return (
    `must be https: ${origin} is not this machine, and over plain http anybody on the way could read and change ` +
    "the calls. If it is meant, set chime:allowInsecureEndpoint to true."
  );
}

function isLoopback(hostname: string): boolean {
  return ["localhost", "[::1]", "::1"].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function endpointOfEnvironment({ variables }: EndpointPlaces, env: Environment): GivenSetting | undefined {
  if (env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] === "true") return undefined;
  const key = variables.find((variable) => env[variable]);
  return key === undefined ? undefined : { key, text: env[key] ?? "" };
}

// `aws:endpoints` is a list of objects, each with services by name. What else is in it is not ours to judge.
function endpointOfAws(reader: SettingsReader, { entry }: EndpointPlaces): GivenSetting | undefined {
  const key = "aws:endpoints";
  const given = reader.given(key);
  if (!given) return undefined;
  const list: unknown = parsed(given.text);
  for (const item of Array.isArray(list) ? (list as unknown[]) : []) {
    const text = (item as Record<string, unknown> | null)?.[entry];
    if (typeof text === "string" && text !== "") return { key: `${key} (${entry})`, text };
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
