import { ref, type PackageSpec, type PropertySpec, type ProviderSpec } from "./model";

const TEXTS = { type: "array", items: { type: "string" } } as const;

/** The input that is the URL of a service. */
function endpoint(service: string, fallback: string): PropertySpec {
  return {
    type: "string",
    description: `The URL to call instead of ${service}: https, or http on this machine.`,
    defaultDescription: fallback,
  };
}

export const PROVIDER: ProviderSpec = {
  description:
    "An explicit provider: credentials, region and other settings for the resources that use it, instead " +
    "of those of the stack's configuration.",
  example: `
import * as chime from "pulumi-chime";

const accountId = "0b6f1c9e-58d2-4c0f-9a7e-3d1f2e4a5b60";

const prod = new chime.Provider("prod", { profile: "prod" });
const { roomId } = chime.getRoomOutput({ accountId, name: "Launch" }, { provider: prod });
new chime.RoomMembership(
  "ada",
  { accountId, roomId, memberId: "6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10" },
  { provider: prod },
);
`,
  yamlExample: `
variables:
  room:
    fn::invoke:
      function: chime:getRoom
      arguments:
        accountId: 0b6f1c9e-58d2-4c0f-9a7e-3d1f2e4a5b60
        name: Launch
      options:
        provider: \${prod}
resources:
  prod:
    type: pulumi:providers:chime
    properties:
      profile: prod
  ada:
    type: chime:RoomMembership
    properties:
      accountId: 0b6f1c9e-58d2-4c0f-9a7e-3d1f2e4a5b60
      roomId: \${room.roomId}
      memberId: 6a1d8c52-0f3b-4e7a-8f21-9b5c4d3e2a10
    options:
      provider: \${prod}
`,
  inputProperties: {
    accessKey: {
      type: "string",
      secret: true,
      description:
        "The access key id; requires `secretKey`. If any of `accessKey`, `secretKey`, `token` and " +
        "`profile` is set, none of the four comes from the stack's configuration.",
      native: { description: "The access key id; requires `secretKey`." },
    },
    secretKey: { type: "string", secret: true, description: "The secret access key." },
    token: { type: "string", secret: true, description: "The session token of temporary credentials." },
    profile: {
      type: "string",
      description: "A profile in the shared AWS files. Access keys take precedence.",
    },
    sharedConfigFiles: {
      ...TEXTS,
      description: "The path of the config file for profiles, as a list of one.",
      defaultDescription: "`AWS_CONFIG_FILE`, else `~/.aws/config`",
    },
    sharedCredentialsFiles: {
      ...TEXTS,
      description: "The path of the credentials file for profiles, as a list of one.",
      defaultDescription: "`AWS_SHARED_CREDENTIALS_FILE`, else `~/.aws/credentials`",
    },
    assumeRole: {
      ...ref("ProviderAssumeRole"),
      description: "The role to assume.",
      defaultDescription: "that of the stack's configuration, else none",
      native: { defaultDescription: "none" },
    },
    assumeRoles: {
      type: "array",
      items: ref("ProviderAssumeRole"),
      description:
        "The roles to assume one after the other, instead of `assumeRole`. An empty list means no role.",
    },
    endpoint: endpoint("Amazon Chime's", "Amazon Chime's"),
    messagingEndpoint: endpoint("Amazon Chime SDK messaging's", "that of the region"),
    identityEndpoint: endpoint("Amazon Chime SDK Identity's", "that of the region"),
    region: {
      type: "string",
      description: "The region of channels and app instances: the preview refuses an ARN of another one.",
      defaultDescription:
        "any; for a new app instance `aws:region`, else `AWS_REGION` or `AWS_DEFAULT_REGION`, else us-east-1",
      native: {
        defaultDescription:
          "any; for a new app instance `AWS_REGION` or `AWS_DEFAULT_REGION`, else us-east-1",
      },
    },
    appInstanceUserArn: {
      type: "string",
      description:
        "The bearer of calls about channels, for resources that name none: the ARN of an app instance " +
        "user or bot. Resources are also read and deleted with it if the bearer in their state is " +
        "refused.",
      defaultDescription: "every resource must name a bearer",
    },
    stsEndpoint: {
      type: "string",
      description: "The URL to call instead of AWS STS's, for the roles: https, or http on this machine.",
      defaultDescription: "AWS STS's",
    },
    allowInsecureEndpoint: {
      type: "boolean",
      description: "Whether an endpoint on another machine may be http, where others can read all calls.",
      default: false,
    },
    retryMode: {
      type: "string",
      description:
        "`adaptive` limits calls to the rate that Amazon Chime allows, `standard` only waits between " +
        "retries.",
      default: "adaptive",
    },
    maxRetries: {
      type: "integer",
      description: "How many times a call is retried after a transient error: 0 to 100.",
      default: 24,
    },
    callsPerSecond: {
      type: "integer",
      description: "The maximum number of calls a second: 1 to 1000.",
      defaultDescription:
        "no limit until Amazon Chime throttles; for channel memberships the rates that AWS publishes",
    },
    maxRetrySeconds: {
      type: "integer",
      description: "For how many seconds after its first attempt a call may be retried: 1 to 3600.",
      default: 180,
    },
    requestTimeoutSeconds: {
      type: "integer",
      description: "The timeout of one attempt, in seconds: 1 to 600.",
      default: 30,
    },
    adoptExisting: {
      type: "boolean",
      description: "Whether to adopt memberships that exist already, for resources without `adoptExisting`.",
      default: false,
    },
    readConsistencySeconds: {
      type: "integer",
      description:
        "For how many seconds a read is retried before something that it does not return counts as gone: " +
        "0 to 60.",
      default: 8,
    },
    skipCredentialsValidation: {
      type: "boolean",
      description:
        "Whether previews and updates skip the check that there are credentials, as in a preview without " +
        "access to AWS.",
      default: false,
      defaultDescription: "`false`: without credentials, they fail before anything is changed",
    },
    inheritIdentity: {
      type: "boolean",
      plain: true,
      description:
        "Whether credentials and roles that are not set here come from the stack's configuration. With " +
        "`false`, the AWS SDK finds the credentials and no role is assumed.",
      default: true,
    },
  },
  properties: {
    settings: {
      type: "object",
      additionalProperties: { type: "string" },
      required: true,
      description:
        "The settings as strings by their full key, such as `chime:profile`. A secret if one of them is " +
        "a secret.",
    },
  },
  notes: [
    [
      "Settings",
      "The arguments have the names of the [settings](../guides/settings.md) in the stack's " +
        "configuration. An argument that is not set comes from the stack's configuration under `chime:`, " +
        "else under `aws:`, else from the AWS SDK.",
    ],
    [
      "Native form",
      "The provider of the [native form](../guides/other-languages.md#settings) copies nothing from the stack's " +
        "configuration: an argument that is not set comes from the AWS SDK. It has neither `inheritIdentity` nor the output " +
        "`settings`.",
    ],
    [
      "With @pulumi/aws",
      "In TypeScript, `chime.fromAwsProvider(awsProvider, args?)` returns the arguments for the credentials of a " +
        "provider of @pulumi/aws: [examples/aws](../../examples/aws/README.md).",
    ],
    [
      "State",
      "The state keeps the settings, with keys encrypted, and `pulumi destroy` needs no others. A " +
        "change of settings updates the provider and none of its resources: [when settings take " +
        "effect](../guides/settings.md#when-settings-take-effect).",
    ],
    [
      "Another provider",
      "A resource that gets another provider and keeps its name changes only in the state: [another " +
        "provider](../guides/moving-members.md#another-provider).",
    ],
  ],
};

