import { parseChimeArn } from "../../contract/chimeArn";
import type { ChannelPlace } from "../../contract/channelMembership";
import { Pacer } from "../pacer";

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
  private readonly pacers = new Map<string, Pacer>();

  /** @param published Whether they hold. Otherwise calls are kept to the rate that the settings say. */
  public constructor(private readonly published: boolean) {}

  /** The rate that batches keep to. */
  public get ofBatches(): Pacer[] {
    return this.published ? [this.pacer("batch", PUBLISHED.batch)] : [];
  }

  /** The rates that a call about one member keeps to. */
  public of(call: RatedCall, { channelArn, chimeBearer }: ChannelPlace): Pacer[] {
    if (!this.published) return [];
    const { region = "" } = parseChimeArn(channelArn) ?? {};
    const inChannel = PUBLISHED.channel[region] ?? PUBLISHED.channelElsewhere;
    return [
      this.pacer(`channel ${channelArn}`, inChannel),
      this.pacer(`${call} by ${chimeBearer}`, PUBLISHED[call]),
    ];
  }

  private pacer(key: string, callsPerSecond: number): Pacer {
    const pacer = this.pacers.get(key) ?? new Pacer(callsPerSecond * SHARE);
    this.pacers.set(key, pacer);
    return pacer;
  }
}
