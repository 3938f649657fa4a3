import { randomUUID } from "node:crypto";
import { ApiError } from "../http/errors";
import { appInstanceArn, innerArn, parseArn } from "../model/arns";
import { AWS_ACCOUNT_ID, EXTERNAL_APP_INSTANCE_USER_ARN } from "../model/awsAccount";
import { DEFAULT_BOT_CONFIGURATION } from "../model/botConfiguration";
import { DEFAULT_PROCESSOR } from "../model/processor";
import type { ChannelMode, ChannelPrivacy, MembershipType } from "../model/enums";
import { SDK_REGIONS, type SdkRegion } from "../model/regions";
import type { AppInstance, Channel, Participant } from "../store/appInstance";
import type { AppInstanceStore } from "../store/appInstanceStore";
import { checkIsNew } from "./checkIsNew";

/** A member of a channel, for comparison in tests. */
export interface ChannelMemberView {
  readonly memberArn: string;
  readonly type: MembershipType;
}

/** A channel, for comparison in tests. */
export interface ChannelView {
  readonly channelArn: string;
  readonly name: string;
  readonly mode: ChannelMode;
  readonly privacy: ChannelPrivacy;
  readonly metadata?: string;
}

/** A user or a bot of an app instance, for comparison in tests. */
export interface AppInstanceUserView {
  readonly arn: string;
  readonly name: string;
  readonly metadata?: string;
}

/** An app instance, for comparison in tests. */
export interface AppInstanceView {
  readonly appInstanceArn: string;
  readonly name: string;
  readonly metadata?: string;
}

/** The ARNs of streams, by data type. */
export type StreamingView = Partial<Record<"Channel" | "ChannelMessage", string>>;

interface AppInstanceKey {
  readonly appInstanceArn: string;
}

interface ChannelKey {
  readonly channelArn: string;
}

interface ChannelMemberKey extends ChannelKey {
  readonly memberArn: string;
}

/**
 * Reads and changes app instances, their users and channels directly, without API calls: no bearer is needed, no quotas
 * apply, and the journal has no entry. Methods throw if a resource does not exist, or exists already.
 */
export class ChannelState {
  constructor(protected readonly appInstanceStore: AppInstanceStore) {}

  /** Adds an app instance and returns its ARN. Default region: us-east-1. */
  addAppInstance(instance: { region?: SdkRegion; appInstanceId?: string; name?: string } = {}): string {
    const { region = SDK_REGIONS[0], appInstanceId: id = randomUUID(), name = id } = instance;
    const store = this.appInstanceStore;
    const exists = (arn: string): boolean => store.appInstance(arn) !== undefined;
    checkIsNew({ has: exists }, appInstanceArn(region, AWS_ACCOUNT_ID, id), "app instance");
    return store.add({ region, awsAccountId: AWS_ACCOUNT_ID, id, name }).arn;
  }

  /** Adds a user and returns its ARN. */
  addAppInstanceUser(user: AppInstanceKey & { userId?: string; name?: string; metadata?: string }): string {
    const { appInstanceArn, userId: id = randomUUID(), name = id, metadata } = user;
    const instance = this.instance(appInstanceArn);
    checkIsNew(instance.participants, innerArn(instance.arn, "user", id), "user");
    return this.appInstanceStore.addParticipant(instance, "user", { id, name, metadata }).arn;
  }

  /** Adds a bot and returns its ARN. */
  addAppInstanceBot(bot: AppInstanceKey & { botId?: string; name?: string; metadata?: string }): string {
    const { appInstanceArn, botId: id = randomUUID(), name = id, metadata } = bot;
    const configuration = DEFAULT_BOT_CONFIGURATION;
    const instance = this.instance(appInstanceArn);
    checkIsNew(instance.participants, innerArn(instance.arn, "bot", id), "bot");
    return this.appInstanceStore.addParticipant(instance, "bot", { id, name, metadata, configuration }).arn;
  }

