import type * as pulumi from "@pulumi/pulumi";

/** A role for a `Provider` to assume. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export interface ProviderAssumeRole {
  /** The ARN of the role, such as `arn:aws:iam::111122223333:role/chime-admin`. Required. */
  roleArn: pulumi.Input<string>;
  /** The name of the session, which stands in CloudTrail. Default `pulumi-chime`. */
  sessionName?: pulumi.Input<string | undefined>;
  /** The external id that the role's trust policy asks for. Default: none is sent. */
  externalId?: pulumi.Input<string | undefined>;
  /** How long the session lasts, such as `1h30m`: 15 minutes to 12 hours. Default: AWS's own, an hour. */
  duration?: pulumi.Input<string | undefined>;
  /** The same in seconds, in place of `duration`: 900 to 43200. */
  durationSeconds?: pulumi.Input<number | undefined>;
  /** A policy, as JSON text, that takes rights away from the session. Default: none. */
  policy?: pulumi.Input<string | undefined>;
  /** The ARNs of managed policies that take rights away from the session. Default: none. */
  policyArns?: pulumi.Input<pulumi.Input<string>[] | undefined>;
  /** Who assumes the role, as AWS is to keep it. Default: not said. */
  sourceIdentity?: pulumi.Input<string | undefined>;
  /** Tags of the session. Default: none. */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>> | undefined>;
  /** The tags that are handed on when the session assumes a further role. Default: none. */
  transitiveTagKeys?: pulumi.Input<pulumi.Input<string>[] | undefined>;
}

/**
 * The arguments of a `Provider`. What they leave open is as the stack's configuration says under `chime:`, else
 * under `aws:`, else as the AWS SDK finds it. They are checked in the preview, with the names that they have there.
 */
export interface ProviderArgs {
  /**
   * The access key to sign with; needs `secretKey`. Kept as a secret. Who gives any of `accessKey`, `secretKey`, `token`
   * and `profile` gives the whole identity: none of it is then taken from the stack's configuration.
   */
  accessKey?: pulumi.Input<string | undefined>;
  /** The secret key of `accessKey`. Kept as a secret. */
  secretKey?: pulumi.Input<string | undefined>;
  /** The session token of `accessKey`, where it is a temporary one. Kept as a secret. */
  token?: pulumi.Input<string | undefined>;
  /** A profile of the shared AWS files. Keys go before it. */
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
  /** The roles to assume one after the other, in place of `assumeRole`. An empty list says that there is none. */
  assumeRoles?: pulumi.Input<pulumi.Input<ProviderAssumeRole>[] | undefined>;
  /** The URL to call in place of Amazon Chime's own. https, or plain http on this machine. */
  endpoint?: pulumi.Input<string | undefined>;
  /** The URL to call in place of Amazon Chime SDK Messaging's own. https, or plain http on this machine. */
  messagingEndpoint?: pulumi.Input<string | undefined>;
  /** The URL to call in place of Amazon Chime SDK Identity's own. https, or plain http on this machine. */
  identityEndpoint?: pulumi.Input<string | undefined>;
  /**
   * The region that channels and app instances are in: an ARN of another one is refused in the preview. Default: any;
   * for an app instance that is created, `aws:region`, else `AWS_REGION`, else us-east-1.
   */
  region?: pulumi.Input<string | undefined>;
  /**
   * The ARN of the user or bot on whose behalf calls about channels are made, where the resource does not say; and on whose
   * behalf resources are read and deleted, where the bearer in their state is refused.
   */
  appInstanceUserArn?: pulumi.Input<string | undefined>;
  /** The URL to call in place of AWS STS's own, for the roles named here. https, or plain http on this machine. */
  stsEndpoint?: pulumi.Input<string | undefined>;
  /** Whether an endpoint on another machine may be plain http, so that all calls can be read. Default false. */
  allowInsecureEndpoint?: pulumi.Input<boolean | undefined>;
  /** `adaptive` (the default) finds and keeps the rate that Amazon Chime allows, `standard` only waits. */
  retryMode?: pulumi.Input<string | undefined>;
  /** How often a call that failed for a passing reason is repeated: 0 to 100. Default 24. */
  maxRetries?: pulumi.Input<number | undefined>;
  /**
   * How many calls a second are made: 1 to 1000. Default: as many as Amazon Chime seems to allow, and about memberships
   * of channels as many as AWS publishes.
   */
  callsPerSecond?: pulumi.Input<number | undefined>;
  /** How many seconds after its first attempt a call may be repeated: 1 to 3600. Default 180. */
  maxRetrySeconds?: pulumi.Input<number | undefined>;
  /** How many seconds one attempt may wait for its answer: 1 to 600. Default 30. */
  requestTimeoutSeconds?: pulumi.Input<number | undefined>;
  /** Whether what exists already is taken over, where its resource does not say. Default false. */
  adoptExisting?: pulumi.Input<boolean | undefined>;
  /** For how many seconds what a read does not show is looked for before it counts as gone: 0 to 60. Default 8. */
  readConsistencySeconds?: pulumi.Input<number | undefined>;
  /**
   * Whether an identity and roles that these arguments leave open are taken from the stack's configuration. With
   * `false` the AWS SDK finds them. Default true.
   */
  inheritIdentity?: boolean | undefined;
}
