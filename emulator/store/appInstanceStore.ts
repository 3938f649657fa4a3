import { randomUUID } from "node:crypto";
import { appInstanceArn, innerArn, parseArn } from "../model/arns";
import type { BotConfiguration } from "../model/botConfiguration";
import type { ChannelMode, ChannelPrivacy } from "../model/enums";
import type {
  AppInstance,
  Channel,
  ChannelFlow,
  ChannelMembership,
  Entries,
  Entry,
  Expiration,
  Participant,
  Tag,
  Tags,
} from "./appInstance";
import type { Processor } from "../model/processor";
import type { ClientRequest } from "./clientRequest";
import { LaggedMap } from "./laggedMap";

interface Described {
  readonly name: string;
  readonly metadata?: string | undefined;
  readonly tags?: readonly Tag[];
}

interface NewParticipant extends Described {
  /** Default: a random one. */
  readonly id?: string | undefined;
  readonly expiration?: Expiration | undefined;
  readonly configuration?: BotConfiguration;
  readonly request?: ClientRequest;
}

interface NewChannelFlow {
  /** Default: a random one. */
  readonly id?: string;
  readonly name: string;
  readonly processors: readonly Processor[];
  readonly tags?: readonly Tag[];
  readonly request?: ClientRequest;
}

interface NewChannel extends Described {
  readonly id?: string | undefined;
  readonly mode: ChannelMode;
  readonly privacy: ChannelPrivacy;
  readonly createdBy: string;
  readonly request?: ClientRequest;
  readonly expiration?: Expiration | undefined;
}

/** The app instances of all regions and AWS accounts. The operations enforce rules and quotas. */
export class AppInstanceStore {
  private readonly byArn = new Map<string, AppInstance>();

  /**
   * @param now milliseconds since 1970
   * @param readLag the number of reads of a channel's memberships that do not return a write
   */
  constructor(
    private readonly now: () => number,
    private readonly readLag: () => number,
  ) {}

  /** The app instances of all regions and AWS accounts. */
  all(): AppInstance[] {
    return [...this.byArn.values()];
  }

  /** The app instances of a region and an AWS account. */
  list(region: string, awsAccountId: string): AppInstance[] {
    const prefix = appInstanceArn(region, awsAccountId, "");
    return this.all().filter(({ arn }) => arn.startsWith(prefix));
  }

  appInstance(arn: string): AppInstance | undefined {
    return this.byArn.get(arn);
  }

  participant(arn: string): Participant | undefined {
    return this.appInstanceOf(arn)?.participants.get(arn);
  }

  channel(arn: string): Channel | undefined {
    return this.appInstanceOf(arn)?.channels.get(arn);
  }

  channelFlow(arn: string): ChannelFlow | undefined {
    return this.appInstanceOf(arn)?.channelFlows.get(arn);
  }

  /** The tags of an app instance, user, bot, channel or channel flow. */
  tags(arn: string): Tags | undefined {
    const resource = this.appInstance(arn) ?? this.participant(arn) ?? this.channel(arn);
    return (resource ?? this.channelFlow(arn))?.tags;
  }

  /** The app instance with this ARN, or the one that contains the resource with this ARN. */
  appInstanceOf(arn: string): AppInstance | undefined {
    const parsed = parseArn(arn);
    return parsed === undefined ? undefined : this.byArn.get(parsed.appInstanceArn);
  }

  add(
    instance: Described & {
      id?: string | undefined;
      region: string;
      awsAccountId: string;
      request?: ClientRequest;
    },
  ): AppInstance {
    const { region, awsAccountId, id = randomUUID(), name, metadata, tags, request } = instance;
    const created = this.time();
    const added: AppInstance = {
      arn: appInstanceArn(region, awsAccountId, id),
      name,
      metadata,
      request,
      created,
      updated: created,
      tags: tagsOf(tags),
      retention: undefined,
      streaming: undefined,
      participants: new Map(),
      administrators: new Map(),
      channels: new Map(),
      channelFlows: new Map(),
    };
    this.byArn.set(added.arn, added);
    return added;
  }

  addParticipant(instance: AppInstance, kind: "user" | "bot", participant: NewParticipant): Participant {
    const { id = randomUUID(), name, metadata, expiration, configuration, request } = participant;
    const created = this.time();
    const added = {
      arn: innerArn(instance.arn, kind, id),
      name,
      metadata,
      expiration,
      configuration,
      request,
      created,
      updated: created,
      tags: tagsOf(participant.tags),
    };
    instance.participants.set(added.arn, added);
    return added;
  }

  addChannel(instance: AppInstance, channel: NewChannel): Channel {
    const { id = randomUUID(), name, metadata, mode, privacy, createdBy, request, expiration } = channel;
    const created = this.time();
    const added: Channel = {
      arn: innerArn(instance.arn, "channel", id),
      name,
      metadata,
      mode,
      privacy,
      createdBy,
      request,
      expiration,
      created,
      updated: created,
      tags: tagsOf(channel.tags),
      memberships: new LaggedMap<ChannelMembership>(this.readLag),
      moderators: new Map(),
      bans: new Map(),
      flowArn: undefined,
    };
    instance.channels.set(added.arn, added);
    return added;
  }

  addChannelFlow(instance: AppInstance, flow: NewChannelFlow): ChannelFlow {
    const { id = randomUUID(), name, processors, tags, request } = flow;
    const created = this.time();
    const arn = innerArn(instance.arn, "channel-flow", id);
    const added = { arn, name, processors, request, created, updated: created, tags: tagsOf(tags) };
    instance.channelFlows.set(arn, added);
    return added;
  }

  putMembership(channel: Channel, membership: Omit<ChannelMembership, "created">): ChannelMembership {
    const put = { ...membership, created: this.time() };
    channel.memberships.set(put.memberArn, put);
    return put;
  }

  /** Adds an administrator to those of an app instance, or a moderator or ban to those of a channel. */
  putEntry(entries: Entries, entry: Omit<Entry, "created">): void {
    entries.set(entry.memberArn, { ...entry, created: this.time() });
  }

  /** Bans a user or a bot from a channel, and removes its membership. */
  addBan(channel: Channel, ban: Omit<Entry, "created">): void {
    this.putEntry(channel.bans, ban);
    if (channel.memberships.current.has(ban.memberArn)) channel.memberships.delete(ban.memberArn);
  }

  /** Changes the given properties and the time of the last update. */
  update<T extends { updated: Date }>(target: T, changes: Partial<T>): void {
    Object.assign(target, changes);
    target.updated = this.time();
  }

  remove(instance: AppInstance): boolean {
    return this.byArn.delete(instance.arn);
  }

  /** Removes all app instances. */
  clear(): void {
    this.byArn.clear();
  }

  /** Removes a user or a bot with its memberships, its administrator and moderator rights, and its bans. */
  removeParticipant(instance: AppInstance, arn: string): boolean {
    instance.administrators.delete(arn);
    for (const channel of instance.channels.values()) {
      channel.moderators.delete(arn);
      channel.bans.delete(arn);
      if (channel.memberships.current.has(arn)) channel.memberships.delete(arn);
    }
    return instance.participants.delete(arn);
  }

  private time(): Date {
    return new Date(this.now());
  }
}

function tagsOf(tags: readonly Tag[] = []): Tags {
  return new Map(tags.map(({ Key, Value }) => [Key, Value]));
}