export const PROVIDER_TYPES: PackageSpec["types"] = {
  ProviderAssumeRole: {
    description: "A role for a `Provider` to assume.",
    properties: {
      roleArn: {
        type: "string",
        required: true,
        description: "The ARN of the role, such as `arn:aws:iam::111122223333:role/chime-admin`.",
      },
      sessionName: {
        type: "string",
        description: "The session name, which CloudTrail records.",
        default: "pulumi-chime",
      },
      externalId: {
        type: "string",
        description: "The external id that the role's trust policy requires.",
        defaultDescription: "none",
      },
      duration: {
        type: "string",
        description: "The duration of the session, such as `1h30m`: 15 minutes to 12 hours.",
        defaultDescription: "that of AWS STS, an hour",
      },
      durationSeconds: {
        type: "integer",
        description: "The duration in seconds, instead of `duration`: 900 to 43200.",
      },
      policy: {
        type: "string",
        description: "A session policy as JSON, which restricts the permissions.",
        defaultDescription: "none",
      },
      policyArns: {
        ...TEXTS,
        description: "The ARNs of managed session policies, which restrict the permissions.",
        defaultDescription: "none",
      },
      sourceIdentity: {
        type: "string",
        description: "The source identity, which CloudTrail records.",
        defaultDescription: "none",
      },
      tags: {
        type: "object",
        additionalProperties: { type: "string" },
        description: "The session tags.",
        defaultDescription: "none",
      },
      transitiveTagKeys: {
        ...TEXTS,
        description: "The keys of session tags that are passed on to further roles.",
        defaultDescription: "none",
      },
    },
  },
};