  /** Makes a user or a bot an administrator of its app instance. */
  addAppInstanceAdmin({ adminArn }: { adminArn: string }): void {
    this.appInstanceStore.putEntry(this.appInstanceOf(adminArn).administrators, { memberArn: adminArn });
  }

  /** Removes the administrator rights of a user or a bot. */
  removeAppInstanceAdmin({ adminArn }: { adminArn: string }): void {
    this.appInstanceOf(adminArn).administrators.delete(adminArn);
  }

  /** Adds a channel without members and returns its ARN. Defaults: unrestricted and public. */
  addChannel(
    channel: AppInstanceKey & {
      channelId?: string;
      name?: string;
      mode?: ChannelMode;
      privacy?: ChannelPrivacy;
      metadata?: string;
    },
  ): string {
    const { appInstanceArn, channelId: id = randomUUID(), name = id, metadata } = channel;
    const { mode = "UNRESTRICTED", privacy = "PUBLIC" } = channel;
    const createdBy = EXTERNAL_APP_INSTANCE_USER_ARN;
    const instance = this.instance(appInstanceArn);
    checkIsNew(instance.channels, innerArn(instance.arn, "channel", id), "channel");
    return this.appInstanceStore.addChannel(instance, { id, name, metadata, mode, privacy, createdBy }).arn;
  }

  /** Makes a user or a bot a moderator of a channel. Does not make it a member. */
  addChannelModerator({ channelArn, moderatorArn }: ChannelKey & { moderatorArn: string }): void {
    this.appInstanceOf(moderatorArn);
    this.appInstanceStore.putEntry(this.channel(channelArn).moderators, {
      memberArn: moderatorArn,
      createdBy: EXTERNAL_APP_INSTANCE_USER_ARN,
    });
  }

  /** Removes the moderator rights of a user or a bot. Does not remove a membership. */
  removeChannelModerator({ channelArn, moderatorArn }: ChannelKey & { moderatorArn: string }): void {
    this.channel(channelArn).moderators.delete(moderatorArn);
  }

  /** Bans a user or a bot from a channel, and removes its membership. */
  addChannelBan({ channelArn, memberArn }: ChannelMemberKey): void {
    this.appInstanceOf(memberArn);
    const createdBy = EXTERNAL_APP_INSTANCE_USER_ARN;
    this.appInstanceStore.addBan(this.channel(channelArn), { memberArn, createdBy });
  }

  /** Removes the ban of a user or a bot. Does not make it a member again. */
  removeChannelBan({ channelArn, memberArn }: ChannelMemberKey): void {
    this.channel(channelArn).bans.delete(memberArn);
  }

  /** Adds a member to a channel, or changes the type of an existing member. Default type: `DEFAULT`. */
  addChannelMember({
    channelArn,
    memberArn,
    type = "DEFAULT",
  }: ChannelMemberKey & { type?: MembershipType }): void {
    this.appInstanceOf(memberArn);
    this.appInstanceStore.putMembership(this.channel(channelArn), {
      memberArn,
      type,
      invitedBy: EXTERNAL_APP_INSTANCE_USER_ARN,
    });
  }

  /** Removes a member from a channel. */
  removeChannelMember({ channelArn, memberArn }: ChannelMemberKey): void {
    const { memberships } = this.channel(channelArn);
    if (!memberships.current.has(memberArn)) {
      throw new ApiError("NotFoundException", `${memberArn} is not a member of the channel ${channelArn}.`);
    }
    memberships.delete(memberArn);
  }

  /** Adds a channel flow with one processor, and returns its ARN. */
  addChannelFlow(flow: AppInstanceKey & { channelFlowId?: string; name?: string }): string {
    const { appInstanceArn, channelFlowId: id = randomUUID(), name = id } = flow;
    const instance = this.instance(appInstanceArn);
    checkIsNew(instance.channelFlows, innerArn(instance.arn, "channel-flow", id), "channel flow");
    return this.appInstanceStore.addChannelFlow(instance, { id, name, processors: [DEFAULT_PROCESSOR] }).arn;
  }

