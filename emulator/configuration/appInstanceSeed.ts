import * as check from "./check";
import { appInstanceArn } from "../model/arns";
import { AWS_ACCOUNT_ID } from "../model/awsAccount";
import { SDK_REGIONS, type SdkRegion } from "../model/regions";
import type { ChannelMode, ChannelPrivacy, MembershipType } from "../model/enums";
import { checkUnique } from "./uniqueIds";

/** A user of an app instance. */
export interface SeedAppInstanceUser {
  readonly userId: string;
  readonly name?: string;
  readonly metadata?: string;
}

/** A bot of an app instance. */
export interface SeedAppInstanceBot {
  readonly botId: string;
  readonly name?: string;
  readonly metadata?: string;
}

/** A member of a channel. */
export interface SeedChannelMember {
  /** The id of a user or bot of the app instance. */
  readonly memberId: string;
  /** Default `DEFAULT`. */
  readonly type?: MembershipType;
}

/** A channel of an app instance. */
export interface SeedChannel {
  readonly channelId: string;
  readonly name?: string;
  /** Default `UNRESTRICTED`. */
  readonly mode?: ChannelMode;
  /** Default `PUBLIC`. */
  readonly privacy?: ChannelPrivacy;
  readonly metadata?: string;
  /** The ids of users or bots. */
  readonly moderators?: readonly string[];
  /** The ids of users or bots that are not members. */
  readonly bans?: readonly string[];
  readonly members?: readonly SeedChannelMember[];
}

/** An app instance of Amazon Chime SDK messaging. */
export interface SeedAppInstance {
  readonly appInstanceId: string;
  /** Default `us-east-1`. */
  readonly region?: SdkRegion;
  /** The AWS account that owns the app instance. Default: the one of the access keys. */
  readonly awsAccountId?: string;
  readonly name?: string;
  readonly users?: readonly SeedAppInstanceUser[];
  readonly bots?: readonly SeedAppInstanceBot[];
  /** The ids of users or bots. */
  readonly administrators?: readonly string[];
  readonly channels?: readonly SeedChannel[];
}

/** The id of an app instance, or of something in it. */
export const resourceId = check.pattern(
  /^[A-Za-z0-9]([A-Za-z0-9:\-_.@]{0,62}[A-Za-z0-9])?$/,
  "an id of 1 to 64 letters, digits and : - _ . @ that begins and ends with a letter or a digit",
);
const name = check.optional(check.text);
const participantIds = check.optional(check.array(resourceId));

/** The shape of the app instances of a seed. */
export const appInstancesShape = check.array(
  check.object({
    appInstanceId: resourceId,
    region: check.optional(check.oneOf(...SDK_REGIONS)),
    awsAccountId: check.optional(check.pattern(/^\d{12}$/, "12 digits")),
    name,
    users: check.optional(check.array(check.object({ userId: resourceId, name, metadata: name }))),
    bots: check.optional(check.array(check.object({ botId: resourceId, name, metadata: name }))),
    administrators: participantIds,
    channels: check.optional(
      check.array(
        check.object({
          channelId: resourceId,
          name,
          mode: check.optional(check.oneOf("UNRESTRICTED", "RESTRICTED")),
          privacy: check.optional(check.oneOf("PUBLIC", "PRIVATE")),
          metadata: name,
          moderators: participantIds,
          bans: participantIds,
          members: check.optional(
            check.array(
              check.object({ memberId: resourceId, type: check.optional(check.oneOf("DEFAULT", "HIDDEN")) }),
            ),
          ),
        }),
      ),
    ),
  }),
) as check.Check<SeedAppInstance[]>;

/** Checks for duplicate ids, and for members, moderators and administrators that do not exist. */
export function checkAppInstances(instances: readonly SeedAppInstance[], at: string): void {
  checkUnique(
    instances.map(({ region = SDK_REGIONS[0], awsAccountId = AWS_ACCOUNT_ID, appInstanceId }) =>
      appInstanceArn(region, awsAccountId, appInstanceId),
    ),
    (index) => `${at}[${index}].appInstanceId`,
  );
  instances.forEach((instance, index) => {
    checkAppInstance(instance, `${at}[${index}]`);
  });
}

function checkAppInstance(instance: SeedAppInstance, at: string): void {
  const { users = [], bots = [], administrators = [], channels = [] } = instance;
  const participants = [...users.map(({ userId }) => userId), ...bots.map(({ botId }) => botId)];
  // In the service a user and a bot can have the same id, but a seed refers to members by id alone.
  checkUnique(participants, (index) =>
    index < users.length ? `${at}.users[${index}].userId` : `${at}.bots[${index - users.length}].botId`,
  );
  const known = new Set(participants);
  checkParticipants(administrators, known, (index) => `${at}.administrators[${index}]`);
  checkUnique(
    channels.map(({ channelId }) => channelId),
    (index) => `${at}.channels[${index}].channelId`,
  );
  channels.forEach(({ moderators = [], bans = [], members = [] }, index) => {
    const channel = `${at}.channels[${index}]`;
    checkParticipants(moderators, known, (which) => `${channel}.moderators[${which}]`);
    checkParticipants(bans, known, (which) => `${channel}.bans[${which}]`);
    checkNotBanned(members, bans, `${channel}.members`);
    checkParticipants(
      members.map(({ memberId }) => memberId),
      known,
      (which) => `${channel}.members[${which}].memberId`,
    );
  });
}

function checkNotBanned(members: readonly SeedChannelMember[], bans: readonly string[], at: string): void {
  members.forEach(({ memberId }, index) => {
    if (bans.includes(memberId)) {
      throw new check.CheckError(
        `${at}[${index}].memberId`,
        "the id of a user or bot without a ban",
        memberId,
      );
    }
  });
}

function checkParticipants(
  ids: readonly string[],
  known: ReadonlySet<string>,
  at: (index: number) => string,
): void {
  ids.forEach((id, index) => {
    if (!known.has(id)) {
      throw new check.CheckError(at(index), "the id of a user or bot of the app instance", id);
    }
  });
  checkUnique(ids, at);
}
