import { readFileSync } from "node:fs";
import * as check from "./check";
import type { CredentialOptions, EmulatorOptions, Quotas, RoleOptions, Rules } from "./options";
import { seedCheck, type Seed } from "./seed";

/** {@link EmulatorOptions} with all defaults applied. */
export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly seed: Seed;
  readonly credentials: readonly [CredentialOptions, ...CredentialOptions[]];
  readonly roles: readonly RoleOptions[];
  readonly rules: Rules;
  readonly quotas: Quotas;
  readonly rates: "published" | "unlimited";
  readonly journalLimit: number;
  readonly admin: boolean;
  readonly now: () => number;
}

/** The access key if the options have none. It is valid only for the emulator. */
export const DEFAULT_CREDENTIALS: CredentialOptions = {
  accessKeyId: "AKIAEMULATEDCHIME001",
  secretAccessKey: "not-a-secret-only-for-the-emulator",
};

const accounts = check.optional(check.array(check.text));

const optionsCheck = check.object({
  host: check.optional(check.text),
  port: check.optional(check.integer(0, 65_535)),
  seed: check.optional(seedCheck),
  credentials: check.optional(
    check.array(
      // Open: the SDK adds properties to the credentials object that a client was given.
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
        trustedIssuers: check.optional(check.array(check.text)),
        externalId: check.optional(check.text),
        maxSessionDuration: check.optional(check.integer(3600, 43_200)),
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
  bannedMember: check.optional(check.oneOf("forbidden", "conflict", "badRequest")),
  nonMemberModerator: check.optional(check.oneOf("refused", "allowed")),
  existingRoleOrBan: check.optional(check.oneOf("conflict", "created")),
  missingRoleOrBan: check.optional(check.oneOf("notFound", "noContent", "conflict", "forbidden")),
  missingStreaming: check.optional(check.oneOf("notFound", "emptyList")),
  missingResource: check.optional(check.oneOf("asDeclared", "notFound", "forbidden")),
  channelCreator: check.optional(check.oneOf("moderatorAndMember", "moderator")),
  privateChannelDetails: check.optional(check.oneOf("administrators", "members")),
  rates: check.optional(check.oneOf("published", "unlimited")),
  journalLimit: check.optional(check.integer(1)),
  quotas: check.optional(
    check.object({
      administratorsPerAppInstance: check.optional(check.integer(0)),
      membershipsPerChannel: check.optional(check.integer(0)),
      channelFlowsPerAppInstance: check.optional(check.integer(0)),
      processorsPerChannelFlow: check.optional(check.integer(0)),
      moderatorsPerChannel: check.optional(check.integer(0)),
      tagsPerResource: check.optional(check.integer(0)),
      membershipsPerRoom: check.optional(check.integer(0)),
      membershipsPerProfile: check.optional(check.integer(0)),
      roomsPerAccount: check.optional(check.integer(0)),
    }),
  ),
  admin: check.optional(check.flag),
  now: check.optional(check.callable),
});

/**
 * Reads and checks a JSON file of options.
 *
 * @throws Error with the name of the file and the invalid property
 */
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

/** Checks options and applies the defaults. */
export function settingsFrom(options: EmulatorOptions): Settings {
  optionsCheck(options, "");
  const [first = DEFAULT_CREDENTIALS, ...more] = options.credentials ?? [];
  return {
    ...withDefaults(DEFAULTS, options),
    credentials: [first, ...more],
    rules: withDefaults(DEFAULT_RULES, options),
    quotas: withDefaults(DEFAULT_QUOTAS, options.quotas ?? {}),
    now: options.now ?? Date.now,
  };
}

const DEFAULTS: Omit<Settings, "credentials" | "rules" | "quotas" | "now"> = {
  host: "127.0.0.1",
  port: 0,
  seed: { accounts: [] },
  roles: [],
  rates: "unlimited",
  journalLimit: 100_000,
  admin: false,
};

const DEFAULT_QUOTAS: Quotas = {
  administratorsPerAppInstance: 100,
  membershipsPerChannel: 10_000,
  channelFlowsPerAppInstance: 100,
  processorsPerChannelFlow: 1,
  moderatorsPerChannel: 1000,
  tagsPerResource: 50,
  membershipsPerRoom: 1000,
  membershipsPerProfile: 1000,
  roomsPerAccount: 1500,
};

const DEFAULT_RULES: Rules = {
  existingMember: "conflict",
  missingMember: "notFound",
  foreignAccount: "forbidden",
  lastAdministrator: "allowed",
  existingChannelMember: "conflict",
  existingChannelMemberInBatch: "error",
  missingChannelMember: "notFound",
  bannedMember: "forbidden",
  nonMemberModerator: "refused",
  existingRoleOrBan: "conflict",
  missingRoleOrBan: "notFound",
  missingStreaming: "notFound",
  missingResource: "asDeclared",
  channelCreator: "moderatorAndMember",
  privateChannelDetails: "administrators",
};

function withDefaults<T extends object>(
  defaults: T,
  given: { readonly [K in keyof T]?: T[K] | undefined },
): T {
  const names = (Object.keys(defaults) as (keyof T)[]).filter((name) => given[name] !== undefined);
  return { ...defaults, ...Object.fromEntries(names.map((name) => [name, given[name]])) };
}
