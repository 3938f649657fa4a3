import { randomUUID } from "node:crypto";
import { AWS_ACCOUNT_ID } from "../auth/credentials";
import { ApiError } from "../http/errors";
import { SDK_REGIONS, type SdkRegion } from "../regions";
import type {
  AppInstance,
  AppInstances,
  Channel,
  ChannelMode,
  ChannelPrivacy,
  MembershipType,
  Participant,
} from "../store/messaging/appInstances";
import { parseArn } from "../store/messaging/arns";

/** Whom the emulator names as creator and inviter where no call has made what there is. */
export const SOMEBODY_ELSE = "arn:aws:chime:us-east-1:111122223333:app-instance/none/user/somebody-else";

/** A member of a channel as tests want to compare them. */
export interface ChannelMemberView {
  readonly memberArn: string;
  readonly type: MembershipType;
}

/** A channel as tests want to compare them. */
export interface ChannelView {
  readonly channelArn: string;
  readonly name: string;
  readonly mode: ChannelMode;
  readonly privacy: ChannelPrivacy;
  readonly metadata?: string;
}

/** A user or a bot of an app instance as tests want to compare them. */
export interface AppInstanceUserView {
  readonly arn: string;
  readonly name: string;
  readonly metadata?: string;
}

/** An app instance as tests want to compare them. */
export interface AppInstanceView {
  readonly appInstanceArn: string;
  readonly name: string;
  readonly metadata?: string;
}

interface InAppInstance {
  readonly appInstanceArn: string;
}

interface InChannel {
  readonly channelArn: string;
}

interface OfChannelMember extends InChannel {
  readonly memberArn: string;
}

/**
 * App instances, their users and channels, to look at and to change behind everybody's back: no bearer, no quota,
 * no journal. Whatever is named and does not exist throws.
 */
export class ChannelState {
  constructor(private readonly appInstanceStore: AppInstances) {}

  /** Adds an app instance and answers its ARN. Default region: us-east-1. */
  addAppInstance(instance: { region?: SdkRegion; appInstanceId?: string; name?: string } = {}): string {
    const { region = SDK_REGIONS[0], appInstanceId: id = randomUUID(), name = id } = instance;
    return this.appInstanceStore.add({ region, owner: AWS_ACCOUNT_ID, id, name }).arn;
  }

  /** Adds a user and answers its ARN. */
  addAppInstanceUser(user: InAppInstance & { userId?: string; name?: string; metadata?: string }): string {
    const { appInstanceArn, userId: id = randomUUID(), name = id, metadata } = user;
    const instance = this.instance(appInstanceArn);
    return this.appInstanceStore.addParticipant(instance, "user", { id, name, metadata }).arn;
  }

  /** Adds a bot and answers its ARN. */
  addAppInstanceBot(bot: InAppInstance & { botId?: string; name?: string }): string {
    const { appInstanceArn, botId: id = randomUUID(), name = id } = bot;
    return this.appInstanceStore.addParticipant(this.instance(appInstanceArn), "bot", { id, name }).arn;
  }

  /** Makes a user or a bot an administrator of its app instance. */
  addAppInstanceAdmin({ adminArn }: { adminArn: string }): void {
    this.around(adminArn).administrators.add(adminArn);
  }

  /** Makes an administrator one user among others. */
  removeAppInstanceAdmin({ adminArn }: { adminArn: string }): void {
    this.around(adminArn).administrators.delete(adminArn);
  }

  /** Adds a channel that nobody is in and answers its ARN; unrestricted and public unless told otherwise. */
  addChannel(
    channel: InAppInstance & {
      channelId?: string;
      name?: string;
      mode?: ChannelMode;
      privacy?: ChannelPrivacy;
      metadata?: string;
    },
  ): string {
    const { appInstanceArn, channelId: id = randomUUID(), name = id, metadata } = channel;
    const { mode = "UNRESTRICTED", privacy = "PUBLIC" } = channel;
    const createdBy = SOMEBODY_ELSE;
    const added = { id, name, metadata, mode, privacy, createdBy };
    return this.appInstanceStore.addChannel(this.instance(appInstanceArn), added).arn;
  }

