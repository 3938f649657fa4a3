import type * as pulumi from "@pulumi/pulumi";

/** A role for a `Provider` to assume. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export interface ProviderAssumeRole {
  /** The ARN of the role, such as `arn:aws:iam::111122223333:role/chime-admin`. */
  roleArn: pulumi.Input<string>;
  /** The session name, which CloudTrail records. Default: `pulumi-chime`. */
  sessionName?: pulumi.Input<string | undefined>;
  /** The external id that the role's trust policy requires. Default: none. */
  externalId?: pulumi.Input<string | undefined>;
  /** The duration of the session, such as `1h30m`: 15 minutes to 12 hours. Default: that of AWS STS, an hour. */
  duration?: pulumi.Input<string | undefined>;
  /** The duration in seconds, instead of `duration`: 900 to 43200. */
  durationSeconds?: pulumi.Input<number | undefined>;
  /** A session policy as JSON, which restricts the permissions. Default: none. */
  policy?: pulumi.Input<string | undefined>;
  /** The ARNs of managed session policies, which restrict the permissions. Default: none. */
  policyArns?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** The source identity, which CloudTrail records. Default: none. */
  sourceIdentity?: pulumi.Input<string | undefined>;
  /** The session tags. Default: none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /** The keys of session tags that are passed on to further roles. Default: none. */
  transitiveTagKeys?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/**
 * The arguments of a `Provider`. An argument that is not set comes from the stack's configuration under `chime:`, else
 * under `aws:`, else from the AWS SDK. The preview reports invalid values by their names in the configuration.
 */
export interface ProviderArgs {
  /**
   * The access key id; requires `secretKey`. If any of `accessKey`, `secretKey`, `token` and `profile` is set, none of
   * the four comes from the stack's configuration. A secret.
   */
  accessKey?: pulumi.Input<string | undefined>;
  /** The secret access key. A secret. */
  secretKey?: pulumi.Input<string | undefined>;
  /** The session token of temporary credentials. A secret. */
  token?: pulumi.Input<string | undefined>;
  /** A profile in the shared AWS files. Access keys take precedence. */
  profile?: pulumi.Input<string | undefined>;
  /** The path of the config file for profiles, as a list of one. Default: `AWS_CONFIG_FILE`, else `~/.aws/config`. */
  sharedConfigFiles?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /**
   * The path of the credentials file for profiles, as a list of one. Default: `AWS_SHARED_CREDENTIALS_FILE`, else
   * `~/.aws/credentials`.
   */
  sharedCredentialsFiles?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** The role to assume. Default: that of the stack's configuration, else none. */
  assumeRole?: pulumi.Input<ProviderAssumeRole | undefined>;
  /** The roles to assume one after the other, instead of `assumeRole`. An empty list means no role. */
  assumeRoles?: pulumi.Input<pulumi.Input<ProviderAssumeRole>[] | undefined>;
  /** The URL to call instead of Amazon Chime's: https, or http on this machine. Default: Amazon Chime's. */
  endpoint?: pulumi.Input<string | undefined>;
  /**
   * The URL to call instead of Amazon Chime SDK messaging's: https, or http on this machine. Default: that of the
   * region.
   */
  messagingEndpoint?: pulumi.Input<string | undefined>;
  /**
   * The URL to call instead of Amazon Chime SDK Identity's: https, or http on this machine. Default: that of the
   * region.
   */
  identityEndpoint?: pulumi.Input<string | undefined>;
  /**
   * The region of channels and app instances: the preview refuses an ARN of another one. Default: any; for a new app
   * instance `aws:region`, else `AWS_REGION` or `AWS_DEFAULT_REGION`, else us-east-1.
   */
  region?: pulumi.Input<string | undefined>;
  /**
   * The bearer of calls about channels, for resources that name none: the ARN of an app instance user or bot. Resources
   * are also read and deleted with it if the bearer in their state is refused. Default: every resource must name a
   * bearer.
   */
  appInstanceUserArn?: pulumi.Input<string | undefined>;
  /** The URL to call instead of AWS STS's, for the roles: https, or http on this machine. Default: AWS STS's. */
  stsEndpoint?: pulumi.Input<string | undefined>;
  /** Whether an endpoint on another machine may be http, where others can read all calls. Default: `false`. */
  allowInsecureEndpoint?: pulumi.Input<boolean | undefined>;
  /**
   * `adaptive` limits calls to the rate that Amazon Chime allows, `standard` only waits between retries. Default:
   * `adaptive`.
   */
  retryMode?: pulumi.Input<string | undefined>;
  /** How many times a call is retried after a transient error: 0 to 100. Default: 24. */
  maxRetries?: pulumi.Input<number | undefined>;
  /**
   * The maximum number of calls a second: 1 to 1000. Default: no limit until Amazon Chime throttles; for channel
   * memberships the rates that AWS publishes.
   */
  callsPerSecond?: pulumi.Input<number | undefined>;
  /** For how many seconds after its first attempt a call may be retried: 1 to 3600. Default: 180. */
  maxRetrySeconds?: pulumi.Input<number | undefined>;
  /** The timeout of one attempt, in seconds: 1 to 600. Default: 30. */
  requestTimeoutSeconds?: pulumi.Input<number | undefined>;
  /** Whether to adopt memberships that exist already, for resources without `adoptExisting`. Default: `false`. */
  adoptExisting?: pulumi.Input<boolean | undefined>;
  /**
   * For how many seconds a read is retried before something that it does not return counts as gone: 0 to 60. Default:
   * 8.
   */
  readConsistencySeconds?: pulumi.Input<number | undefined>;
  /**
   * Whether previews and updates skip the check that there are credentials, as in a preview without access to AWS. Default:
   * `false`: without credentials, they fail before anything is changed.
   */
  skipCredentialsValidation?: pulumi.Input<boolean | undefined>;
  /**
   * Whether credentials and roles that are not set here come from the stack's configuration. With `false`, the AWS SDK
   * finds the credentials and no role is assumed. Default: `true`.
   */
  inheritIdentity?: boolean | undefined;
}
