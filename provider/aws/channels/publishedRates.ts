import { parseChimeArn } from "../../schema/channels/chimeArn";
import type { ChannelRef } from "../../schema/channels/channelId";
import { RateLimiter } from "../call/rateLimiter";

/** The calls about memberships. Not all have published rates. */
export type RatedCall = "create" | "remove" | "describe" | "list";

/**
 * The published rates, in calls per second: of single creates and deletes together in one channel, of each of them by one
 * bearer, and of batches. For batches the scope is not documented, so all count together.
 *
 * Source: https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
 */
const PUBLISHED = {
  channel: { "eu-central-1": 10 } as Record<string, number>,
  channelElsewhere: 15,
  create: 10,
  remove: 5,
  batch: 1,
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

  /** The rate limits of a call about the members of a channel. */
  public ofMembers(call: RatedCall, { channelArn, chimeBearer }: ChannelRef): RateLimiter[] {
    if (!this.published || (call !== "create" && call !== "remove")) return [];
    const { region = "" } = parseChimeArn(channelArn) ?? {};
    const inChannel = PUBLISHED.channel[region] ?? PUBLISHED.channelElsewhere;
    return [
      this.rateLimiter(`channel ${channelArn}`, inChannel),
      this.rateLimiter(`${call} by ${chimeBearer}`, PUBLISHED[call]),
    ];
  }

  private rateLimiter(key: string, callsPerSecond: number): RateLimiter {
    const rateLimiter = this.rateLimiters.get(key) ?? new RateLimiter(callsPerSecond * SHARE);
    this.rateLimiters.set(key, rateLimiter);
    return rateLimiter;
  }
}
