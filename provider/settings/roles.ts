import { unknownName } from "../schema/unknownName";
import type { GivenSetting, SettingsReader } from "./settingsReader";

/** A role to assume: the parameters of AssumeRole. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export interface AssumeRole {
  RoleArn: string;
  RoleSessionName: string;
  DurationSeconds?: number;
  ExternalId?: string;
  Policy?: string;
  PolicyArns?: { arn: string }[];
  SourceIdentity?: string;
  Tags?: { Key: string; Value: string }[];
  TransitiveTagKeys?: string[];
}

/** The roles to assume, each with the credentials of the previous one. */
export interface Roles {
  chain: AssumeRole[];
  /** The setting that they come from, such as `chime:assumeRole`, for errors. */
  setting: string;
}

/** The default session name, which CloudTrail records. */
const SESSION_NAME = "pulumi-chime";

/**
 * Reads the roles from the first namespace that sets `assumeRole` or `assumeRoles`. An empty list means no role,
 * whatever a later namespace sets.
 */
export function readRoles(reader: SettingsReader): Roles {
  for (const namespace of ["chime:", "aws:"]) {
    const one = reader.read(`${namespace}assumeRole`);
    const many = reader.read(`${namespace}assumeRoles`);
    if (one && many) reader.refuse(one.key, `and ${many.key} are both set: remove one of them.`);
    const given = one ?? many;
    if (given) return { chain: readChain(reader, given), setting: given.key };
  }
  return { chain: [], setting: "chime:assumeRole" };
}

function readChain(reader: SettingsReader, given: GivenSetting): AssumeRole[] {
  const many = given.key.endsWith("s");
  const example = many ? `a list such as [${EXAMPLE}]` : `an object such as ${EXAMPLE}`;
  const value = reader.json(given, example);
  if (value === undefined) return [];
  const list: unknown = many ? value : [value];
  if (!Array.isArray(list) || !list.every(isRecord)) {
    reader.refuse(given.key, `must be ${example}.`);
    return [];
  }
  return list.map((fields, index) =>
    readRole(fields, new Fields(reader, given.key, many ? `[${index}]` : "")),
  );
}

const EXAMPLE = '{"roleArn":"arn:aws:iam::111122223333:role/chime-admin"}';

function readRole(given: Record<string, unknown>, fields: Fields): AssumeRole {
  fields.refuseUnknown(given);
  const arn = fields.string("roleArn", given["roleArn"]);
  if (arn === undefined) fields.refuse("roleArn", "is missing.");
  else if (!/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(arn))
    fields.refuse("roleArn", "is not the ARN of an IAM role.");
  return defined({
    RoleArn: arn ?? "",
    RoleSessionName: fields.string("sessionName", given["sessionName"]) ?? SESSION_NAME,
    DurationSeconds: fields.seconds(given),
    ExternalId: fields.string("externalId", given["externalId"]),
    Policy: fields.string("policy", given["policy"]),
    PolicyArns: fields.strings("policyArns", given["policyArns"])?.map((policy) => ({ arn: policy })),
    SourceIdentity: fields.string("sourceIdentity", given["sourceIdentity"]),
    Tags: fields.tags(given["tags"])?.map(([Key, Value]) => ({ Key, Value })),
    TransitiveTagKeys: fields.strings("transitiveTagKeys", given["transitiveTagKeys"]),
  });
}

/** The fields of one role. Errors do not repeat their values: an external id may be a secret. */
class Fields {
  public constructor(
    private readonly reader: SettingsReader,
    private readonly key: string,
    private readonly index: string,
  ) {}

  public refuse(field: string, reason: string): void {
    this.reader.refuse(
      this.key,
      `is invalid: ${this.index === "" ? "" : `${this.index}.`}${field} ${reason}`,
    );
  }

  public refuseUnknown(given: Record<string, unknown>): void {
    for (const field of Object.keys(given)) {
      if (!ROLE_FIELDS.includes(field)) this.refuse(field, unknownName(field, ROLE_FIELDS));
    }
  }

  public string(field: string, value: unknown): string | undefined {
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value === "string") return value;
    this.refuse(field, "must be a string.");
    return undefined;
  }

  public strings(field: string, value: unknown): string[] | undefined {
    if (value === undefined || value === null) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
    this.refuse(field, "must be a list of strings.");
    return undefined;
  }

  public tags(value: unknown): [string, string][] | undefined {
    if (value === undefined || value === null) return undefined;
    const pairs = isRecord(value) ? Object.entries(value) : undefined;
    if (pairs?.every((pair): pair is [string, string] => typeof pair[1] === "string")) return pairs;
    this.refuse("tags", "must be an object of strings.");
    return undefined;
  }

  /** The duration of the session: `durationSeconds`, or `duration` in the format of @pulumi/aws. */
  public seconds({ duration, durationSeconds }: Record<string, unknown>): number | undefined {
    const field = durationSeconds === undefined ? "duration" : "durationSeconds";
    const value = durationSeconds ?? duration;
    if (value === undefined || value === null || value === "") return undefined;
    const seconds = field === "duration" ? secondsOf(value) : Number(value);
    if (isSessionLength(seconds)) return seconds;
    const form = field === "duration" ? ', such as "1h30m"' : ", in seconds";
    this.refuse(field, `must be from 15 minutes to 12 hours${form}.`);
    return undefined;
  }
}

const ROLE_FIELDS: readonly string[] = [
  "roleArn",
  "sessionName",
  "externalId",
  "duration",
  "durationSeconds",
  "policy",
  "policyArns",
  "sourceIdentity",
  "tags",
  "transitiveTagKeys",
];

/** A duration in the format of Go, in hours, minutes and seconds; NaN where it is malformed. */
function secondsOf(value: unknown): number {
  const match = typeof value === "string" && /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(value);
  if (!match || match[0] === "") return NaN;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part) => Number(part || 0));
  return hours * 3600 + minutes * 60 + seconds;
}

function isSessionLength(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 900 && seconds <= 43_200;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
