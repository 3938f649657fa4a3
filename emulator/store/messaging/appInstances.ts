import { randomUUID } from "node:crypto";
import { LaggedMap } from "../laggedMap";
import { appInstanceArn, innerArn, parseArn } from "./arns";

/** Whether a member shows in lists by default. */
export type MembershipType = "DEFAULT" | "HIDDEN";

/** Who may add members: every member, or moderators and administrators only. */
export type ChannelMode = "UNRESTRICTED" | "RESTRICTED";

/** Who may see a channel. */
export type ChannelPrivacy = "PUBLIC" | "PRIVATE";

/** After how long the service would delete something by itself. The emulator keeps it all the same. */
export interface Expiration {
  readonly ExpirationDays: number;
  readonly ExpirationCriterion: string;
}

/** A user or a bot of an app instance: whoever can be a bearer and a member. */
export interface Participant {
  readonly arn: string;
  readonly created: Date;
  readonly expiration: Expiration | undefined;
  name: string;
  metadata: string | undefined;
  updated: Date;
}

/** Someone's place in a channel. */
export interface ChannelMembership {
  readonly memberArn: string;
  readonly type: MembershipType;
  /** ARN of the bearer. */
  readonly invitedBy: string;
  readonly created: Date;
}

/** A channel of messages. */
export interface Channel {
  readonly arn: string;
  readonly privacy: ChannelPrivacy;
  /** ARN of the bearer. */
  readonly createdBy: string;
  readonly created: Date;
  /** What CreateChannel was called with. */
  readonly request: ClientRequest | undefined;
  readonly expiration: Expiration | undefined;
  readonly memberships: LaggedMap<ChannelMembership>;
  /** ARNs. */
  readonly moderators: Set<string>;
  name: string;
  mode: ChannelMode;
  metadata: string | undefined;
  updated: Date;
}

/** An app instance: users, bots and channels of one application. */
export interface AppInstance {
  readonly arn: string;
  readonly created: Date;
  /** What CreateAppInstance was called with. */
  readonly request: ClientRequest | undefined;
  /** By ARN. */
  readonly participants: Map<string, Participant>;
  /** ARNs. */
  readonly administrators: Set<string>;
  /** By ARN. */
  readonly channels: Map<string, Channel>;
  name: string;
  metadata: string | undefined;
  updated: Date;
}

/** A create call that may come again: its token, and what else it said. */
export interface ClientRequest {
  readonly token: string;
  readonly content: string;
}

interface Described {
  readonly name: string;
  readonly metadata?: string | undefined;
}

interface NewChannel extends Described {
  readonly id?: string | undefined;
  readonly mode: ChannelMode;
  readonly privacy: ChannelPrivacy;
  readonly createdBy: string;
  readonly request?: ClientRequest;
  readonly expiration?: Expiration | undefined;
}

/** The app instances of every region and AWS account. It knows no rules: those are the operations'. */
export class AppInstances {
  private readonly byArn = new Map<string, AppInstance>();

  /**
   * @param now milliseconds since 1970
   * @param readLag how many reads of a channel's memberships a write stays unseen
   */
  constructor(
    private readonly now: () => number,
    private readonly readLag: () => number,
  ) {}

  /** Those of one region and AWS account. */
  list(region: string, owner: string): AppInstance[] {
    const prefix = appInstanceArn(region, owner, "");
    return [...this.byArn.values()].filter(({ arn }) => arn.startsWith(prefix));
  }

  appInstance(arn: string): AppInstance | undefined {
    return this.byArn.get(arn);
  }

  participant(arn: string): Participant | undefined {
    return this.around(arn)?.participants.get(arn);
  }

  channel(arn: string): Channel | undefined {
    return this.around(arn)?.channels.get(arn);
  }

  /** The app instance that something is in. */
  around(arn: string): AppInstance | undefined {
    const parsed = parseArn(arn);
    return parsed === undefined ? undefined : this.byArn.get(parsed.appInstanceArn);
  }

  add(
    instance: Described & { id?: string | undefined; region: string; owner: string; request?: ClientRequest },
  ): AppInstance {
    const { region, owner, id = randomUUID(), name, metadata, request } = instance;
    const created = this.time();
    const added: AppInstance = {
      arn: appInstanceArn(region, owner, id),
      name,
      metadata,
      request,
      created,
      updated: created,
      participants: new Map(),
      administrators: new Set(),
      channels: new Map(),
    };
    this.byArn.set(added.arn, added);
    return added;
  }

  addParticipant(
    instance: AppInstance,
    kind: "user" | "bot",
    participant: Described & { id: string; expiration?: Expiration | undefined },
  ): Participant {
    const { id, name, metadata, expiration } = participant;
    const created = this.time();
    const arn = innerArn(instance.arn, kind, id);
    const added = { arn, name, metadata, expiration, created, updated: created };
    instance.participants.set(arn, added);
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
      memberships: new LaggedMap<ChannelMembership>(this.readLag),
      moderators: new Set(),
    };
    instance.channels.set(added.arn, added);
    return added;
  }

  putMembership(channel: Channel, membership: Omit<ChannelMembership, "created">): ChannelMembership {
    const put = { ...membership, created: this.time() };
    channel.memberships.set(put.memberArn, put);
    return put;
  }

  /** Changes what is given, and notes when. */
  update<T extends { updated: Date }>(target: T, changes: Partial<T>): void {
    Object.assign(target, changes);
    target.updated = this.time();
  }

  remove(instance: AppInstance): boolean {
    return this.byArn.delete(instance.arn);
  }

  /** Removes a user or a bot, and with it whatever it had in the app instance. */
  removeParticipant(instance: AppInstance, arn: string): boolean {
    instance.administrators.delete(arn);
    for (const channel of instance.channels.values()) {
      channel.moderators.delete(arn);
      if (channel.memberships.current.has(arn)) channel.memberships.delete(arn);
    }
    return instance.participants.delete(arn);
  }

  private time(): Date {
    return new Date(this.now());
  }
}
