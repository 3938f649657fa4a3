import { metadataOf } from "../errors/classify";
import { ConfigurationError } from "../errors/configurationError";
import type { Identity } from "../../settings/identity";
import type { AssumeRole } from "../../settings/roles";
import type { ChimeSettings } from "../../settings/settings";

/**
 * The error of an identity that gave no credentials.
 *
 * @param cause What the SDK threw; undefined if there was no answer in time.
 * @param when The rest of the sentence.
 */
export function noCredentials(identity: Identity, cause: unknown, when = ""): ConfigurationError {
  const mistake = MISTAKES.find(({ pattern }) => pattern.test(textOf(cause)));
  const reason = mistake?.reason ?? `gave none${when}${answerOf(cause)}`;
  const advice = (mistake?.adviceFor ?? adviceFor)(identity) + hiddenKeys(identity);
  // A reason of its own takes the place of the SDK's message, which stays in the stack.
  const told = mistake?.reason === undefined ? cause : new Error("", { cause });
  return new ConfigurationError(`${nameOf(identity)} ${reason}`, "credentials", advice, told);
}

/** What AWS answered, as the rest of a sentence; empty without an answer. */
export function answerOf(cause: unknown): string {
  const { name, status, requestId } = metadataOf(cause);
  return status === undefined ? "" : ` but ${name} (HTTP ${status}, request id ${requestId ?? "none"})`;
}

/** Where an identity comes from, as the subject of a sentence. */
export function nameOf(identity: Identity): string {
  if (identity.kind === "keys") return `the keys of ${identity.setting}`;
  const profile = profileOf(identity);
  return profile === undefined
    ? "the AWS SDK's default chain"
    : `the profile "${profile}" (${settingOf(identity)})`;
}

/** The same for the credentials that sign the calls: those of the last role, if there are roles. */
export function nameOfCredentials({ identity, roles }: Pick<ChimeSettings, "identity" | "roles">): string {
  const role = roles.chain.at(-1);
  return role === undefined ? nameOf(identity) : nameOfRole(role, roles.setting);
}

/** The same for a role. */
export function nameOfRole({ RoleArn }: AssumeRole, setting: string): string {
  return `the role ${RoleArn} (${setting})`;
}

/**
 * What to do about credentials that AWS rejects, as sentences.
 *
 * @param errorName The name of the error that AWS answered. Undefined is returned for one that does not say why.
 */
export function rejectedCredentials(
  settings: Pick<ChimeSettings, "identity" | "roles">,
  errorName: string,
): string | undefined {
  const reason = REJECTIONS.find(({ names }) => names.includes(errorName))?.reason;
  if (reason === undefined) return undefined;
  return `${reason(isOfVariables(settings) ? "AWS_ACCESS_KEY_ID" : nameOfCredentials(settings))} ${renewal(settings)}`;
}

/** The profile of an identity; undefined without one. */
export function profileOf(identity: Identity): string | undefined {
  if (identity.kind === "keys") return undefined;
  const profile = identity.kind === "profile" ? identity.profile : process.env["AWS_PROFILE"];
  return profile === "" ? undefined : profile;
}

const REJECTIONS: readonly { names: readonly string[]; reason: (who: string) => string }[] = [
  {
    names: ["ExpiredToken", "ExpiredTokenException"],
    reason: (who) => `The credentials of ${who} have expired.`,
  },
  {
    names: ["UnrecognizedClientException", "InvalidClientTokenId"],
    reason: (who) =>
      `AWS does not know the credentials of ${who}: they are wrong, deleted or expired${isSet("AWS_SESSION_TOKEN") ? ", or their session token belongs to other keys" : ""}.`,
  },
  {
    names: ["InvalidSignatureException", "SignatureDoesNotMatch", "RequestExpired"],
    reason: (who) => `Check the secret key of ${who}, and the clock of this machine.`,
  },
];

function isOfVariables({ identity, roles }: Pick<ChimeSettings, "identity" | "roles">): boolean {
  const isDefault = identity.kind === "default" && profileOf(identity) === undefined;
  return isDefault && roles.chain.length === 0 && isSet("AWS_ACCESS_KEY_ID");
}

function renewal(settings: Pick<ChimeSettings, "identity" | "roles">): string {
  const { identity, roles } = settings;
  if (roles.chain.length > 0) return "Run the command again, which assumes the role again.";
  if (identity.kind === "keys")
    return `Set ${identity.setting.replace(/:.*/, ":")}accessKey, secretKey and token again, all three.`;
  const profile = profileOf(identity);
  if (profile !== undefined)
    return `For a profile with SSO, run \`aws sso login --profile ${profile}\`. For others, renew the keys in it.${hiddenKeys(identity)}`;
  if (isOfVariables(settings))
    return isSet("AWS_SESSION_TOKEN")
      ? "Set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN again. For keys without a session token, unset AWS_SESSION_TOKEN."
      : "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY again.";
  return "Log in again, or set AWS_PROFILE.";
}

interface Mistake {
  readonly pattern: RegExp;
  readonly reason?: string;
  readonly adviceFor: (identity: Identity) => string;
}

// The messages are the SDK's. An unknown one gets the general advice.
const MISTAKES: readonly Mistake[] = [
  {
    pattern: /SSO session|SSO token|sso login/i,
    adviceFor: (identity) => `Run \`aws sso login --profile ${profileOf(identity) ?? "PROFILE"}\`.`,
  },
  {
    pattern: /^Command failed/,
    // Without the SDK's message: the command line may contain a secret.
    reason: "gave none: its credential_process failed",
    adviceFor: () => "Run the command of credential_process in a shell to see why.",
  },
  {
    pattern: /cycle/i,
    adviceFor: (identity) => `Remove the cycle of source_profile in ${configFileOf(identity)}.`,
  },
];

function adviceFor(identity: Identity): string {
  if (profileOf(identity) === undefined) {
    const missing = KEYS.filter((name) => !isSet(name));
    return missing.length === 1
      ? `${KEYS.find(isSet)} is set, and ${missing.join()} is not: set both.`
      : `Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or ${identity.setting}.`;
  }
  const { credentialsFile = process.env["AWS_SHARED_CREDENTIALS_FILE"] ?? "~/.aws/credentials" } =
    filesOf(identity);
  return (
    `Check that ${settingOf(identity)} names a profile with credentials in ${configFileOf(identity)} or ` +
    `${credentialsFile}.`
  );
}

// As for an emulator, in a shell with a profile for AWS.
function hiddenKeys(identity: Identity): string {
  const isHidden = identity.kind === "default" && profileOf(identity) !== undefined;
  return isHidden && isSet("AWS_ACCESS_KEY_ID")
    ? " To use the keys in AWS_ACCESS_KEY_ID instead, unset AWS_PROFILE."
    : "";
}

const KEYS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"];

function isSet(variable: string): boolean {
  return (process.env[variable] ?? "") !== "";
}

function configFileOf(identity: Identity): string {
  return filesOf(identity).configFile ?? process.env["AWS_CONFIG_FILE"] ?? "~/.aws/config";
}

function filesOf(identity: Identity): { configFile?: string; credentialsFile?: string } {
  return identity.kind === "keys" ? {} : identity.files;
}

function settingOf(identity: Identity): string {
  return identity.kind === "default" ? "AWS_PROFILE" : identity.setting;
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : "";
}
