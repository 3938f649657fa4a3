/** Where settings come from: stack configuration, or the inputs of an explicit provider. */
export interface SettingsSource {
  /** The raw text of a setting, such as `chime:endpoint`; undefined where it is not set. */
  get(key: string): string | undefined;
  /** The keys that are set, for finding those that do not exist. Left out where that cannot be said. */
  keys?(): string[];
  /**
   * `false` in a preview in which a setting is an output that is not known yet: then nothing can be called with these
   * settings. Left out, or true, everywhere else.
   */
  readonly known?: boolean;
}

/** The settings under `chime:`, which are the arguments of a `chime.Provider` too. */
export const CHIME_SETTINGS = [
  "accessKey",
  "secretKey",
  "token",
  "profile",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "assumeRole",
  "assumeRoles",
  "endpoint",
  "messagingEndpoint",
  "identityEndpoint",
  "stsEndpoint",
  "region",
  "appInstanceUserArn",
  "allowInsecureEndpoint",
  "retryMode",
  "maxRetries",
  "callsPerSecond",
  "maxRetrySeconds",
  "requestTimeoutSeconds",
  "adoptExisting",
  "readConsistencySeconds",
] as const;

/** The settings of @pulumi/aws, under `aws:`, that this package reads where its own does not say otherwise. */
export const AWS_SETTINGS = [
  "accessKey",
  "secretKey",
  "token",
  "profile",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "assumeRole",
  "assumeRoles",
  "endpoints",
  "region",
  "retryMode",
  "maxRetries",
] as const;

/** The settings that say who signs: taken together from one place, never one from here and one from there. */
export const IDENTITY_SETTINGS = ["accessKey", "secretKey", "token", "profile"] as const;

/** The settings that belong to those: in which files profiles are looked up. */
export const FILE_SETTINGS = ["sharedConfigFiles", "sharedCredentialsFiles"] as const;

/** The settings that say which roles are assumed: taken together too. */
export const ROLE_SETTINGS = ["assumeRole", "assumeRoles"] as const;

/** The settings whose values are always secret. */
export const SECRET_SETTINGS = ["accessKey", "secretKey", "token"] as const;
