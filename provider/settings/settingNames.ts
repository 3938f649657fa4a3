/** The settings in the namespace `chime:`, which are also the arguments of a `chime.Provider`. */
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
  "skipCredentialsValidation",
] as const;

/** The settings of @pulumi/aws, in the namespace `aws:`, that apply unless the one of `chime:` is set. */
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
  "skipCredentialsValidation",
] as const;

/** The credentials: all of them come from one namespace, and never half of them from each. */
export const IDENTITY_SETTINGS = ["accessKey", "secretKey", "token", "profile"] as const;

/** The files that define profiles: they come with the credentials. */
export const FILE_SETTINGS = ["sharedConfigFiles", "sharedCredentialsFiles"] as const;

/** The roles to assume: both come from one namespace. */
export const ROLE_SETTINGS = ["assumeRole", "assumeRoles"] as const;

/** The settings that are always secrets. */
export const SECRET_SETTINGS = ["accessKey", "secretKey", "token"] as const;
