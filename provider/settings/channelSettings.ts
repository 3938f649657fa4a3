import { parseChimeArn } from "../schema/channels/chimeArn";
import type { Environment } from "./endpoints";
import type { GivenSetting, SettingsReader } from "./settingsReader";

/** The regions and the bearer for channels and app instances. */
export interface ChannelSettings {
  /**
   * `chime:region`: the region of channels and app instances. A resource with an ARN of another region is refused.
   * Default: any.
   */
  region?: string;
  /**
   * The region of a new app instance, which has no ARN: `chime:region`, else `aws:region`, else `AWS_REGION` or
   * `AWS_DEFAULT_REGION`, else us-east-1.
   */
  defaultRegion: string;
  /** Where {@link defaultRegion} comes from, such as `AWS_REGION`. */
  regionSource: string;
  /**
   * `chime:appInstanceUserArn`: the bearer of calls about channels, for resources that name none. Resources are also
   * read and deleted with it if the bearer in their state is refused. Default: every resource must name a bearer, and
   * there is no fallback.
   */
  appInstanceUserArn?: string;
}

/** Reads and validates these settings. */
export function readChannelSettings(reader: SettingsReader, env: Environment): ChannelSettings {
  const region = readRegion(reader, "chime:region");
  const bearer = readBearer(reader);
  const { key, text } = region ?? readRegion(reader, "aws:region") ?? regionOfEnvironment(env);
  return {
    ...(region === undefined ? {} : { region: region.text }),
    ...(bearer === undefined ? {} : { appInstanceUserArn: bearer }),
    defaultRegion: text,
    regionSource: key,
  };
}

function regionOfEnvironment(env: Environment): GivenSetting {
  const key = ["AWS_REGION", "AWS_DEFAULT_REGION"].find((name) => env[name]);
  return key === undefined ? { key: "the default", text: "us-east-1" } : { key, text: env[key] ?? "" };
}

function readRegion(reader: SettingsReader, key: string): GivenSetting | undefined {
  const given = reader.read(key);
  if (!given) return undefined;
  if (/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(given.text)) return given;
  reader.refuse(key, `must be an AWS region, such as us-east-1, not "${given.text}".`);
  return undefined;
}

function readBearer(reader: SettingsReader): string | undefined {
  const key = "chime:appInstanceUserArn";
  const given = reader.read(key);
  if (!given) return undefined;
  const kind = parseChimeArn(given.text)?.kind;
  if (kind === "user" || kind === "bot") return given.text;
  reader.refuse(
    key,
    "must be the ARN of an app instance user or bot, such as " +
      `arn:aws:chime:us-east-1:111122223333:app-instance/ID/user/ID, not "${given.text}".`,
  );
  return undefined;
}
