import { parseChimeArn } from "../../schema/channels/chimeArn";
import type { ChannelRef } from "../../schema/channels/channelId";
import { RateLimiter } from "../call/rateLimiter";

/** The calls about memberships. Not all have published rates. */
export type RatedCall = "create" | "remove" | "describe" | "list";

/**
 * The published rates, in calls per second: of creates and deletes of single members, moderators and bans together in one
 * channel; of creates and of deletes of members by one bearer; of all calls about moderators and bans by one bearer; of their
 * lists in one channel; of all calls to identity in one region; and of batches. For batches the scope is not documented, so all count together.
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
    const { channelArn, chimeBearer } = channel;
    const perBearer = PUBLISHED.access[regionOf(channel)] ?? PUBLISHED.accessElsewhere;
    const byBearer = this.rateLimiter(`access by ${chimeBearer}`, perBearer);
    if (call === "describe") return [byBearer];
    const lists = (): RateLimiter => this.rateLimiter(`lists of ${channelArn}`, PUBLISHED.accessLists);
    return [call === "list" ? lists() : this.inChannel(channel), byBearer];
  }

  private inChannel(channel: ChannelRef): RateLimiter {
    const rate = PUBLISHED.inChannel[regionOf(channel)] ?? PUBLISHED.inChannelElsewhere;
    return this.rateLimiter(`channel ${channel.channelArn}`, rate);
  }

  private rateLimiter(key: string, callsPerSecond: number): RateLimiter {
    const rateLimiter = this.rateLimiters.get(key) ?? new RateLimiter(callsPerSecond * SHARE);
    this.rateLimiters.set(key, rateLimiter);
    return rateLimiter;
  }
}

function regionOf({ channelArn }: ChannelRef): string {
  return parseChimeArn(channelArn)?.region ?? "";
}
