import { parseChimeArn } from "../../schema/channels/chimeArn";
import type { ChannelRef } from "../../schema/channels/channelId";
import { RateLimiter } from "../call/rateLimiter";

/** The calls that AWS publishes rates for. */
export type RatedCall = "create" | "remove";

/**
 * The rates of Amazon Chime SDK Messaging, calls a second: of single creates and deletes in one channel together, of
 * each of them by one bearer, and of batches, where it is not said of what, so that all are counted.
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

// Calls that leave at a rate do not all take the same time to arrive, so a little less is sent than is allowed.
const SHARE = 0.9;

/** Keeps calls to the published rates, so that none of them need be refused. */
export class Rates {
  private readonly rateLimiters = new Map<string, RateLimiter>();

  /** @param published Whether they hold. Otherwise calls are kept to the rate that the settings say. */
  public constructor(private readonly published: boolean) {}

  /** The rate that batches keep to. */
  public get ofBatches(): RateLimiter[] {
    return this.published ? [this.rateLimiter("batch", PUBLISHED.batch)] : [];
  }

  /** The rates that a call about one member keeps to. */
  public of(call: RatedCall, { channelArn, chimeBearer }: ChannelRef): RateLimiter[] {
    if (!this.published) return [];
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
