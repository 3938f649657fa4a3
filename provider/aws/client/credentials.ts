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

/** Returns the credentials to sign with. The client caches them, and calls this again before they expire. */
export type CredentialProvider = () => Promise<AwsCredentialIdentity>;

/**
 * The credentials of the settings: those of an identity, or of the chain of roles that it assumes.
 *
 * The provider has a time limit, and fails with a `ConfigurationError` that names the profile or the role.
 */
export function createCredentials(settings: ChimeSettings): CredentialProvider {
  const { identity, roles, maxRetrySeconds, requestTimeoutSeconds } = settings;
  const { provider } = roles.chain.reduce<Source>((source, role) => assuming(settings, source, role), {
    name: nameOf(identity),
    provider: identityProvider(settings),
  });
  // Shorter than the time limit of the call, so that the error names what took so long.
  const seconds = maxRetrySeconds + requestTimeoutSeconds;
  const overdue = (): Error =>
    new ConfigurationError(
      `${nameOf(identity)} gave none within ${seconds} s`,
      "credentials",
      adviceFor(identity),
    );
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
  const options = { ...filesOf(identity.files), ...credentialClientOptions(settings) };
  const provider =
    identity.kind === "profile"
      ? // Not the default chain: without credentials in the profile, it would use others.
        fromIni({ ...options, profile: identity.profile })
      : fromNodeProviderChain(options);
  return withExplanation(
    () => provider(),
    (cause) =>
      new ConfigurationError(
        `${nameOf(identity)} gave none${answerOf(cause)}`,
        "credentials",
        adviceFor(identity),
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
    // AWS STS knows every role in any region. A machine need not have a default region, so this is the region of rooms.
    clientConfig: {
      ...clientConfig,
      region: "us-east-1",
      ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }),
    },
    clientPlugins,
  });
  const name = `the role ${role.RoleArn} (${roles.setting})`;
  const what = `AWS STS gave none for ${name} to ${source.name}`;
  const advice = `Check that the role exists, that its trust policy allows this identity, and the externalId in ${roles.setting}.`;
  const explain = (cause: unknown): ConfigurationError =>
    new ConfigurationError(what + answerOf(cause), "credentials", advice, cause);
  return { name, provider: withExplanation(() => provider(), explain) };
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
    clientPlugins: settings.allowInsecureEndpoint ? [] : [secureEndpoint("chime:stsEndpoint")],
  };
}

function withExplanation(
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

function adviceFor(identity: Identity): string {
  if (identity.kind !== "profile") {
    return "Set chime:profile, aws:profile or the environment variable AWS_PROFILE, or run `aws sso login` if the profile uses SSO.";
  }
  const { configFile = "~/.aws/config", credentialsFile = "~/.aws/credentials" } = identity.files;
  return (
    `Check that ${identity.setting} names a profile of ${configFile} or ${credentialsFile}. If it uses SSO, run ` +
    `\`aws sso login --profile ${identity.profile}\``
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

// As @pulumi/aws does, whose setting this may be: no shell expands it.
function withHome(path: string): string {
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}
