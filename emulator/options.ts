import { readFileSync } from "node:fs";
import * as check from "./check";
import { seedCheck, type Seed } from "./seed";

/** Someone who may sign calls. */
export interface CredentialOptions {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** When given, calls must carry it in `x-amz-security-token`. */
  readonly sessionToken?: string;
  /** Amazon Chime accounts this key has a right to. Default: all. */
  readonly accounts?: readonly string[];
}

/** A role that STS hands out temporary credentials for. */
export interface RoleOptions {
  /** `arn:aws:iam::<12 digits>:role/<name>` */
  readonly arn: string;
  /** Keys that may assume it. Default: every key that the emulator knows, temporary ones included. */
  readonly trustedAccessKeyIds?: readonly string[];
  /** External id that the caller must present. Default: none is asked for. */
  readonly externalId?: string;
  /** Amazon Chime accounts that the role has a right to. Default: all. */
  readonly accounts?: readonly string[];
}

/**
 * What Amazon Chime allows of each thing.
 *
 * @see https://docs.aws.amazon.com/general/latest/gr/chime.html
 */
export interface Quotas {
  /**
   * Default 10,000.
   *
   * @see https://docs.aws.amazon.com/general/latest/gr/chime-sdk.html
   */
  readonly membershipsPerChannel: number;
  /** Default 1000. */
  readonly membershipsPerRoom: number;
  /** Memberships of one user or bot, over all rooms of the account. Default 1000. */
  readonly membershipsPerProfile: number;
  /** Default 1500. */
  readonly roomsPerAccount: number;
}

/** What AWS does not document: choose the answer to test against. */
export interface Rules {
  /**
   * Creating a membership that exists. `conflict`: 409 ConflictException, in a batch an error entry.
   * `created`: 201 with the membership as it is (its role is not changed), in a batch no entry. Default `conflict`.
   */
  readonly existingMember: "conflict" | "created";
  /** Deleting someone who is not a member: 404 NotFoundException, or 204. Default `notFound`. */
  readonly missingMember: "notFound" | "noContent";
  /**
   * What a key or role is answered that has no right to the Amazon Chime account, known or not: 403 ForbiddenException, or
   * 404 NotFoundException. Default `forbidden`.
   */
  readonly foreignAccount: "forbidden" | "notFound";
  /**
   * Removing or demoting the only administrator while other members remain.
   * `refused`: 400 BadRequestException. Default `allowed`.
   */
  readonly lastAdministrator: "allowed" | "refused";
  /** Creating a channel membership that exists: 409 ConflictException, or 201. Default `conflict`. */
  readonly existingChannelMember: "conflict" | "created";
  /**
   * The same inside a batch: an entry `Conflict` of its `Errors`, or one of its `Members`. Default `error`.
   * A membership that exists keeps its type either way.
   */
  readonly existingChannelMemberInBatch: "error" | "member";
  /**
   * Deleting someone who is not in the channel: 404 NotFoundException (which the API page does not list), 204,
   * 409 ConflictException (which it does), or 403 ForbiddenException. Default `notFound`.
   */
  readonly missingChannelMember: "notFound" | "noContent" | "conflict" | "forbidden";
  /**
   * What operations of messaging and identity say about a channel, an app instance or a user that does not exist.
   * `asDeclared`: 404 NotFoundException where the operation's page lists it, else 403 ForbiddenException.
   * `notFound` or `forbidden`: always the one. Default `asDeclared`.
   */
  readonly missingResource: "asDeclared" | "notFound" | "forbidden";
  /** What the bearer becomes in a channel that it creates. Default `moderatorAndMember`. */
  readonly channelCreator: "moderatorAndMember" | "moderator";
  /**
   * Who may describe a private channel. The table of roles says app instance administrators only; `members` lets
   * its members and moderators do so too. Default `administrators`.
   *
   * @see https://docs.aws.amazon.com/chime-sdk/latest/dg/auth-by-role.html
   */
  readonly privateChannelDetails: "administrators" | "members";
}

/** Everything {@link startEmulator} can be told. */
export interface EmulatorOptions extends Partial<Rules> {
  /** Port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /** What exists at the start. Default: nothing. */
  readonly seed?: Seed;
  /** Default: one key with a right to every account. */
  readonly credentials?: readonly CredentialOptions[];
  /** Default: none, so that AssumeRole is denied. */
  readonly roles?: readonly RoleOptions[];
  readonly quotas?: Partial<Quotas>;
  /** How fast calls about channel memberships may come: as AWS publishes, or as they like. Default `unlimited`. */
  readonly rates?: "published" | "unlimited";
  /** Serve `/_emulator/…` for curl. Default false. */
  readonly admin?: boolean;
  /** Milliseconds since 1970, for signatures, expiry and throttling. Default `Date.now`. */
  readonly now?: () => number;
}

