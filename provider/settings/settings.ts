import { unknownName } from "../schema/unknownName";
import { readCommandSettings, type CommandSettings } from "./commandSettings";
import {
  CHIME_ENDPOINT,
  IDENTITY_ENDPOINT,
  MESSAGING_ENDPOINT,
  readEndpoint,
  STS_ENDPOINT,
  type EndpointSetting,
  type Environment,
} from "./endpoints";
import { readIdentity, type Identity } from "./identity";
import { readChannelSettings, type ChannelSettings } from "./channelSettings";
import { readRoles, type Roles } from "./roles";
import { CHIME_SETTINGS } from "./settingNames";
import { SettingsReader, type SettingsProblem } from "./settingsReader";
import type { SettingsSource } from "./settingsSource";

export type { SettingsSource } from "./settingsSource";
export type { SettingsProblem } from "./settingsReader";

/** The retry mode of the AWS SDK. */
export type RetryMode = "adaptive" | "standard";

/**
 * How this package calls Amazon Chime. A setting comes from the namespace `chime:`, else from that of @pulumi/aws,
 * `aws:`, where the comment says so, else from the AWS SDK.
 */
export interface ChimeSettings extends ChannelSettings, CommandSettings {
  /**
   * `chime:endpoint`, else `chime` in `aws:endpoints`: the URL to call instead of Amazon Chime's. Default: what the SDK
   * finds (`AWS_ENDPOINT_URL_CHIME`, a profile's `endpoint_url`), else Amazon Chime's.
   */
  endpoint?: string;
  /**
   * `chime:messagingEndpoint`, else `chimesdkmessaging` in `aws:endpoints`: the URL to call instead of Amazon Chime SDK
   * messaging's. Default: what the SDK finds (`AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING`, a profile's `endpoint_url`), else
   * that of the region.
   */
  messagingEndpoint?: string;
  /**
   * `chime:identityEndpoint`, else `chimesdkidentity` in `aws:endpoints`: the same for Amazon Chime SDK Identity, with
   * `AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY`.
   */
  identityEndpoint?: string;
  /**
   * `chime:stsEndpoint`, else `sts` in `aws:endpoints`: the URL to call instead of AWS STS's, for {@link roles}. Default:
   * what the SDK finds (`AWS_ENDPOINT_URL_STS`), else that of us-east-1.
   */
  stsEndpoint?: string;
  /** Where the endpoint of each service comes from, such as `AWS_ENDPOINT_URL_CHIME`. Not set for that of AWS or of a profile. */
  endpointSources: Partial<Record<EndpointSetting, string>>;
  /** `chime:allowInsecureEndpoint`: whether an endpoint on another machine may be http. Default: false. */
  allowInsecureEndpoint: boolean;
  /** The credentials, before a role is assumed. Default: what the SDK's default chain finds. */
  identity: Identity;
  /** `chime:assumeRole` or `chime:assumeRoles`, else those of `aws:`: the roles to assume. Default: none. */
  roles: Roles;
  /**
   * `chime:retryMode`, else `aws:retryMode`: `adaptive` also limits calls to the rate that the service allows, `standard`
   * only waits between retries. Default: `adaptive`.
   */
  retryMode: RetryMode;
  /**
   * `chime:maxRetries`, else `aws:maxRetries`: how many times a call is retried after a transient error. 0 to 100,
   * default: 24.
   */
  maxRetries: number;
  /**
   * `chime:callsPerSecond`: the maximum number of calls a second, 1 to 1000. Default: no limit until Amazon Chime
   * throttles, then the rate that it seems to allow; for channel memberships, the rates that AWS publishes.
   */
  callsPerSecond?: number;
  /** `chime:maxRetrySeconds`: for how long after its first attempt a call may be retried. 1 to 3600, default: 180. */
  maxRetrySeconds: number;
  /** `chime:requestTimeoutSeconds`: the timeout of one attempt. 1 to 600, default: 30. */
  requestTimeoutSeconds: number;
  /**
   * `chime:adoptExisting`: whether to adopt memberships that exist already, for resources without `adoptExisting`.
   * Default: false.
   */
  adoptExisting: boolean;
  /**
   * `chime:readConsistencySeconds`: for how long a read is retried before a member or an entity that it does not return
   * counts as gone, because reads are eventually consistent. 0 to 60, default: 8.
   */
  readConsistencySeconds: number;
  /**
   * `chime:skipCredentialsValidation`, else `aws:skipCredentialsValidation`: whether previews and updates skip the check that
   * there are credentials. Default: false, so that missing credentials are reported once, before anything is changed.
   */
  skipCredentialsValidation: boolean;
}