  /** Makes a user or a bot a moderator of a channel. That makes it no member. */
  addChannelModerator({ channelArn, moderatorArn }: InChannel & { moderatorArn: string }): void {
    this.around(moderatorArn);
    this.channel(channelArn).moderators.add(moderatorArn);
  }

  /** Takes the moderator's rights away, and no membership. */
  removeChannelModerator({ channelArn, moderatorArn }: InChannel & { moderatorArn: string }): void {
    this.channel(channelArn).moderators.delete(moderatorArn);
  }

  /** Adds somebody to a channel, as `DEFAULT` unless told otherwise. Somebody who is in it gets the type. */
  addChannelMember({
    channelArn,
    memberArn,
    type = "DEFAULT",
  }: OfChannelMember & { type?: MembershipType }): void {
    this.around(memberArn);
    this.appInstanceStore.putMembership(this.channel(channelArn), {
      memberArn,
      type,
      invitedBy: SOMEBODY_ELSE,
    });
  }

  /** Takes somebody out of a channel. */
  removeChannelMember({ channelArn, memberArn }: OfChannelMember): void {
    const { memberships } = this.channel(channelArn);
    if (!memberships.current.has(memberArn)) {
      throw new Error(`${memberArn} is not a member of the channel ${channelArn}.`);
    }
    memberships.delete(memberArn);
  }

  /** Removes a channel and its memberships. */
  removeChannel({ channelArn }: InChannel): void {
    this.channel(channelArn);
    this.around(channelArn).channels.delete(channelArn);
  }

  /** Removes a user or a bot from its app instance, and so from all of its channels. */
  removeAppInstanceUser({ arn }: { arn: string }): void {
    this.appInstanceStore.removeParticipant(this.around(arn), arn);
  }

  /** Removes an app instance with all that is in it. */
  removeAppInstance({ appInstanceArn }: InAppInstance): void {
    this.appInstanceStore.remove(this.instance(appInstanceArn));
  }

  /** The app instances of a region, us-east-1 unless told otherwise. */
  appInstances(region: SdkRegion = SDK_REGIONS[0]): AppInstanceView[] {
    return this.appInstanceStore
      .list(region, AWS_ACCOUNT_ID)
      .map(({ arn, name, metadata }) => ({ appInstanceArn: arn, name, ...given({ metadata }) }));
  }

  /** The users and bots of an app instance. */
  appInstanceUsers(appInstanceArn: string): AppInstanceUserView[] {
    return [...this.instance(appInstanceArn).participants.values()].map(
      ({ arn, name, metadata }: Participant) => ({ arn, name, ...given({ metadata }) }),
    );
  }

  /** The channels of an app instance. */
  channels(appInstanceArn: string): ChannelView[] {
    return [...this.instance(appInstanceArn).channels.values()].map(
      ({ arn, name, mode, privacy, metadata }) => ({
        channelArn: arn,
        name,
        mode,
        privacy,
        ...given({ metadata }),
      }),
    );
  }

  /** Who is in a channel, hidden members too, by ARN. It is what is true, whatever lag the API shows. */
  channelMembers(channelArn: string): ChannelMemberView[] {
    return [...this.channel(channelArn).memberships.current.values()]
      .map(({ memberArn, type }) => ({ memberArn, type }))
      .sort((one, other) => (one.memberArn < other.memberArn ? -1 : 1));
  }

  private instance(arn: string): AppInstance {
    return existing(this.appInstanceStore.appInstance(arn), arn);
  }

  private channel(arn: string): Channel {
    return existing(this.appInstanceStore.channel(arn), arn);
  }

  /** The app instance around something that exists. */
  private around(arn: string): AppInstance {
    const store = this.appInstanceStore;
    existing(parseArn(arn)?.kind === "channel" ? store.channel(arn) : store.participant(arn), arn);
    return existing(store.around(arn), arn);
  }
}

function existing<T>(value: T | undefined, arn: string): T {
  if (value === undefined) throw new ApiError("NotFoundException", `${arn} does not exist.`);
  return value;
}

function given<K extends string>(optional: Record<K, string | undefined>): Partial<Record<K, string>> {
  return Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<
    Record<K, string>
  >;
}
