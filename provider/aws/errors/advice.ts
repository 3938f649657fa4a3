import type { FailureKind } from "./classify";
import { INTERNAL_ADVICE } from "./internalError";
import { REGION_ADVICE } from "../../settings/regions";

/**
 * What to do about a failed call, by the kind of failure. `{operation}` stands for the API operation. A part in brackets
 * is left out if the operation creates an entity. It stays for a membership, whose parent may have been deleted. A part in
 * angle brackets lists where the endpoint can be set, for a call whose endpoint is not known.
 */
export type Advice = Partial<Record<FailureKind, string>>;

/**
 * The advice on a failed call. What a service has no advice of its own on is that of rooms.
 *
 * @param endpointSource Where the endpoint of the call is set.
 */
export function adviceFor(
  kind: FailureKind,
  operation: string,
  advice: Advice = {},
  endpointSource?: string,
): string {
  const text = advice[kind] ?? ROOM_ADVICE[kind];
  const createsEntity = /^Create(?!.*(Membership|Admin|Moderator|Ban))/.test(operation);
  return text
    .replace(/\[(.*)\]/, createsEntity ? "" : "$1")
    .replace(/<(.*)>/, endpointSource ?? "$1")
    .replace("{operation}", operation);
}

/** Belongs to advice on what may not exist. */
export const IF_DELETED = "[ If one of them was deleted outside Pulumi, run `pulumi refresh`.]";

/** Belongs to advice on an Amazon Chime account that may not exist. */
export const LIST_ACCOUNTS = "`aws chime list-accounts` lists the Amazon Chime accounts.";

const ROOM_ADVICE: Record<FailureKind, string> = {
  notFound:
    "Check that the account, the room and the member exist, and that the credentials are of the AWS account that owns " +
    `them.${IF_DELETED} ${LIST_ACCOUNTS}`,
  notVisible:
    "Check AWS_PROFILE, chime:profile, chime:assumeRole, chime:endpoint and AWS_ENDPOINT_URL_CHIME. If the Amazon Chime " +
    `account was deleted, remove its resources with \`pulumi state delete\`.`,
  conflict:
    "The member already exists. To adopt the membership, set adoptExisting on the resource, or import it with " +
    "`npx pulumi-chime import`.",
  badRequest: "Check the arguments of the resource in the program: the ids, and the role or the name.",
  limitExceeded:
    "An Amazon Chime quota is reached (1,000 memberships per room and per member, 1,500 rooms per account). Delete " +
    "something, or ask AWS for a higher quota, then run the command again.",
  unauthorized:
    "Check which AWS credentials the deployment uses: they must be of the AWS account that owns the Amazon Chime account.",
  forbidden:
    'Check whose credentials the deployment uses, and grant them the IAM permission chime:{operation} on Resource "*", then ' +
    "run the command again.",
  throttled:
    "Amazon Chime is throttling this account: run the command again later, or raise chime:maxRetrySeconds.",
  serviceFailure: "Run the command again when the failure is over, or raise chime:maxRetrySeconds.",
  credentials: "Check the AWS credentials: they are missing, expired, or unknown to AWS.",
  unreachable:
    "Check the network, the proxy and <chime:endpoint or AWS_ENDPOINT_URL_CHIME>, then run the command again.",
  notChime: "Check <chime:endpoint, AWS_ENDPOINT_URL_CHIME> and the proxy: another server answers instead.",
  unservedRegion: REGION_ADVICE,
  internal: INTERNAL_ADVICE,
  unknown:
    "Run the command again. If it fails again, PULUMI_CHIME_DEBUG=true shows the calls, their request ids and the causes.",
};
