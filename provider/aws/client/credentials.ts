import { homedir } from "node:os";
import { join } from "node:path";

import { fromIni, fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentity } from "@smithy/types";

import { withDeadline } from "../call/deadline";
import { kindOf, metadataOf } from "../errors/classify";
import { ConfigurationError } from "../errors/configurationError";
import { sentCallOf } from "../errors/sentCall";
import { callInProgress } from "../call/callObserver";
import { createRequestHandler } from "./requestHandler";
import { BoundedRetryStrategy } from "../call/retryStrategy";
import { answerOf, nameOf, nameOfRole, noCredentials, profileOf } from "./credentialErrors";
import { noteCall } from "./noteCall";
import { secureEndpoint } from "./secureEndpoint";
import type { ChimeSettings } from "../../settings/settings";
import type { Identity, SharedFiles } from "../../settings/identity";
import type { AssumeRole } from "../../settings/roles";

/** Returns the credentials to sign with. The client caches them, and calls this again before they expire. */
export type CredentialProvider = () => Promise<AwsCredentialIdentity>;

/**
 * The credentials of the settings, shared by all clients and by the check of a preview: a `credential_process` runs, and a role
 * is assumed, once for all of them. See {@link createCredentials}.
 */
export function sharedCredentials(settings: ChimeSettings): CredentialProvider {
  const known = bySettings.get(settings);
  if (known) return known;
  const shared = untilExpired(createCredentials(settings));
  bySettings.set(settings, shared);
  return shared;
}

const bySettings = new WeakMap<ChimeSettings, CredentialProvider>();

/** The SDK's clients ask again this long before their credentials expire. */
const REFRESH_MS = 300_000;

function untilExpired(provider: CredentialProvider): CredentialProvider {
  let latest: Promise<AwsCredentialIdentity> | undefined;
  const isFresh = ({ expiration }: AwsCredentialIdentity): boolean =>
    expiration === undefined || expiration.getTime() - Date.now() > REFRESH_MS;
  const ask = (): Promise<AwsCredentialIdentity> => {
    const asked = provider();
    latest = asked;
    // A failure is not kept.
    asked.catch(() => (latest = latest === asked ? undefined : latest));
    return asked;
  };
  return async () => {
    const known = await (latest ?? ask());
    return isFresh(known) ? known : ask();
  };
}

/**
 * The credentials of the settings: those of an identity, or of the chain of roles that it assumes.
 *
 * The provider has a time limit, and fails with a `ConfigurationError` that names the profile or the role.
 */
function createCredentials(settings: ChimeSettings): CredentialProvider {
  const { identity, roles, maxRetrySeconds, requestTimeoutSeconds } = settings;
  const { provider } = roles.chain.reduce<Source>((source, role) => assuming(settings, source, role), {
    name: nameOf(identity),
    provider: identityProvider(settings),
  });
  // Shorter than the time limit of the call, so that the error names what took so long.
  const seconds = maxRetrySeconds + requestTimeoutSeconds;
  const overdue = (): Error => noCredentials(identity, undefined, ` within ${seconds} s`);
  // Outside the context of the call: retries here are no attempts of the call, and leave its outcome known.
  return () => withDeadline(callInProgress.exit(provider), Date.now() + seconds * 1000, overdue);
}

/** The credentials that assume the next role. */
interface Source {
  name: string;
  provider: CredentialProvider;
}

function identityProvider(settings: ChimeSettings): CredentialProvider {
  const { identity } = settings;
  if (identity.kind === "keys") {
    const { accessKeyId, secretAccessKey, sessionToken } = identity;
    const keys = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
    return () => Promise.resolve(keys);
  }
  const options = { ...filesOf(identity.files), ...credentialClientOptions(settings), logger: SILENT };
  const provider =
    identity.kind === "profile"
      ? // Not the default chain: without credentials in the profile, it would use others.
        fromIni({ ...options, profile: identity.profile })
      : fromNodeProviderChain(options);
  return withExplanation(
    () => provider(),
    async (cause) => noCredentials(identity, await causeIn(identity, options, cause)),
  );
}

