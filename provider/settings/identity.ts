import { FILE_SETTINGS, IDENTITY_SETTINGS } from "./settingNames";
import type { GivenSetting, SettingsReader } from "./settingsReader";

/** Files other than the usual ones in which profiles are looked up. */
export interface SharedFiles {
  /** In place of `~/.aws/config`. */
  configFile?: string;
  /** In place of `~/.aws/credentials`. */
  credentialsFile?: string;
}

/** Whose AWS credentials sign, before any role is assumed. */
export type Identity =
  | {
      kind: "keys";
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
      /** The setting that they come from, such as `chime:accessKey`. */
      setting: string;
    }
  | { kind: "profile"; profile: string; files: SharedFiles; setting: string }
  | { kind: "default"; files: SharedFiles };

/**
 * Reads who signs: `accessKey`, `secretKey`, `token`, `profile` and the shared files, all of them from the first place
 * that has any of the first four, so that never half of an identity comes from elsewhere. Keys go before a profile,
 * as in @pulumi/aws.
 */
export function readIdentity(reader: SettingsReader): Identity {
  const place = PLACES.find((namespace) => IDENTITY_SETTINGS.some((name) => reader.given(namespace + name)));
  const files = readFiles(reader, place);
  if (place === undefined) return { kind: "default", files };
  return readKeys(reader, place) ?? readProfile(reader, place, files);
}

const PLACES = ["chime:", "aws:"];

function readKeys(reader: SettingsReader, place: string): Identity | undefined {
  const [accessKey, secretKey, token] = ["accessKey", "secretKey", "token"].map((name) =>
    reader.given(place + name),
  );
  const half = accessKey ?? secretKey ?? token;
  if (!half) return undefined;
  for (const [name, given] of Object.entries({ accessKey, secretKey })) {
    if (!given) reader.refuse(half.key, `needs ${place}${name} beside it.`);
  }
  return {
    kind: "keys",
    accessKeyId: textOf(reader, accessKey),
    secretAccessKey: textOf(reader, secretKey),
    ...(token ? { sessionToken: reader.text(token) } : {}),
    setting: half.key,
  };
}

function readProfile(reader: SettingsReader, place: string, files: SharedFiles): Identity {
  const setting = `${place}profile`;
  return { kind: "profile", profile: textOf(reader, reader.given(setting)), files, setting };
}

function textOf(reader: SettingsReader, given: GivenSetting | undefined): string {
  return given ? reader.text(given) : "";
}

/** Reads the files. Those of a place that the identity does not come from would be ignored, so they are refused. */
function readFiles(reader: SettingsReader, identityPlace: string | undefined): SharedFiles {
  const found = FILE_SETTINGS.map((name) => {
    const given = reader.first(...PLACES.map((namespace) => namespace + name));
    if (!given) return undefined;
    if (identityPlace !== undefined && !given.key.startsWith(identityPlace)) {
      if (given.key.startsWith("aws:")) return undefined;
      reader.refuse(
        given.key,
        `needs chime:profile beside it: it does not go with what is set under ${identityPlace}`,
      );
    }
    return onlyFile(reader, given);
  });
  const [configFile, credentialsFile] = found;
  return {
    ...(configFile === undefined ? {} : { configFile }),
    ...(credentialsFile === undefined ? {} : { credentialsFile }),
  };
}

function onlyFile(reader: SettingsReader, given: GivenSetting): string | undefined {
  const example = 'a list of one path, such as ["/home/ana/.aws/credentials"]';
  const list = reader.json(given, example);
  if (list === undefined) return undefined;
  if (!Array.isArray(list) || list.some((path) => typeof path !== "string" || path.trim() === "")) {
    reader.refuse(given.key, `must be ${example}.`);
    return undefined;
  }
  if (list.length > 1) {
    reader.refuse(
      given.key,
      `must be a list of one path: the AWS SDK for JavaScript reads one file, not ${list.length}.`,
    );
  }
  return list[0] as string | undefined;
}
