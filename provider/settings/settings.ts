import { unknownName } from "../schema/unknownName";
import { CHIME_SETTINGS, type SettingsSource } from "./settingNames";
import {
  CHIME_ENDPOINT,
  IDENTITY_ENDPOINT,
  MESSAGING_ENDPOINT,
  readEndpoint,
  STS_ENDPOINT,
  type Environment,
} from "./endpoints";
import { readIdentity, type Identity } from "./identity";
import { SettingsReader, type SettingsProblem } from "./settingsReader";
import { readChannelSettings, type ChannelSettings } from "./regions";
import { readRoles, type Roles } from "./roles";

export type { SettingsSource } from "./settingNames";
export type { SettingsProblem } from "./settingsReader";

/** How the AWS SDK spaces out repeated calls. */
export type RetryMode = "adaptive" | "standard";

/** What is recovered after a deployment was interrupted. */
export interface Recovery {
  /**
   * `true`: whether a create looks first for what may have been left behind, and fails where it finds something. It never
   * adopts anything: what it finds may be another stack's.
   */
  readonly look: boolean;
  /** Otherwise, with white space between them: the ids of resources that are adopted where they exist already. */
  readonly ids: readonly string[];
}

/**
 * How this package talks to Amazon Chime. Each setting is that of `chime:` or else, where it says so, that of `aws:`,
 * which people have for @pulumi/aws. What neither says is left to the AWS SDK.
 */
export interface ChimeSettings extends ChannelSettings {
  /**
   * `chime:endpoint`, else the `chime` of `aws:endpoints`: the URL to call in place of Amazon Chime's own. Default:
   * what the SDK finds (`AWS_ENDPOINT_URL_CHIME`, a profile's `endpoint_url`), else Amazon Chime.
   */
  endpoint?: string;
  /**
   * `chime:messagingEndpoint`: the URL to call in place of Amazon Chime SDK Messaging's own. Default: what the SDK finds
   * (`AWS_ENDPOINT_URL_CHIME_SDK_MESSAGING`, a profile's `endpoint_url`), else that of the region.
   */
  messagingEndpoint?: string;
  /**
   * `chime:identityEndpoint`: the same for Amazon Chime SDK Identity, and `AWS_ENDPOINT_URL_CHIME_SDK_IDENTITY`.
   */
  identityEndpoint?: string;
  /**
   * `chime:stsEndpoint`, else the `sts` of `aws:endpoints`: the URL to call in place of AWS STS's own, for the roles
   * in {@link roles}. Default: what the SDK finds (`AWS_ENDPOINT_URL_STS`), else AWS STS in us-east-1.
   */
  stsEndpoint?: string;
  /** `chime:allowInsecureEndpoint`, whether an endpoint on another machine may be plain http. Default false. */
  allowInsecureEndpoint: boolean;
  /** Who signs, before a role is assumed. Default: whom the SDK's default chain finds. */
  identity: Identity;
  /** `chime:assumeRole` or `chime:assumeRoles`, else those of `aws:`: the roles to assume. Default: none. */
  roles: Roles;
  /**
   * `chime:retryMode`, else `aws:retryMode`: `adaptive` also finds and keeps the rate that the service allows,
   * `standard` only waits before it repeats a call. Default `adaptive`.
   */
  retryMode: RetryMode;
  /**
   * `chime:maxRetries`, else `aws:maxRetries`: how often a call that failed for a passing reason is repeated.
   * Default 24, 0 to 100.
   */
  maxRetries: number;
  /**
   * `chime:callsPerSecond`, the rate at which calls are made: that which Amazon Chime is known to allow this account,
   * 1 to 1000. Default: as fast as it answers, and where it throttles, at the rate that it seems to allow; with
   * memberships of channels, at the rates that AWS publishes.
   */
  callsPerSecond?: number;
  /** `chime:maxRetrySeconds`, how long after its first attempt a call may be repeated. Default 180, 1 to 3600. */
  maxRetrySeconds: number;
  /** `chime:requestTimeoutSeconds`, how long one attempt may wait for its answer. Default 30, 1 to 600. */
  requestTimeoutSeconds: number;
  /**
   * `chime:adoptExisting`, whether a membership that exists already is taken over instead of refused, where its
   * resource does not say. Default false.
   */
  adoptExisting: boolean;
  /**
   * `PULUMI_CHIME_RECOVER` in the environment, so that it holds for one command: what an interrupted deployment has created
   * and is in no state. Default: nothing is looked for, and nothing adopted.
   */
  recover: Recovery;
  /**
   * `PULUMI_CHIME_DEBUG=true` in the environment, so that it holds for one command: whether every call and every failed
   * attempt is reported, and everybody named whom an exclusive roster would remove. Default false.
   */
  debug: boolean;
  /**
   * `chime:readConsistencySeconds`, for how long what a read does not show is looked for again before it counts as gone,
   * because a read may lag behind a write: members of rooms and channels, and rooms, channels, app instances and users
   * themselves. Default 8, 0 to 60.
   */
  readConsistencySeconds: number;
}

