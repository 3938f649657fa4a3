import type { BotConfiguration } from "../model/botConfiguration";
import type { ChannelMode, ChannelPrivacy, MembershipType } from "../model/enums";
import type { Processor } from "../model/processor";
import type { ClientRequest } from "./clientRequest";
import type { LaggedMap } from "./laggedMap";

/** A tag, as in requests and replies. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Values by key. */
export type Tags = Map<string, string>;

/** How long messages are kept. The emulator has no messages. */
export interface Retention {
  readonly days: number;
  /** When messages that are older are deleted for good. */
  readonly deletion: Date;
}

/** The `ExpirationSettings` of a user or a channel. The emulator stores them, but never deletes anything. */
export interface Expiration {
  readonly ExpirationDays: number;
  readonly ExpirationCriterion: string;
}

/** An administrator of an app instance, or a moderator or ban of a channel. */
export interface Entry {
  /** ARN of the user or bot. */
  readonly memberArn: string;
  /** ARN of the bearer. Absent for an administrator: its creation needs no bearer. */
  readonly createdBy?: string;
  readonly created: Date;
}

/** The administrators of an app instance, or the moderators or bans of a channel, by ARN of the user or bot. */
export type Entries = Map<string, Entry>;

/** A user or a bot of an app instance. */
export interface Participant {
  readonly arn: string;
  readonly created: Date;
  readonly tags: Tags;
  expiration: Expiration | undefined;
  /** The CreateAppInstanceUser or CreateAppInstanceBot call. */
  readonly request: ClientRequest | undefined;
  /** Only a bot has one. */
  configuration: BotConfiguration | undefined;
  name: string;
  metadata: string | undefined;
  updated: Date;
}

/** A membership of a channel. */
export interface ChannelMembership {
  readonly memberArn: string;
  readonly type: MembershipType;
  /** ARN of the bearer. */
  readonly invitedBy: string;
  readonly created: Date;
}

/** A channel flow. */
export interface ChannelFlow {
  readonly arn: string;
  readonly created: Date;
  /** The CreateChannelFlow call. */
  readonly request: ClientRequest | undefined;
  readonly tags: Tags;
  name: string;
  processors: readonly Processor[];
  updated: Date;
}

/** Where messages of an app instance are streamed, as in requests and replies. The emulator has no messages. */
export interface StreamingConfiguration {
  readonly DataType: "Channel" | "ChannelMessage";
  readonly ResourceArn: string;
}

/** A channel. */
export interface Channel {
  readonly arn: string;
  readonly privacy: ChannelPrivacy;
  /** ARN of the bearer. */
  readonly createdBy: string;
  readonly created: Date;
  /** The CreateChannel call. */
  readonly request: ClientRequest | undefined;
  readonly tags: Tags;
  expiration: Expiration | undefined;
  readonly memberships: LaggedMap<ChannelMembership>;
  readonly moderators: Entries;
  readonly bans: Entries;
  /** ARN of the associated channel flow. */
  flowArn: string | undefined;
  name: string;
  mode: ChannelMode;
  metadata: string | undefined;
  updated: Date;
}

/** An app instance with its users, bots and channels. */
export interface AppInstance {
  readonly arn: string;
  readonly created: Date;
  /** The CreateAppInstance call. */
  readonly request: ClientRequest | undefined;
  readonly tags: Tags;
  retention: Retention | undefined;
  streaming: readonly StreamingConfiguration[] | undefined;
  /** By ARN. */
  readonly participants: Map<string, Participant>;
  readonly administrators: Entries;
  /** By ARN. */
  readonly channels: Map<string, Channel>;
  /** By ARN. */
  readonly channelFlows: Map<string, ChannelFlow>;
  name: string;
  metadata: string | undefined;
  updated: Date;
}
