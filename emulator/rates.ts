import { ApiError } from "./http/errors";
import type { CallSubject } from "./http/subject";
import { TokenBucket } from "./faults/tokenBucket";
import type { OperationName } from "./operations/operation";

/** Calls a second, and what they are counted for. */
export interface Rate {
  /** Operations that share the bucket. */
  readonly operations: readonly OperationName[];
  readonly perSecond: (region: string) => number;
  readonly counted: (subject: Subject) => string | undefined;
}

type Subject = Pick<CallSubject, "bearer" | "channelArn"> & { readonly region: string };

/**
 * The rates that AWS publishes for channel memberships. A bucket holds as many tokens as come in a second. That of
 * batches is counted for the whole region: for what AWS counts it is not said.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
 */
export const PUBLISHED_RATES: readonly Rate[] = [
  {
    operations: ["CreateChannelMembership", "DeleteChannelMembership"],
    perSecond: (region) => (region === "eu-central-1" ? 10 : 15),
    counted: ({ channelArn }) => channelArn,
  },
  { operations: ["CreateChannelMembership"], perSecond: () => 10, counted: ({ bearer }) => bearer },
  { operations: ["DeleteChannelMembership"], perSecond: () => 5, counted: ({ bearer }) => bearer },
  { operations: ["BatchCreateChannelMembership"], perSecond: () => 1, counted: ({ region }) => region },
];

/** Lets calls through no faster than the service would. */
export class Rates {
  private readonly buckets = new Map<string, TokenBucket>();

  /**
   * @param which `published` for the published rates, `unlimited` for none
   * @param now milliseconds since 1970
   */
  constructor(
    private which: "published" | "unlimited",
    private readonly now: () => number,
  ) {}

  /** Which rates hold from now on. All that was called before is forgotten. */
  enforce(which: "published" | "unlimited"): void {
    this.which = which;
    this.buckets.clear();
  }

  /** @throws ThrottledClientException where the call comes too fast; it then costs no bucket anything */
  admit(operation: OperationName, subject: Subject): void {
    if (this.which === "unlimited") return;
    const buckets = PUBLISHED_RATES.flatMap((rate, index) => this.bucket(rate, index, operation, subject));
    if (!buckets.every((bucket) => bucket.has())) {
      throw new ApiError("ThrottledClientException", "The rate of calls is above the published one.");
    }
    for (const bucket of buckets) bucket.take();
  }

  private bucket(rate: Rate, index: number, operation: OperationName, subject: Subject): TokenBucket[] {
    const counted = rate.counted(subject);
    if (counted === undefined || !rate.operations.includes(operation)) return [];
    const key = `${index} ${counted}`;
    const perSecond = rate.perSecond(subject.region);
    const bucket = this.buckets.get(key) ?? new TokenBucket(perSecond, perSecond, this.now);
    this.buckets.set(key, bucket);
    return [bucket];
  }
}