/**
 * Reads and validates every setting: the settings, or all that is wrong with them.
 *
 * @param source Where they are set.
 * @param env The environment: the SDK finds endpoints there, which are validated too.
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
    ...readConduct(reader),
    ...readSwitches(reader, env),
  };
  return reader.problems.length > 0 ? reader.problems : settings;
}

/** In the environment and not in the configuration of the stack, where `pulumi up --config` would keep them for ever. */
const RECOVER = "PULUMI_CHIME_RECOVER";
export const DEBUG = "PULUMI_CHIME_DEBUG";

type Switches = Pick<ChimeSettings, "recover" | "debug">;

function readSwitches(reader: SettingsReader, env: Environment): Switches {
  // In a shell, an empty variable is one that was taken back.
  const valueOf = (name: string): string | undefined => (env[name] === "" ? undefined : env[name]);
  return { recover: readRecovery(reader, valueOf(RECOVER)), debug: reader.flagOf(DEBUG, valueOf(DEBUG)) };
}

function readRecovery(reader: SettingsReader, value: string | undefined): Recovery {
  const labels = (value ?? "false").split(/\s+/).filter((word) => word !== "");
  if (labels.every((word) => word === "false")) return { look: false, ids: [] };
  if (labels.length === 1 && labels[0] === "true") return { look: true, ids: [] };
  // Every id of a resource has one of the two: account/room, or the ARN of a channel or user.
  const wrong = labels.find((word) => !word.includes("/"));
  if (wrong !== undefined) {
    reader.refuse(RECOVER, `must be true, or the ids of resources with spaces between them, not "${wrong}".`);
  }
  return { look: false, ids: labels };
}

type Connection = Pick<
  ChimeSettings,
  | "endpoint"
  | "messagingEndpoint"
  | "identityEndpoint"
  | "stsEndpoint"
  | "allowInsecureEndpoint"
  | "identity"
  | "roles"
>;

function readConnection(reader: SettingsReader, env: Environment): Connection {
  const allowInsecureEndpoint = reader.flag("chime:allowInsecureEndpoint");
  const [endpoint, messagingEndpoint, identityEndpoint] = [
    CHIME_ENDPOINT,
    MESSAGING_ENDPOINT,
    IDENTITY_ENDPOINT,
  ].map((parents) => readEndpoint(reader, parents, env, allowInsecureEndpoint));
  const roles = readRoles(reader);
  // Where no role is assumed, what the environment says about STS is no concern of ours.
  const stsEndpoint = readEndpoint(
    reader,
    STS_ENDPOINT,
    roles.chain.length > 0 ? env : {},
    allowInsecureEndpoint,
  );
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(messagingEndpoint === undefined ? {} : { messagingEndpoint }),
    ...(identityEndpoint === undefined ? {} : { identityEndpoint }),
    ...(stsEndpoint === undefined ? {} : { stsEndpoint }),
    allowInsecureEndpoint,
    identity: readIdentity(reader),
    roles,
  };
}

type Conduct = Omit<ChimeSettings, keyof Connection | keyof ChannelSettings | keyof Switches>;

function readConduct(reader: SettingsReader): Conduct {
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
