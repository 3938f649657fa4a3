import { parseChimeArn } from "../schema/channels/chimeArn";
import type { Environment } from "./endpoints";
import type { SettingsReader } from "./settingsReader";

/** Where channels and app instances are, and on whose behalf calls about them are made. */
export interface ChannelSettings {
  /**
   * `chime:region`, the region that channels and app instances are in: a resource with an ARN of another one is refused.
   * Default: any.
   */
  region?: string;
  /**
   * The region of what has no ARN yet, an app instance that is created: `chime:region`, else `aws:region`, else
   * `AWS_REGION` or `AWS_DEFAULT_REGION`, else us-east-1.
   */
  defaultRegion: string;
  /**
   * `chime:appInstanceUserArn`, the user or bot on whose behalf calls about channels are made, where the resource does
   * not say; and on whose behalf what the state has is read and deleted, where the bearer in the state is refused.
   * Default: the resource must say, and nobody stands in.
   */
  appInstanceUserArn?: string;
}

/** Reads them. */
export function readChannelSettings(reader: SettingsReader, env: Environment): ChannelSettings {
  const region = readRegion(reader, "chime:region");
  const bearer = readBearer(reader);
  return {
    ...(region === undefined ? {} : { region }),
    ...(bearer === undefined ? {} : { appInstanceUserArn: bearer }),
    defaultRegion: region ?? readRegion(reader, "aws:region") ?? regionOfEnvironment(env),
  };
}

function regionOfEnvironment(env: Environment): string {
  const set = [env["AWS_REGION"], env["AWS_DEFAULT_REGION"]].find(
    (value) => value !== undefined && value !== "",
  );
  return set ?? "us-east-1";
}

function readRegion(reader: SettingsReader, key: string): string | undefined {
  const given = reader.given(key);
  if (!given) return undefined;
  if (/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(given.text)) return given.text;
  reader.refuse(key, `must be a region of AWS, such as us-east-1, not "${given.text}".`);
  return undefined;
}

function readBearer(reader: SettingsReader): string | undefined {
  const key = "chime:appInstanceUserArn";
  const given = reader.given(key);
  if (!given) return undefined;
  const kind = parseChimeArn(given.text)?.kind;
  if (kind === "user" || kind === "bot") return given.text;
  reader.refuse(
    key,
    "must be the ARN of a user or bot of an app instance, such as " +
      `arn:aws:chime:us-east-1:111122223333:app-instance/ID/user/ID, not "${given.text}".`,
  );
  return undefined;
}
