import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

import { withDeadline } from "../../aws/call/deadline";
import { clientOptions } from "../../aws/client/clientOptions";
import { answerOf, nameOfCredentials, rejectedCredentials } from "../../aws/client/credentialErrors";
import { sharedCredentials } from "../../aws/client/credentials";
import { credentialsFailure } from "../../aws/client/credentialsFailure";
import { secureEndpoint } from "../../aws/client/secureEndpoint";
import { adviceFor } from "../../aws/errors/advice";
import { kindOf, metadataOf } from "../../aws/errors/classify";
import { ConfigurationError } from "../../aws/errors/configurationError";
import { endSentence, messageOf } from "../../aws/errors/errorText";
import { STS_ENDPOINT } from "../../settings/endpoints";
import type { ChimeSettings, SettingsSource } from "../../settings/settings";
import { endpointAdvice } from "../readAdvice";
import { answerIn, type CallerIdentity, type Checklist } from "./checklist";

const group = "credentials";
const OPERATION = "GetCallerIdentity";

/** Checks whether there are credentials, and asks AWS STS whose they are. */
export async function checkCredentials(
  settings: ChimeSettings,
  source: SettingsSource,
  checklist: Checklist,
): Promise<void> {
  const failure = await credentialsFailure(settings);
  if (failure !== undefined) {
    checklist.hasNoCredentials = true;
    checklist.add({ group, check: "source", result: "failed", message: failure });
    checklist.add({ group, check: OPERATION, result: "skipped", message: "There are no credentials." });
    return;
  }
  checklist.add({ group, check: "source", result: "ok", message: await describeCredentials(settings) });
  await checkIdentity(settings, source, checklist);
}

async function describeCredentials(settings: ChimeSettings): Promise<string> {
  const credentials: Awaited<ReturnType<ReturnType<typeof sharedCredentials>>> & {
    // Added by the credential providers of the SDK, such as CREDENTIALS_ENV_VARS.
    $source?: Readonly<Record<string, string>>;
  } = await sharedCredentials(settings)();
  const { accessKeyId, expiration, $source = {} } = credentials;
  const sources = Object.keys($source).map((source) =>
    source.replace("CREDENTIALS_", "").replaceAll("_", " ").toLowerCase(),
  );
  return [
    `From ${nameOfCredentials(settings)}`,
    ...(sources.length === 0 ? [] : [` (${sources.join(", ")})`]),
    `: an access key that ends with ${accessKeyId.slice(-4)}`,
    ...(expiration === undefined ? [] : [`, valid until ${expiration.toISOString()}`]),
    ".",
  ].join("");
}

async function checkIdentity(
  settings: ChimeSettings,
  source: SettingsSource,
  checklist: Checklist,
): Promise<void> {
  try {
    const { account, arn } = await callerIdentity(settings);
    const identity = { account, arn: checklist.withoutSecrets(arn) };
    checklist.identity = identity;
    const message = `AWS account ${identity.account}, ${identity.arn}.`;
    checklist.add({ group, check: OPERATION, result: "ok", message });
  } catch (error) {
    const isRejected = kindOf(metadataOf(error)) === "credentials";
    if (isRejected) checklist.hasNoCredentials = true;
    const message = endSentence(
      [`AWS STS named no identity${answerOf(error)}`, messageOf(error)].filter(Boolean).join(": "),
    );
    const advice = isRejected ? adviceOnCredentials(settings, error) : adviceOn(error, source);
    checklist.add({ group, check: OPERATION, result: "failed", message, advice, ...answerIn(error) });
  }
}

function adviceOnCredentials(settings: ChimeSettings, error: unknown): string {
  return rejectedCredentials(settings, metadataOf(error).name) ?? adviceFor("credentials", OPERATION);
}

function adviceOn(error: unknown, source: SettingsSource): string {
  if (error instanceof ConfigurationError) return error.advice;
  const { unreachable } = endpointAdvice([STS_ENDPOINT], source);
  return `${unreachable} A deployment calls AWS STS only to assume a role.`;
}

async function callerIdentity(settings: ChimeSettings): Promise<CallerIdentity> {
  const { stsEndpoint, maxRetrySeconds, requestTimeoutSeconds, allowInsecureEndpoint } = settings;
  const client = new STSClient({
    ...clientOptions(settings),
    // As for the roles: AWS STS knows every identity in any region.
    region: "us-east-1",
    ...(stsEndpoint === undefined ? {} : { endpoint: stsEndpoint }),
  });
  if (!allowInsecureEndpoint) client.middlewareStack.use(secureEndpoint("chime:stsEndpoint"));
  const deadline = Date.now() + (maxRetrySeconds + 2 * requestTimeoutSeconds) * 1000;
  const overdue = (): Error => new Error("There was no answer in time.");
  const reply = await withDeadline(client.send(new GetCallerIdentityCommand({})), deadline, overdue);
  const { Account: account, Arn: arn } = reply;
  if (account === undefined || arn === undefined) throw new Error("The answer is not that of AWS STS.");
  return { account, arn: withoutAddress(arn) };
}

// The name of a session is often the email address of a person.
function withoutAddress(arn: string): string {
  return arn.replace(/[^/]+@[^/]+$/, "(email address)");
}
