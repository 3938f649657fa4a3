import { IF_DELETED, type Advice } from "../errors/advice";

/** The advice on failed calls about channel memberships, where it differs from that of rooms. */
export const CHANNEL_ADVICE: Advice = {
  notFound:
    "Check that the channel and the member exist in this region, and that the credentials are of the AWS account in their " +
    `ARNs.${IF_DELETED}`,
  notVisible:
    "Check AWS_PROFILE, chime:profile, chime:assumeRole and the endpoints in chime: and AWS_ENDPOINT_URL_*. If the last app " +
    `instance of the region was deleted, remove its resources with \`pulumi state delete\`.`,
  conflict:
    "The member already exists. To adopt the membership, set adoptExisting on the resource, or import it with " +
    "`npx pulumi-chime import --channel`.",
  badRequest: "Check the arguments of the resource in the program, such as the ARNs.",
  limitExceeded:
    "An Amazon Chime quota is reached (10,000 memberships per channel). Remove members, or ask AWS for a higher quota, " +
    "then run the command again.",
  forbidden:
    "Make the bearer an app instance admin or a channel moderator (a member too, if private), and grant the IAM permission " +
    "chime:{operation} on the channel and the bearer. If the bearer was deleted, set another one " +
    "(chime:appInstanceUserArn, or chimeBearer in the program) and run `pulumi up`.",
  throttled:
    "Amazon Chime is throttling this account: run the command again later, or lower the rate with chime:callsPerSecond.",
  unreachable:
    "Check the network, the proxy and <chime:messagingEndpoint, chime:identityEndpoint or AWS_ENDPOINT_URL_*>, then run the " +
    "command again.",
  notChime:
    "Check <chime:messagingEndpoint, chime:identityEndpoint, AWS_ENDPOINT_URL_*> and the proxy: another server answers instead.",
};

/** The advice on a member that is banned from the channel. */
export const BANNED_ADVICE =
  "The user is banned from the channel: lift the ban first. If a ChannelBan of the program declares it, remove that in an update of " +
  "its own, before the one that adds the member: Pulumi creates resources before it deletes others.";

/** The same for calls that delete. The API declares the conflict, and does not say what it means. */
export function forRemoval(advice: Advice): Advice {
  return {
    ...advice,
    conflict:
      "It may still exist: Amazon Chime reports a conflict that it does not explain. Run the command again; if it fails again, " +
      "contact AWS Support with the request id.",
  };
}

/** The same for app instances and their users. */
export const ENTITY_ADVICE: Advice = {
  ...CHANNEL_ADVICE,
  conflict: "It already exists. If the resource was renamed in the program, give it an alias.",
  limitExceeded:
    "An Amazon Chime quota is reached. Delete something, or ask AWS for a higher quota, then run the command again.",
  forbidden: forbiddenIn("ListAppInstanceUsers"),
};

/** The same for bots of app instances. */
export const BOT_ADVICE: Advice = { ...ENTITY_ADVICE, forbidden: forbiddenIn("ListAppInstanceBots") };

const ADOPT = "It already exists. To adopt it, set adoptExisting on the resource.";

/** The same for moderators and bans of channels. */
export const ACCESS_ADVICE: Advice = {
  ...CHANNEL_ADVICE,
  conflict: ADOPT,
  limitExceeded: ENTITY_ADVICE.limitExceeded ?? "",
};

/** The same for the channels of a user. */
export const USER_ADVICE: Advice = {
  ...CHANNEL_ADVICE,
  notFound:
    "Check that the user exists in this region, and that the credentials are of the AWS account in its ARN.",
  forbidden:
    "Grant the IAM permission chime:{operation} on the user and the chimeBearer, and make the bearer an app instance admin: " +
    "only admins may list the channels of others. If the user or the bearer was deleted, remove the call from the program, or " +
    "set another bearer.",
};

/** The same for administrators of app instances. */
export const ADMIN_ADVICE: Advice = { ...ENTITY_ADVICE, conflict: ADOPT };

const INSTANCE_ADVICE: Advice = {
  ...ENTITY_ADVICE,
  notFound:
    "Check that the app instance exists in this region, and that the credentials are of the AWS account in its " +
    "ARN.[ If it was deleted outside Pulumi, run `pulumi refresh`.]",
  conflict: ADOPT,
  forbidden: forbiddenIn(),
};

/** The same for the retention setting of an app instance. */
export const RETENTION_ADVICE: Advice = INSTANCE_ADVICE;

/** The same for the streaming configuration of an app instance. */
export const STREAMING_ADVICE: Advice = {
  ...INSTANCE_ADVICE,
  badRequest:
    "Check the arguments of the resource: each stream must be in the AWS account and region of the app instance, and have " +
    "server-side encryption and at least two shards.",
};

/** The same for the channel flow of a channel. */
export const FLOW_ADVICE: Advice = {
  ...CHANNEL_ADVICE,
  notFound:
    "Check that the channel and the channel flow exist in this region, and that the credentials are of the AWS account in " +
    `their ARNs.${IF_DELETED}`,
  conflict:
    "Only the same channel flow is adopted. Disassociate the other one, or declare it in the program.",
  limitExceeded: ENTITY_ADVICE.limitExceeded ?? "",
};

/** The same for tags. */
export const TAG_ADVICE: Advice = {
  ...ENTITY_ADVICE,
  limitExceeded: "A resource can have 50 tags. Remove some, also those that were added outside Pulumi.",
  forbidden: "Grant the IAM permission chime:{operation} on the resource.",
};

/** The same for channels themselves. */
export const CHANNEL_ENTITY_ADVICE: Advice = {
  ...ENTITY_ADVICE,
  forbidden: CHANNEL_ADVICE.forbidden ?? "",
};

function forbiddenIn(list?: string): string {
  const lists =
    list === undefined
      ? "permission chime:ListAppInstances"
      : `permissions chime:ListAppInstances and chime:${list}`;
  return (
    "Grant the IAM permission chime:{operation} on the app instance.[ If it was deleted outside Pulumi, run `pulumi refresh` " +
    `with the ${lists}, or \`pulumi state delete\` if no app instance is left in this region.]`
  );
}