  /** Associates a channel flow with a channel, instead of the one before. Without one, only disassociates that. */
  associateChannelFlow({ channelArn, channelFlowArn: arn }: ChannelKey & { channelFlowArn?: string }): void {
    if (arn !== undefined) existing(this.appInstanceStore.channelFlow(arn), arn);
    this.channel(channelArn).flowArn = arn;
  }

  /** The ARN of the channel flow that is associated with a channel. */
  channelFlowOf(channelArn: string): string | undefined {
    return this.channel(channelArn).flowArn;
  }

  /** Sets for how many days an app instance keeps messages. Without days, it keeps them without limit. */
  setRetention({ appInstanceArn, retentionDays: days }: AppInstanceKey & { retentionDays?: number }): void {
    const retention = days === undefined ? undefined : { days, deletion: new Date() };
    this.instance(appInstanceArn).retention = retention;
  }

  /** For how many days an app instance keeps messages; undefined without limit. */
  retentionDaysOf(appInstanceArn: string): number | undefined {
    return this.instance(appInstanceArn).retention?.days;
  }

  /** Sets where an app instance streams its data, by data type. Without streams, it does not. */
  setStreaming({ appInstanceArn, streams }: AppInstanceKey & { streams?: StreamingView }): void {
    const configurations = Object.entries(streams ?? {}).map(([dataType, arn]) => ({
      DataType: dataType as keyof StreamingView,
      ResourceArn: arn,
    }));
    this.instance(appInstanceArn).streaming = streams && configurations;
  }

  /** The ARNs of the streams of an app instance, by data type; undefined if there is no configuration. */
  streamingOf(appInstanceArn: string): StreamingView | undefined {
    const { streaming } = this.instance(appInstanceArn);
    return streaming && Object.fromEntries(streaming.map((one) => [one.DataType, one.ResourceArn]));
  }

  /** Adds a tag to an app instance, user, bot, channel or channel flow, or changes its value. */
  addTag({ arn, key, value }: { arn: string; key: string; value: string }): void {
    existing(this.appInstanceStore.tags(arn), arn).set(key, value);
  }

  /** The tags of an app instance, user, bot, channel or channel flow: values by key. */
  tags(arn: string): Readonly<Record<string, string>> {
    return Object.fromEntries(existing(this.appInstanceStore.tags(arn), arn));
  }

  /** Removes a channel and its memberships. */
  removeChannel({ channelArn }: ChannelKey): void {
    this.channel(channelArn);
    this.appInstanceOf(channelArn).channels.delete(channelArn);
  }

  /** Removes a user or a bot from its app instance and from all of its channels. */
  removeAppInstanceUser({ arn }: { arn: string }): void {
    this.appInstanceStore.removeParticipant(this.appInstanceOf(arn), arn);
  }

  /** Removes an app instance with its users, bots and channels. */
  removeAppInstance({ appInstanceArn }: AppInstanceKey): void {
    this.appInstanceStore.remove(this.instance(appInstanceArn));
  }

  /** The app instances of a region. Default: us-east-1. */
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

  /** The ARNs of the administrators of an app instance, sorted. */
  appInstanceAdmins(appInstanceArn: string): string[] {
    return [...this.instance(appInstanceArn).administrators.keys()].sort();
  }

  /** The ARNs of the moderators of a channel, sorted. */
  channelModerators(channelArn: string): string[] {
    return [...this.channel(channelArn).moderators.keys()].sort();
  }

  /** The ARNs of the users and bots that are banned from a channel, sorted. */
  channelBans(channelArn: string): string[] {
    return [...this.channel(channelArn).bans.keys()].sort();
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

  /** The members of a channel, including hidden ones, sorted by ARN. A read lag does not apply. */
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

  /** The app instance of a channel, user or bot that exists. */
  private appInstanceOf(arn: string): AppInstance {
    const store = this.appInstanceStore;
    existing(parseArn(arn)?.kind === "channel" ? store.channel(arn) : store.participant(arn), arn);
    return existing(store.appInstanceOf(arn), arn);
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
