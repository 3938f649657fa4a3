import * as check from "../check";
import { SDK_REGIONS, type SdkRegion } from "../regions";
import type { ChannelMode, ChannelPrivacy, MembershipType } from "../store/messaging/appInstances";
import { refuseTwice } from "./unique";

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
}

/** Someone who is in a channel. */
export interface SeedChannelMember {
  /** Id of a user or bot of the app instance. */
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
  /** Ids of users or bots. */
  readonly moderators?: readonly string[];
  readonly members?: readonly SeedChannelMember[];
}

/** An app instance of Amazon Chime SDK messaging. */
export interface SeedAppInstance {
  readonly appInstanceId: string;
  /** Default `us-east-1`. */
  readonly region?: SdkRegion;
  readonly name?: string;
  readonly users?: readonly SeedAppInstanceUser[];
  readonly bots?: readonly SeedAppInstanceBot[];
  /** Ids of users or bots. */
  readonly administrators?: readonly string[];
  readonly channels?: readonly SeedChannel[];
}

const id = check.pattern(
  /^[A-Za-z0-9]([A-Za-z0-9:\-_.@]{0,62}[A-Za-z0-9])?$/,
  "an id of 1 to 64 letters, digits and : - _ . @ that begins and ends with a letter or a digit",
);
const name = check.optional(check.text);
const ids = check.optional(check.array(id));

/** The shape of the app instances of a seed. */
export const appInstancesShape = check.array(
  check.object({
    appInstanceId: id,
    region: check.optional(check.oneOf(...SDK_REGIONS)),
    name,
    users: check.optional(check.array(check.object({ userId: id, name, metadata: name }))),
    bots: check.optional(check.array(check.object({ botId: id, name }))),
    administrators: ids,
    channels: check.optional(
      check.array(
        check.object({
          channelId: id,
          name,
          mode: check.optional(check.oneOf("UNRESTRICTED", "RESTRICTED")),
          privacy: check.optional(check.oneOf("PUBLIC", "PRIVATE")),
          metadata: name,
          moderators: ids,
          members: check.optional(
            check.array(
              check.object({ memberId: id, type: check.optional(check.oneOf("DEFAULT", "HIDDEN")) }),
            ),
          ),
        }),
      ),
    ),
  }),
) as check.Check<SeedAppInstance[]>;

/** Checks for ids that are used twice, and for people who do not exist. */
export function checkAppInstances(instances: readonly SeedAppInstance[], at: string): void {
  refuseTwice(
    instances.map(({ region = SDK_REGIONS[0], appInstanceId }) => `${region}/${appInstanceId}`),
    (index) => `${at}[${index}].appInstanceId`,
  );
  instances.forEach((instance, index) => {
    checkAppInstance(instance, `${at}[${index}]`);
  });
}

function checkAppInstance(instance: SeedAppInstance, at: string): void {
  const { users = [], bots = [], administrators = [], channels = [] } = instance;
  const people = [...users.map(({ userId }) => userId), ...bots.map(({ botId }) => botId)];
  // A user and a bot may share an id in the service, but a seed names its members by id alone.
  refuseTwice(people, (index) =>
    index < users.length ? `${at}.users[${index}].userId` : `${at}.bots[${index - users.length}].botId`,
  );
  const known = new Set(people);
  checkPeople(administrators, known, (index) => `${at}.administrators[${index}]`);
  refuseTwice(
    channels.map(({ channelId }) => channelId),
    (index) => `${at}.channels[${index}].channelId`,
  );
  channels.forEach(({ moderators = [], members = [] }, index) => {
    const channel = `${at}.channels[${index}]`;
    checkPeople(moderators, known, (which) => `${channel}.moderators[${which}]`);
    checkPeople(
      members.map(({ memberId }) => memberId),
      known,
      (which) => `${channel}.members[${which}].memberId`,
    );
  });
}

function checkPeople(
  named: readonly string[],
  known: ReadonlySet<string>,
  at: (index: number) => string,
): void {
  named.forEach((one, index) => {
    if (!known.has(one)) {
      throw new check.CheckError(at(index), "the id of a user or bot of the app instance", one);
    }
  });
  refuseTwice(named, at);
}