/** {@link EmulatorOptions} with every default filled in. */
export interface Settings {
  readonly port: number;
  readonly seed: Seed;
  readonly credentials: readonly [CredentialOptions, ...CredentialOptions[]];
  readonly roles: readonly RoleOptions[];
  readonly rules: Rules;
  readonly quotas: Quotas;
  readonly rates: "published" | "unlimited";
  readonly admin: boolean;
  readonly now: () => number;
}

/** The key that works when no other is configured. It opens nothing but the emulator. */
export const DEFAULT_CREDENTIALS: CredentialOptions = {
  accessKeyId: "AKIAEMULATEDCHIME001",
  secretAccessKey: "not-a-secret-only-for-the-emulator",
};

const accounts = check.optional(check.array(check.text));

const optionsCheck = check.object({
  port: check.optional(check.integer(0, 65_535)),
  seed: check.optional(seedCheck),
  credentials: check.optional(
    check.array(
      // The SDK writes notes of its own into the credentials that a client was given.
      check.openObject({
        accessKeyId: check.pattern(/^\w{16,128}$/, "an access key id of 16 to 128 letters and digits"),
        secretAccessKey: check.text,
        sessionToken: check.optional(check.text),
        accounts,
      }),
    ),
  ),
  roles: check.optional(
    check.array(
      check.object({
        arn: check.pattern(/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/, "the ARN of an IAM role"),
        trustedAccessKeyIds: check.optional(check.array(check.text)),
        externalId: check.optional(check.text),
        accounts,
      }),
    ),
  ),
  existingMember: check.optional(check.oneOf("conflict", "created")),
  missingMember: check.optional(check.oneOf("notFound", "noContent")),
  foreignAccount: check.optional(check.oneOf("forbidden", "notFound")),
  lastAdministrator: check.optional(check.oneOf("allowed", "refused")),
  existingChannelMember: check.optional(check.oneOf("conflict", "created")),
  existingChannelMemberInBatch: check.optional(check.oneOf("error", "member")),
  missingChannelMember: check.optional(check.oneOf("notFound", "noContent", "conflict", "forbidden")),
  missingResource: check.optional(check.oneOf("asDeclared", "notFound", "forbidden")),
  channelCreator: check.optional(check.oneOf("moderatorAndMember", "moderator")),
  privateChannelDetails: check.optional(check.oneOf("administrators", "members")),
  rates: check.optional(check.oneOf("published", "unlimited")),
  quotas: check.optional(
    check.object({
      membershipsPerChannel: check.optional(check.integer(0)),
      membershipsPerRoom: check.optional(check.integer(0)),
      membershipsPerProfile: check.optional(check.integer(0)),
      roomsPerAccount: check.optional(check.integer(0)),
    }),
  ),
  admin: check.optional(check.flag),
  now: check.optional(check.callable),
});

/** Reads and checks a file of options. Whatever is wrong with it is said with the file's name and the property. */
export function readOptions(file: string): EmulatorOptions {
  try {
    const options = JSON.parse(readFileSync(file, "utf8")) as EmulatorOptions;
    optionsCheck(options, "");
    return options;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot use the options ${file}: ${reason}`, { cause: error });
  }
}

/** Checks the options and fills in the defaults. */
export function settingsFrom(options: EmulatorOptions): Settings {
  optionsCheck(options, "");
  const [first = DEFAULT_CREDENTIALS, ...more] = options.credentials ?? [];
  return {
    port: options.port ?? 0,
    seed: options.seed ?? { accounts: [] },
    credentials: [first, ...more],
    roles: options.roles ?? [],
    rules: rulesFrom(options),
    rates: options.rates ?? "unlimited",
    quotas: {
      membershipsPerChannel: 10_000,
      membershipsPerRoom: 1000,
      membershipsPerProfile: 1000,
      roomsPerAccount: 1500,
      ...options.quotas,
    },
    admin: options.admin ?? false,
    now: options.now ?? Date.now,
  };
}

const DEFAULT_RULES: Rules = {
  existingMember: "conflict",
  missingMember: "notFound",
  foreignAccount: "forbidden",
  lastAdministrator: "allowed",
  existingChannelMember: "conflict",
  existingChannelMemberInBatch: "error",
  missingChannelMember: "notFound",
  missingResource: "asDeclared",
  channelCreator: "moderatorAndMember",
  privateChannelDetails: "administrators",
};

function rulesFrom(options: EmulatorOptions): Rules {
  const given = (Object.keys(DEFAULT_RULES) as (keyof Rules)[]).filter((rule) => options[rule] !== undefined);
  return { ...DEFAULT_RULES, ...Object.fromEntries(given.map((rule) => [rule, options[rule]])) };
}
