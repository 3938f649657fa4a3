import { adviceFor, LIST_ACCOUNTS, type Advice } from "../aws/errors/advice";
import { ChimeError } from "../aws/errors/chimeError";
import { ConfigurationError } from "../aws/errors/configurationError";
import {
  CHIME_ENDPOINT,
  IDENTITY_ENDPOINT,
  MESSAGING_ENDPOINT,
  type EndpointSources,
} from "../settings/endpoints";
import type { SettingsSource } from "../settings/settings";
import { endpointOf } from "./optionSettings";

/** The service that a command calls; `channels` for both services of an app instance. */
export type Service = "rooms" | "messaging" | "identity" | "channels";

/**
 * The advice on failed calls of a command. It differs from that of a deployment: a command reads what its options name, and
 * has no program and no state.
 */
export function readAdvice(service: Service, source: SettingsSource): Advice {
  const advice = service === "rooms" ? ROOM_ADVICE : CHANNEL_ADVICE;
  return { ...ADVICE, ...advice, ...endpointAdvice(ENDPOINTS[service], source) };
}

/** The advice on a service that does not answer, and on another server that does: both name where the endpoint is set. */
export function endpointAdvice(
  endpoints: readonly EndpointSources[],
  source: SettingsSource,
): { unreachable: string; notChime: string } {
  const names = new Set(endpoints.flatMap((sources) => endpointOf(sources, source)?.key ?? []));
  const where = [...names, "the network and the proxy"].join(", ");
  return {
    unreachable: `Check ${where}, then run the command again.`,
    notChime: `Check ${where}: another server answers instead.`,
  };
}

/** An error of a command, with the advice of the command if it is that of a failed call. */
export function withReadAdvice(error: unknown, advice: Advice): unknown {
  if (!(error instanceof ChimeError) || error.cause instanceof ConfigurationError) return error;
  const { kind, call } = error;
  return advice[kind] === undefined ? error : error.with({ advice: adviceFor(kind, call.operation, advice) });
}

const ENDPOINTS: Record<Service, readonly EndpointSources[]> = {
  rooms: [CHIME_ENDPOINT],
  messaging: [MESSAGING_ENDPOINT],
  identity: [IDENTITY_ENDPOINT],
  channels: [MESSAGING_ENDPOINT, IDENTITY_ENDPOINT],
};

const ADVICE: Advice = {
  throttled: "Amazon Chime is throttling this account: run the command again later.",
  serviceFailure: "Run the command again when the failure is over.",
};

const ROOM_ADVICE: Advice = {
  notFound: `Check --account and --room, and that the credentials are of the AWS account that owns them. ${LIST_ACCOUNTS}`,
  badRequest: "Check --account and --room.",
};

const CHANNEL_ADVICE: Advice = {
  notFound: "Check that the ARNs exist, and that the credentials are of the AWS account in them.",
  badRequest: "Check the ARNs.",
  forbidden:
    "Grant the IAM permission chime:{operation} on the app instance, the channel and the bearer, and make the bearer an app " +
    "instance admin or a moderator of the channel. Amazon Chime also answers this for an ARN that does not exist.",
};