/**
 * Reads and validates all settings.
 *
 * @param source The stack's configuration, or the inputs of an explicit provider.
 * @param env The environment. Endpoints that only the SDK reads from it are validated too.
 * @returns The settings, or all problems.
 */
export function readSettings(
  source: SettingsSource,
  env: Environment = process.env,
): ChimeSettings | SettingsProblem[] {
  const reader = new SettingsReader(source);
  refuseUnknown(reader, source);
  const settings = {
    ...readConnection(reader, env),
    ...readChannelSettings(reader, env),
    ...readBehavior(reader),
    ...readCommandSettings(reader, env),
  };
  return reader.problems.length > 0 ? reader.problems : settings;
}

type EndpointName = "endpoint" | "messagingEndpoint" | "identityEndpoint" | "stsEndpoint";

const ENDPOINTS = [CHIME_ENDPOINT, MESSAGING_ENDPOINT, IDENTITY_ENDPOINT, STS_ENDPOINT];

type Connection = Pick<
  ChimeSettings,
  EndpointName | "endpointSources" | "allowInsecureEndpoint" | "identity" | "roles"
>;

function readConnection(reader: SettingsReader, env: Environment): Connection {
  const allowInsecureEndpoint = reader.flag("chime:allowInsecureEndpoint");
  const roles = readRoles(reader);
  const read = ENDPOINTS.map((sources) => {
    // Without roles, the endpoint of STS in the environment is not used, so that it is not validated.
    const isUnused = sources === STS_ENDPOINT && roles.chain.length === 0;
    return { ...sources, ...readEndpoint(reader, sources, isUnused ? {} : env, allowInsecureEndpoint) };
  });
  const given = read.flatMap(({ setting, url }) =>
    url === undefined ? [] : [[setting.replace("chime:", ""), url]],
  );
  const sources = read.flatMap(({ setting, source }) => (source === undefined ? [] : [[setting, source]]));
  return {
    ...(Object.fromEntries(given) as Pick<ChimeSettings, EndpointName>),
    endpointSources: Object.fromEntries(sources) as ChimeSettings["endpointSources"],
    allowInsecureEndpoint,
    identity: readIdentity(reader),
    roles,
  };
}

type Behavior = Omit<ChimeSettings, keyof Connection | keyof ChannelSettings | keyof CommandSettings>;

function readBehavior(reader: SettingsReader): Behavior {
  const callsPerSecond = reader.number({ fallback: undefined, least: 1, most: 1000 }, "chime:callsPerSecond");
  return {
    ...(callsPerSecond === undefined ? {} : { callsPerSecond }),
    retryMode: reader.choice<RetryMode>(["adaptive", "standard"], "chime:retryMode", "aws:retryMode"),
    maxRetries: reader.number({ fallback: 24, least: 0, most: 100 }, "chime:maxRetries", "aws:maxRetries"),
    maxRetrySeconds: reader.number({ fallback: 180, least: 1, most: 3600 }, "chime:maxRetrySeconds"),
    requestTimeoutSeconds: reader.number(
      { fallback: 30, least: 1, most: 600 },
      "chime:requestTimeoutSeconds",
    ),
    adoptExisting: reader.flag("chime:adoptExisting"),
    readConsistencySeconds: reader.number(
      { fallback: 8, least: 0, most: 60 },
      "chime:readConsistencySeconds",
    ),
    skipCredentialsValidation: reader.flag(
      "chime:skipCredentialsValidation",
      "aws:skipCredentialsValidation",
    ),
  };
}

function refuseUnknown(reader: SettingsReader, source: SettingsSource): void {
  for (const key of source.keys?.() ?? []) {
    const name = /^chime:(.*)$/s.exec(key)?.[1];
    if (name === undefined || CHIME_SETTINGS.some((known) => known === name)) continue;
    reader.refuse(
      key,
      unknownName(
        key,
        CHIME_SETTINGS.map((known) => `chime:${known}`),
      ),
    );
  }
}
