import type { Seed } from "./seed";

/** An access key that can sign calls. */
export interface CredentialOptions {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** If set, calls must have it in `x-amz-security-token`. */
  readonly sessionToken?: string;
  /** The Amazon Chime accounts that the key can access. Default: all. */
  readonly accounts?: readonly string[];
}

/** An IAM role that AssumeRole and AssumeRoleWithWebIdentity return temporary credentials for. */
export interface RoleOptions {
  /** `arn:aws:iam::<12 digits>:role/<name>` */
  readonly arn: string;
  /** The access keys that can assume the role. Default: all, including temporary keys. */
  readonly trustedAccessKeyIds?: readonly string[];
  /**
   * The issuers (`iss`) of the web identity tokens that can assume the role. Default: all, or none if the role has
   * `trustedAccessKeyIds`.
   */
  readonly trustedIssuers?: readonly string[];
  /** The external id that AssumeRole requires. Default: none. */
  readonly externalId?: string;
  /**
   * The longest session in seconds, 3600 to 43,200 (12 hours). Default 3600.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html
   */
  readonly maxSessionDuration?: number;
  /** The Amazon Chime accounts that the role can access. Default: all. */
  readonly accounts?: readonly string[];
}

/**
 * The quotas of the services.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/chime.html
 */
export interface Quotas {
  /**
   * Default 100.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
   */
  readonly administratorsPerAppInstance: number;
  /**
   * Default 10,000.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
   */
  readonly membershipsPerChannel: number;
  /**
   * Default 100.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
   */
  readonly channelFlowsPerAppInstance: number;
  /**
   * Default 1.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
   */
  readonly processorsPerChannelFlow: number;
  /**
   * Default 1000.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
   */
  readonly moderatorsPerChannel: number;
  /**
   * Default 50.
   *
   * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html
   */
  readonly tagsPerResource: number;
  /** Default 1000. */
  readonly membershipsPerRoom: number;
  /** Memberships of one user or bot in all rooms of the account. Default 1000. */
  readonly membershipsPerProfile: number;
  /** Default 1500. */
  readonly roomsPerAccount: number;
}

/** Behaviour that AWS does not document. Each rule selects what the emulator does. */
export interface Rules {
  /**
   * The reply when a room membership already exists. `conflict`: 409 ConflictException, in a batch an error entry.
   * `created`: 201 with the existing membership and its role, in a batch no error entry. Default `conflict`.
   */
  readonly existingMember: "conflict" | "created";
  /** The reply when a deleted room membership does not exist: 404 NotFoundException, or 204. Default `notFound`. */
  readonly missingMember: "notFound" | "noContent";
  /**
   * The reply when the key or role cannot access the Amazon Chime account, whether the account exists or not: 403
   * ForbiddenException, or 404 NotFoundException. Default `forbidden`.
   */
  readonly foreignAccount: "forbidden" | "notFound";
  /**
   * Whether the only administrator of a room can be removed or demoted while the room has other members.
   * `refused`: 400 BadRequestException. Default `allowed`.
   */
  readonly lastAdministrator: "allowed" | "refused";
  /** The reply when a channel membership already exists: 409 ConflictException, or 201. Default `conflict`. */
  readonly existingChannelMember: "conflict" | "created";
  /**
   * The same in a batch: an entry `Conflict` in `Errors`, or an entry in `Members`. Default `error`.
   * An existing membership keeps its type in both cases.
   */
  readonly existingChannelMemberInBatch: "error" | "member";
  /**
   * The reply when a deleted channel membership does not exist: 404 NotFoundException (not listed on the API page),
   * 204, 409 ConflictException (listed), or 403 ForbiddenException. Default `notFound`.
   */
  readonly missingChannelMember: "notFound" | "noContent" | "conflict" | "forbidden";
  /**
   * The reply when a user who is banned from a channel is added to it: 403 ForbiddenException, 409 ConflictException, or
   * 400 BadRequestException. In a batch, an entry with that error. Default `forbidden`.
   */
  readonly bannedMember: "forbidden" | "conflict" | "badRequest";
  /**
   * Whether a moderator who is not a member of the channel can make others moderators. The table of roles allows it, and
   * adds that the moderator needs a membership first. Default `refused`.
   *
   * @see https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-by-role.html
   */
  readonly nonMemberModerator: "refused" | "allowed";
  /**
   * The reply when an administrator of an app instance, or a moderator or ban of a channel, exists already: 409
   * ConflictException, or 201. Default `conflict`.
   */
  readonly existingRoleOrBan: "conflict" | "created";
  /**
   * The reply when a removed administrator, moderator or ban does not exist: 404 NotFoundException (not listed on the API
   * pages), 204, 409 ConflictException, or 403 ForbiddenException. Default `notFound`.
   */
  readonly missingRoleOrBan: "notFound" | "noContent" | "conflict" | "forbidden";
  /**
   * The reply of GetMessagingStreamingConfigurations if there are none: 404 NotFoundException, or an empty list. Default
   * `notFound`.
   */
  readonly missingStreaming: "notFound" | "emptyList";
  /**
   * The reply of messaging and identity when a channel, an app instance or a user does not exist.
   * `asDeclared`: 404 NotFoundException if the API page of the operation lists it, otherwise 403 ForbiddenException.
   * `notFound` or `forbidden`: that error for every operation. Default `asDeclared`.
   */
  readonly missingResource: "asDeclared" | "notFound" | "forbidden";
  /** What CreateChannel makes its bearer in the new channel. Default `moderatorAndMember`. */
  readonly channelCreator: "moderatorAndMember" | "moderator";
  /**
   * Who can describe a private channel. According to the table of roles, only app instance administrators; with
   * `members`, also its members and moderators. Default `administrators`.
   *
   * @see https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-by-role.html
   */
  readonly privateChannelDetails: "administrators" | "members";
}

/** The options of {@link startEmulator}. */
export interface EmulatorOptions extends Partial<Rules> {
  /**
   * The host name or IP address to listen on. Default `127.0.0.1`: only programs on this machine can connect. With
   * another one, everybody who can reach it can use the admin API, which needs no signature.
   */
  readonly host?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** The resources that exist at the start. Default: none. */
  readonly seed?: Seed;
  /** The access keys. Default: one key with access to every account. */
  readonly credentials?: readonly CredentialOptions[];
  /** The IAM roles. Default: none, so AssumeRole is denied. */
  readonly roles?: readonly RoleOptions[];
  readonly quotas?: Partial<Quotas>;
  /**
   * Whether calls to identity, and calls for channel memberships, moderators and bans, are throttled at the rates that AWS
   * publishes. Default `unlimited`.
   */
  readonly rates?: "published" | "unlimited";
  /** The number of calls that the journal keeps. After that, each new call drops the oldest. Default 100,000. */
  readonly journalLimit?: number;
  /** Whether to serve the admin API under `/_emulator/`, for curl. Default false. */
  readonly admin?: boolean;
  /** The clock for signatures, expiry and throttling, in milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}
