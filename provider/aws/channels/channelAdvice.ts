import { SETTINGS_OF_UP, type CallDescription } from "../errors/chimeError";

/** What helps with failures of calls about channels and app instances, where that is something else than with rooms. */
export const CHANNEL_ADVICE: NonNullable<CallDescription["advice"]> = {
  notFound:
    "Check that the channel and the member exist in this region, and that the credentials are of the AWS account in " +
    "their ARNs. What somebody deleted by hand leaves the state with `pulumi refresh`.",
  notVisible:
    "Check AWS_PROFILE, chime:profile, chime:assumeRole, chime:messagingEndpoint, chime:identityEndpoint and the " +
    "environment's AWS_ENDPOINT_URL_…: the credentials must be those of the AWS account in the ARN. " +
    SETTINGS_OF_UP +
    " If the app instance itself was deleted and the account has no other in the region, remove its resources with " +
    "`pulumi state delete`.",
  conflict:
    "It is a member already. To adopt the membership, set adoptExisting on the resource, or import it with " +
    "`npx pulumi-chime import --channel`.",
  badRequest: "Check the arguments of the resource in the program: the ARNs, and what else it has.",
  limitExceeded:
    "A limit of Amazon Chime is reached (10,000 memberships a channel): make room, or ask AWS for more, then run it again.",
  forbidden:
    "Give the identity that deploys the IAM permission chime:{operation} on the channel and on the chimeBearer, and " +
    "make the chimeBearer an administrator of the app instance or a moderator of the channel. Amazon Chime answers this " +
    "too where the channel or the chimeBearer does not exist any more. To go on with another one, set " +
    "chime:appInstanceUserArn to it, and chimeBearer where the program has one, and run `pulumi up`: what has left the " +
    "program is deleted on its behalf too, and destroy and refresh have it from then on.",
  throttled:
    "Amazon Chime is throttling this account: run it again later, or set chime:callsPerSecond to what it allows.",
  unreachable:
    "Check the network, the proxy, chime:region and chime:messagingEndpoint or chime:identityEndpoint, then run it again. " +
    SETTINGS_OF_UP,
  notChime:
    "Check chime:messagingEndpoint, chime:identityEndpoint, the environment's AWS_ENDPOINT_URL_… and the proxy: something " +
    "else answers in Amazon Chime's place. " +
    SETTINGS_OF_UP,
};

/** The same for app instances and their users. */
export const ENTITY_ADVICE: typeof CHANNEL_ADVICE = {
  ...CHANNEL_ADVICE,
  conflict: "It exists already. If the resource was renamed in the program, give it an alias.",
  limitExceeded: "A limit of Amazon Chime is reached: make room, or ask AWS for more, then run it again.",
  forbidden:
    "Give the identity that deploys the IAM permission chime:{operation} on the app instance. Amazon Chime answers this " +
    "too where the app instance or the user does not exist any more, or belongs to another AWS account or region. What " +
    "somebody deleted by hand leaves the state with `pulumi refresh`, which needs chime:ListAppInstances and " +
    "chime:ListAppInstanceUsers to see it, and where no app instance is left with `pulumi state delete`.",
};

/** The same for channels themselves. */
export const CHANNEL_ENTITY_ADVICE: typeof CHANNEL_ADVICE = {
  ...CHANNEL_ADVICE,
  conflict: ENTITY_ADVICE.conflict ?? "",
  limitExceeded: ENTITY_ADVICE.limitExceeded ?? "",
};
