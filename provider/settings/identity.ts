import { FILE_SETTINGS, IDENTITY_SETTINGS } from "./settingNames";
import type { GivenSetting, SettingsReader } from "./settingsReader";

/** The files that define profiles, where they are not the default ones. */
export interface SharedFiles {
  /** Instead of `~/.aws/config`. */
  configFile?: string;
  /** Instead of `~/.aws/credentials`. */
  credentialsFile?: string;
}

/** The AWS credentials, before any role is assumed. */
export type Identity =
  | {
      kind: "keys";
      accessKeyId: string;
      secretAccessKey: string;
      sessionToken?: string;
      /** The setting that they come from, such as `chime:accessKey`, for errors. */
      setting: string;
    }
  | { kind: "profile"; profile: string; files: SharedFiles; setting: string }
  | {
      kind: "default";
      files: SharedFiles;
      /** The setting that would name a profile, for advice. */
      setting: string;
    };

/**
 * Reads `accessKey`, `secretKey`, `token`, `profile` and the shared files, all of them from the first namespace that
 * sets one of the first four, so that credentials are never mixed. Keys take precedence over a profile, as in
 * @pulumi/aws.
 */
export function readIdentity(reader: SettingsReader): Identity {
  const namespace = NAMESPACES.find((candidate) =>
    IDENTITY_SETTINGS.some((name) => reader.read(candidate + name)),
  );
  const files = readFiles(reader, namespace);
  if (namespace === undefined) return { kind: "default", files, setting: reader.nameOf("chime:profile") };
  return readKeys(reader, namespace) ?? readProfile(reader, namespace, files);
}

const NAMESPACES = ["chime:", "aws:"];

function readKeys(reader: SettingsReader, namespace: string): Identity | undefined {
  const [accessKey, secretKey, token] = ["accessKey", "secretKey", "token"].map((name) =>
    reader.read(namespace + name),
  );
  const first = accessKey ?? secretKey ?? token;
  if (!first) return undefined;
  for (const [name, given] of Object.entries({ accessKey, secretKey })) {
    if (!given) reader.refuse(first.key, `requires ${namespace}${name}.`);
  }
  return {
    kind: "keys",
    accessKeyId: textOf(reader, accessKey),
    secretAccessKey: textOf(reader, secretKey),
    ...(token ? { sessionToken: reader.text(token) } : {}),
    setting: first.key,
  };
}

function readProfile(reader: SettingsReader, namespace: string, files: SharedFiles): Identity {
  const setting = `${namespace}profile`;
  const profile = textOf(reader, reader.read(setting));
  return { kind: "profile", profile, files, setting: reader.nameOf(setting) };
}

function textOf(reader: SettingsReader, given: GivenSetting | undefined): string {
  return given ? reader.text(given) : "";
}

/** Reads the files. Files of `chime:` for credentials of `aws:` are refused, because nothing would read them. */
function readFiles(reader: SettingsReader, identityNamespace: string | undefined): SharedFiles {
  const found = FILE_SETTINGS.map((name) => {
    const given = reader.readFirst(...NAMESPACES.map((namespace) => namespace + name));
    if (!given) return undefined;
    if (identityNamespace !== undefined && !given.key.startsWith(identityNamespace)) {
      if (given.key.startsWith("aws:")) return undefined;
      reader.refuse(
        given.key,
        `requires chime:profile: it does not apply to the credentials of ${identityNamespace}`,
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
