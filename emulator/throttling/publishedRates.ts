import { ApiError } from "../http/errors";
import { IDENTITY_OPERATIONS, type OperationName } from "../model/operationNames";
import { TokenBucket } from "./tokenBucket";

/** The call properties that a rate can be counted by. */
export interface RateKeys {
  readonly region: string;
  readonly bearer?: string;
  readonly channelArn?: string;
  /** The member or user in the request. */
  readonly memberArn?: string;
}

/** A rate of calls. */
export interface Rate {
  /** The operations that share the bucket. */
  readonly operations: readonly OperationName[];
  readonly perSecond: (region: string) => number;
  /** There is a bucket for each value of this key. */
  readonly key: (call: RateKeys) => string | undefined;
}

/**
 * The rates that AWS publishes for channel memberships, moderators, bans and the channels of a user, and for all calls to identity together. A
 * bucket holds the tokens of one second. AWS does not document what the rate of batches is counted by; here it is the
 * region. The rate of identity is that of an AWS account, and an emulator has few of them.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
 */
export const PUBLISHED_RATES: readonly Rate[] = [
  {
    operations: [
      "CreateChannelMembership",
      "DeleteChannelMembership",
      "CreateChannelBan",
      "DeleteChannelBan",
      "CreateChannelModerator",
      "DeleteChannelModerator",
    ],
    perSecond: (region) => (region === "eu-central-1" ? 10 : 15),
    key: ({ channelArn }) => channelArn,
  },
  { operations: ["CreateChannelMembership"], perSecond: () => 10, key: ({ bearer }) => bearer },
  { operations: ["DeleteChannelMembership"], perSecond: () => 5, key: ({ bearer }) => bearer },
  { operations: ["BatchCreateChannelMembership"], perSecond: () => 1, key: ({ region }) => region },
  {
    operations: ["ListChannelBans", "ListChannelModerators"],
    perSecond: () => 15,
    key: ({ channelArn }) => channelArn,
  },
  {
    operations: ["ListChannelMembershipsForAppInstanceUser", "ListChannelsModeratedByAppInstanceUser"],
    perSecond: () => 15,
    key: ({ memberArn, bearer }) => memberArn ?? bearer,
  },
  {
    operations: [
      "AssociateChannelFlow",
      "DisassociateChannelFlow",
      "PutChannelExpirationSettings",
      "CreateChannelBan",
      "DeleteChannelBan",
      "DescribeChannelBan",
      "ListChannelBans",
      "CreateChannelModerator",
      "DeleteChannelModerator",
      "DescribeChannelModerator",
      "ListChannelModerators",
      "DescribeChannelMembershipForAppInstanceUser",
      "DescribeChannelModeratedByAppInstanceUser",
      "ListChannelMembershipsForAppInstanceUser",
      "ListChannelsModeratedByAppInstanceUser",
    ],
    perSecond: (region) => (region === "eu-central-1" ? 5 : 10),
    key: ({ bearer }) => bearer,
  },
  { operations: IDENTITY_OPERATIONS, perSecond: () => 50, key: ({ region }) => region },
];

/** Throttles calls at the published rates. */
export class Rates {
  private readonly buckets = new Map<string, TokenBucket>();

  /**
   * @param rates `published` for the published rates, `unlimited` for none
   * @param now milliseconds since 1970
   */
  constructor(
    private rates: "published" | "unlimited",
    private readonly now: () => number,
  ) {}

  /** Changes the rates and refills all buckets. */
  enforce(rates: "published" | "unlimited"): void {
    this.rates = rates;
    this.buckets.clear();
  }

  /** @throws ThrottledClientException if the call exceeds a rate; it then takes no token from any bucket */
  admit(operation: OperationName, call: RateKeys): void {
    if (this.rates === "unlimited") return;
    const buckets = PUBLISHED_RATES.flatMap((rate, index) => this.bucket(rate, index, operation, call));
    if (!buckets.every((bucket) => bucket.has())) {
      throw new ApiError("ThrottledClientException", "The call exceeds the published rate.");
    }
    for (const bucket of buckets) bucket.take();
  }

  private bucket(rate: Rate, index: number, operation: OperationName, call: RateKeys): TokenBucket[] {
    const value = rate.key(call);
    if (value === undefined || !rate.operations.includes(operation)) return [];
    const key = `${index} ${value}`;
    const perSecond = rate.perSecond(call.region);
    const bucket = this.buckets.get(key) ?? new TokenBucket(perSecond, perSecond, this.now);
    this.buckets.set(key, bucket);
    return [bucket];
  }
}
