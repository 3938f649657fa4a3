import type { GivenSetting, SettingsReader } from "./settingsReader";

/** The environment variables of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The setting for the endpoint of an AWS service. */
export type EndpointSetting =
  `chime:${"endpoint" | "messagingEndpoint" | "identityEndpoint" | "stsEndpoint"}`;

/** Where the endpoint of an AWS service can be set. */
export interface EndpointSources {
  /** The setting of this package. */
  setting: EndpointSetting;
  /** The key of the service within an entry of `aws:endpoints`. */
  entry: string;
  /** The environment variables that the SDK reads, the first one first. */
  variables: readonly string[];
}

/** Where the endpoint of Amazon Chime can be set. */
export const CHIME_ENDPOINT: EndpointSources = {
  setting: "chime:endpoint",
  entry: "chime",
  variables: ["AWS_ENDPOINT_URL_CHIME", "AWS_ENDPOINT_URL"],
};

/** Where the endpoint of Amazon Chime SDK Messaging can be set. */
export const MESSAGING_ENDPOINT: EndpointSources = {
  setting: "chime:messagingEndpoint",
  entry: "chimesdkmessaging",
  variables: ["AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING", "AWS_ENDPOINT_URL"],
};

/** Where the endpoint of Amazon Chime SDK Identity can be set. */
export const IDENTITY_ENDPOINT: EndpointSources = {
  setting: "chime:identityEndpoint",
  entry: "chimesdkidentity",
  variables: ["AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY", "AWS_ENDPOINT_URL"],
};

/** Where the endpoint of AWS STS can be set. */
export const STS_ENDPOINT: EndpointSources = {
  setting: "chime:stsEndpoint",
  entry: "sts",
  variables: ["AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"],
};

/** The endpoint of a service in the settings. */
interface ReadEndpoint {
  /** The endpoint; undefined where no setting has one. */
  url: string | undefined;
  /** Where it comes from, also if that is the environment; undefined if it is set nowhere. */
  source: string | undefined;
}

/** Reads and validates the endpoint of a service. An endpoint in the environment is validated too, but the SDK reads it. */
export function readEndpoint(
  reader: SettingsReader,
  sources: EndpointSources,
  env: Environment,
  insecureAllowed: boolean,
): ReadEndpoint {
  const set = endpointOfSettings(reader, sources);
  const given = set ?? endpointOfEnvironment(sources, env);
  const problem = given && validateEndpoint(given.text, insecureAllowed);
  if (problem !== undefined) reader.refuse(given?.key ?? sources.setting, problem, sources.setting);
  return { url: set?.text, source: given && reader.nameOf(given.key) };
}

/** The endpoint in the settings; undefined without one. */
export function endpointOfSettings(
  reader: SettingsReader,
  sources: EndpointSources,
): GivenSetting | undefined {
  return reader.read(sources.setting) ?? endpointOfAws(reader, sources);
}

/** Why an endpoint is invalid; undefined for a valid one. */
function validateEndpoint(text: string, insecureAllowed: boolean): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol)) return "must be an http or https URL.";
  if (url.username !== "" || url.password !== "") return "must be a URL without a user name or password.";
  return insecureAllowed || !isInsecure(url) ? undefined : insecureReason(url.origin);
}

/** Whether others could read the calls: http to another machine. */
export function isInsecure({ protocol, hostname }: { protocol: string; hostname: string }): boolean {
  return protocol === "http:" && !isLoopback(hostname);
}

/** Why an insecure endpoint is refused, as the rest of a sentence about it. */
export function insecureReason(origin: string): string {
  return (
    `must be https: ${origin} is not this machine, and over http others can read and change the calls. To allow it, ` +
    "set chime:allowInsecureEndpoint to true."
  );
}

/** Whether a host name or address is that of this machine. */
export function isLoopback(hostname: string): boolean {
  return ["localhost", "[::1]", "::1"].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** The endpoint in the environment, which the SDK reads itself; undefined without one. */
export function endpointOfEnvironment(
  { variables }: EndpointSources,
  env: Environment,
): GivenSetting | undefined {
  if (env["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] === "true") return undefined;
  const key = variables.find((variable) => env[variable]);
  return key === undefined ? undefined : { key, text: env[key] ?? "" };
}

// `aws:endpoints` is a list of objects that hold endpoints by service. The AWS provider validates it.
function endpointOfAws(reader: SettingsReader, { entry }: EndpointSources): GivenSetting | undefined {
  const key = "aws:endpoints";
  const given = reader.read(key);
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
