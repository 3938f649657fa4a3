import { parseChimeArn } from "../../schema/channels/chimeArn";
import type { ChannelRef } from "../../schema/channels/channelId";
import { RateLimiter } from "../call/rateLimiter";
import type { UserRef } from "./channelsOfUser";

/** The calls about memberships. Not all have published rates. */
export type RatedCall = "create" | "remove" | "describe" | "list";

/**
 * The published rates, in calls per second: of creates and deletes of single members, moderators and bans together in one
 * channel; of creates and of deletes of members by one bearer; of all calls about moderators, bans, channel flows and the channels of a
 * user by one bearer; of lists of moderators and bans in one channel, and of channels of one user; of all calls to identity in one region; and
 * of batches. For batches the scope is not documented, so all count together.
 *
 * Source: https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
 */
const PUBLISHED = {
  inChannel: { "eu-central-1": 10 } as Record<string, number>,
  inChannelElsewhere: 15,
  create: 10,
  remove: 5,
  access: { "eu-central-1": 5 } as Record<string, number>,
  accessElsewhere: 10,
  accessLists: 15,
  batch: 1,
  identity: 50,
};

// Calls arrive less evenly than they are sent, so the limit is a little below the published rate.
const SHARE = 0.9;

/** Limits calls to the published rates, so that they are not throttled. */
export class Rates {
  private readonly rateLimiters = new Map<string, RateLimiter>();

  /** @param published Whether to apply them: not if chime:callsPerSecond sets the rate. */
  public constructor(private readonly published: boolean) {}

  /** The rate limits of batches. */
  public get ofBatches(): RateLimiter[] {
    return this.published ? [this.rateLimiter("batch", PUBLISHED.batch)] : [];
  }

  /** The rate limits of calls to identity. AWS counts them by region; here all count together, because few programs have several. */
  public get ofIdentity(): RateLimiter[] {
    return this.published ? [this.rateLimiter("identity", PUBLISHED.identity)] : [];
  }

  /** The rate limits of a call about members of a channel. */
  public ofMembers(call: RatedCall, channel: ChannelRef): RateLimiter[] {
    if (!this.published || (call !== "create" && call !== "remove")) return [];
    const byBearer = this.rateLimiter(`${call} by ${channel.chimeBearer}`, PUBLISHED[call]);
    return [this.inChannel(channel), byBearer];
  }

  /** The rate limits of a call about moderators or bans of a channel. */
  public ofAccess(call: RatedCall, channel: ChannelRef): RateLimiter[] {
    if (!this.published) return [];
    const byBearer = this.accessBy(channel.chimeBearer);
    if (call === "describe") return [byBearer];
    return [call === "list" ? this.listsOf(channel.channelArn) : this.inChannel(channel), byBearer];
  }

  /** The rate limits of a call that changes the channel flow of a channel. */
  public ofFlow({ chimeBearer }: ChannelRef): RateLimiter[] {
    return this.published ? [this.accessBy(chimeBearer)] : [];
  }

  /** The rate limits of a list of the channels of a user. */
  public ofUser({ userArn, chimeBearer }: UserRef): RateLimiter[] {
    return this.published ? [this.listsOf(userArn), this.accessBy(chimeBearer)] : [];
  }

  private inChannel({ channelArn }: ChannelRef): RateLimiter {
    const rate = PUBLISHED.inChannel[regionOf(channelArn)] ?? PUBLISHED.inChannelElsewhere;
    return this.rateLimiter(`channel ${channelArn}`, rate);
  }

  private accessBy(bearer: string): RateLimiter {
    const rate = PUBLISHED.access[regionOf(bearer)] ?? PUBLISHED.accessElsewhere;
    return this.rateLimiter(`access by ${bearer}`, rate);
  }

  private listsOf(arn: string): RateLimiter {
    return this.rateLimiter(`lists of ${arn}`, PUBLISHED.accessLists);
  }

  private rateLimiter(key: string, callsPerSecond: number): RateLimiter {
    const rateLimiter = this.rateLimiters.get(key) ?? new RateLimiter(callsPerSecond * SHARE);
    this.rateLimiters.set(key, rateLimiter);
    return rateLimiter;
  }
}

function regionOf(arn: string): string {
  return parseChimeArn(arn)?.region ?? "";
}