/**
 * If both AWS_PROFILE and keys are set, the SDK prints a warning of seven lines, which Pulumi would show for the program and for each
 * plugin, also in deployments that succeed. The errors of this package say which one was used.
 */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Nothing to do.
}

// With AWS_PROFILE, the default chain hides why the profile gave none, and says that no provider did.
async function causeIn(identity: Identity, options: ProfileOptions, cause: unknown): Promise<unknown> {
  const profile = profileOf(identity);
  if (identity.kind !== "default" || profile === undefined) return cause;
  try {
    await fromIni({ ...options, profile })();
    return cause;
  } catch (error) {
    return error;
  }
}

type ProfileOptions = Omit<Parameters<typeof fromIni>[0] & object, "profile">;

function assuming(settings: ChimeSettings, source: Source, role: AssumeRole): Source {
  const { stsEndpoint, roles } = settings;
  const { clientConfig, clientPlugins } = credentialClientOptions(settings);
  const provider = fromTemporaryCredentials({
    masterCredentials: source.provider,
    params: role,
    // AWS STS knows every role in any region. A machine need not have a default region, so this is the region of rooms.
    clientConfig: {
      ...clientConfig,
      region: "us-east-1",
      ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }),
    },
    clientPlugins,
  });
  const name = nameOfRole(role, roles.setting);
  const what = `AWS STS gave none for ${name} to ${source.name}`;
  const explain = (cause: unknown): ConfigurationError => {
    const advice =
      adviceOn(cause) ??
      `Check that the role exists, that its trust policy allows this identity, and the externalId in ${roles.setting}.`;
    return new ConfigurationError(what + answerOf(cause), "credentials", advice, cause);
  };
  return { name, provider: withExplanation(() => provider(), explain) };
}

// Undefined if AWS STS has answered, and knows the credentials that are to assume the role.
function adviceOn(cause: unknown): string | undefined {
  const metadata = metadataOf(cause);
  const { endpointSource = "chime:stsEndpoint", adviceOnCredentials } = sentCallOf(cause) ?? {};
  if (kindOf(metadata) === "unreachable")
    return `Check the network, the proxy and ${endpointSource}, then run the command again.`;
  return kindOf(metadata) === "credentials" ? adviceOnCredentials?.(metadata.name) : undefined;
}

/** The options of every client that the SDK creates to get credentials. */
function credentialClientOptions(settings: ChimeSettings) {
  const { maxRetries, maxRetrySeconds, requestTimeoutSeconds, retryMode } = settings;
  const maxAttempts = maxRetries + 1;
  return {
    clientConfig: {
      maxAttempts,
      retryStrategy: new BoundedRetryStrategy({ maxAttempts, maxSeconds: maxRetrySeconds, mode: retryMode }),
      requestHandler: createRequestHandler(requestTimeoutSeconds),
    },
    clientPlugins: [
      noteCall("chime:stsEndpoint", { ...settings, roles: { ...settings.roles, chain: [] } }),
      ...(settings.allowInsecureEndpoint ? [] : [secureEndpoint("chime:stsEndpoint")]),
    ],
  };
}

function withExplanation(
  provider: CredentialProvider,
  explain: (cause: unknown) => ConfigurationError | Promise<ConfigurationError>,
): CredentialProvider {
  return async () => {
    try {
      return await provider();
    } catch (error) {
      throw error instanceof ConfigurationError ? error : await explain(error);
    }
  };
}

function filesOf({ configFile, credentialsFile }: SharedFiles): {
  filepath?: string;
  configFilepath?: string;
} {
  return {
    ...(credentialsFile === undefined ? {} : { filepath: withHome(credentialsFile) }),
    ...(configFile === undefined ? {} : { configFilepath: withHome(configFile) }),
  };
}

// As @pulumi/aws does, whose setting this may be: no shell expands it.
function withHome(path: string): string {
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}
