import { homedir } from "node:os";
import { join } from "node:path";

import { fromIni, fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsCredentialIdentity } from "@smithy/types";

import { metadataOf } from "../errors/classify";
import { withDeadline } from "../call/deadline";
import { ConfigurationError } from "../errors/configurationError";
import { callInProgress } from "../call/callObserver";
import { createRequestHandler } from "./requestHandler";
import { BoundedRetryStrategy } from "../call/retryStrategy";
import { secureEndpoint } from "./secureEndpoint";
import type { ChimeSettings } from "../../settings/settings";
import type { Identity, SharedFiles } from "../../settings/identity";
import type { AssumeRole } from "../../settings/roles";

/** Finds the credentials to sign with. The client keeps them, and asks again before they expire. */
export type CredentialProvider = () => Promise<AwsCredentialIdentity>;

/**
 * The credentials that the settings ask for: those of an identity, or of the roles that it assumes one after the other.
 *
 * The provider never waits without a bound, and fails with a `NotSentError` that names the profile or the role.
 */
export function createCredentials(settings: ChimeSettings): CredentialProvider {
  const { identity, roles, maxRetrySeconds, requestTimeoutSeconds } = settings;
  const { provider } = roles.chain.reduce<Source>((source, role) => assuming(settings, source, role), {
    name: nameOf(identity),
    provider: identityProvider(settings),
  });
  // Ends before the call does on whose behalf it works, so that the error says what it was that took so long.
  const seconds = maxRetrySeconds + requestTimeoutSeconds;
  const overdue = (): Error =>
    new ConfigurationError(
      `${nameOf(identity)} gave none within ${seconds} s`,
      "credentials",
      adviceOn(identity),
    );
  // Attempts to get credentials are none of the call for which they are wanted: they cannot have done its work.
  return () => withDeadline(callInProgress.exit(provider), Date.now() + seconds * 1000, overdue);
}

/** Who asks for the next role. */
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
  const options = { ...filesOf(identity.files), ...credentialClientOptions(settings) };
  const provider =
    identity.kind === "profile"
      ? // Not the whole chain: where the profile has none, it would find somebody else's in another place.
        fromIni({ ...options, profile: identity.profile })
      : fromNodeProviderChain(options);
  return explained(
    () => provider(),
    (cause) =>
      new ConfigurationError(
        `${nameOf(identity)} gave none${answerOf(cause)}`,
        "credentials",
        adviceOn(identity),
        cause,
      ),
  );
}

function assuming(settings: ChimeSettings, source: Source, role: AssumeRole): Source {
  const { stsEndpoint, roles } = settings;
  const { clientConfig, clientPlugins } = credentialClientOptions(settings);
  const provider = fromTemporaryCredentials({
    masterCredentials: source.provider,
    params: role,
    // Any region's AWS STS knows every role, this one is that of rooms, and a machine need not say in which one it is itself.
    clientConfig: {
      ...clientConfig,
      region: "us-east-1",
      ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }),
    },
    clientPlugins,
  });
  const name = `the role ${role.RoleArn} (${roles.setting})`;
  const what = `AWS STS gave none for ${name} to ${source.name}`;
  const advice = `Check that the role exists, that its trust policy lets this identity in, and the externalId in ${roles.setting}.`;
  const explain = (cause: unknown): ConfigurationError =>
    new ConfigurationError(what + answerOf(cause), "credentials", advice, cause);
  return { name, provider: explained(() => provider(), explain) };
}

/** What holds for every client that the SDK makes on the way to the credentials. */
function credentialClientOptions(settings: ChimeSettings) {
  const { maxRetries, maxRetrySeconds, requestTimeoutSeconds, retryMode } = settings;
  const maxAttempts = maxRetries + 1;
  return {
    clientConfig: {
      maxAttempts,
      retryStrategy: new BoundedRetryStrategy({ maxAttempts, maxSeconds: maxRetrySeconds, mode: retryMode }),
      requestHandler: createRequestHandler(requestTimeoutSeconds),
    },
    clientPlugins: settings.allowInsecureEndpoint ? [] : [secureEndpoint("chime:stsEndpoint")],
  };
}

function explained(
  provider: CredentialProvider,
  explain: (cause: unknown) => ConfigurationError,
): CredentialProvider {
  return async () => {
    try {
      return await provider();
    } catch (error) {
      throw error instanceof ConfigurationError ? error : explain(error);
    }
  };
}

function answerOf(cause: unknown): string {
  const { name, status, requestId } = metadataOf(cause);
  return status === undefined ? "" : ` but ${name} (HTTP ${status}, request id ${requestId ?? "none"})`;
}

function nameOf(identity: Identity): string {
  switch (identity.kind) {
    case "keys":
      return `the keys of ${identity.setting}`;
    case "profile":
      return `the profile "${identity.profile}" (${identity.setting})`;
    case "default":
      return "the AWS SDK's default chain";
  }
}

function adviceOn(identity: Identity): string {
  if (identity.kind !== "profile") {
    return "Set chime:profile, aws:profile or the environment's AWS_PROFILE, or log in where AWS_PROFILE is of SSO.";
  }
  const { configFile = "~/.aws/config", credentialsFile = "~/.aws/credentials" } = identity.files;
  return (
    `Check that ${identity.setting} names a profile of ${configFile} or ${credentialsFile}, and where it is one of ` +
    `SSO, run: aws sso login --profile ${identity.profile}`
  );
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

// There is no shell that would do it, and @pulumi/aws, whose setting this may be, does it too.
function withHome(path: string): string {
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}
