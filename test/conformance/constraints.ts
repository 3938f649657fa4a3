/** A constraint that the API reference states for a member and that the SDK's schemas omit. */
export interface Constraint {
  /** Must contain a non-whitespace character: the pattern `.*\S.*`. */
  readonly notBlank?: true;
  /** The number of characters of a string. */
  readonly length?: readonly [minimum: number, maximum: number];
  /** The range of a number. */
  readonly range?: readonly [minimum: number, maximum: number];
  /** The number of items of a list. */
  readonly items?: readonly [minimum: number, maximum: number];
  /** Strings that the pattern does not allow. */
  readonly forbidden?: readonly string[];
  /** Unusual strings that the pattern allows. */
  readonly unusual?: readonly string[];
  /** Identifies an existing resource, so a valid string of the maximum length would identify another one. */
  readonly isReference?: true;
  /** Required according to the API reference, although not in the schema. */
  readonly required?: true;
}

const ARN: Constraint = {
  length: [5, 1600],
  isReference: true,
  forbidden: [
    "text",
    "arn:aws:chime:us-east-1",
    "arn:aws:CHIME::1:x",
    "arn:aws:chime:us-east-1:111122223333:/x",
  ],
};
// Optional in the schemas only because the SDK generates one.
const TOKEN: Constraint = {
  required: true,
  length: [2, 64],
  forbidden: ["not a token", "tök", "a.b"],
  unusual: ["--", "_A9"],
};
const NAME: Constraint = { length: [1, 256], unusual: [" ", "日本", "a\tb"] };
const USER_NAME: Constraint = { length: [1, 100], notBlank: true, unusual: ["日本"] };
const METADATA: Constraint = { length: [0, 1024], unusual: ["", "{}"] };
const CHOSEN_ID: Constraint = {
  length: [1, 64],
  forbidden: ["-a", "a-", "a b", "ä"],
  unusual: ["A", "a:b-c_d.e@f9"],
};
const SUB_CHANNEL: Constraint = { length: [1, 128], forbidden: ["a b", "a.b"] };
const FEW: Constraint = { items: [1, 10], forbidden: ["text", ""] };
const TAGS = {
  "*.ResourceARN": ARN,
  "*.TagKeys": { items: [1, 50], forbidden: ["", "x".repeat(129)] },
  "*.Tags": { items: [1, 50] },
  "*.Tags.Key": { length: [1, 128] },
  "*.Tags.Value": { length: [1, 256] },
} as const;

/**
 * The constraints on the input of each operation, by service and by `Operation.Member`, where `*` means every
 * operation. The source is the API reference of each service:
 * - https://docs.aws.amazon.com/chime/latest/APIReference/ for `chime`,
 * - https://docs.aws.amazon.com/chime-sdk/latest/APIReference/ for `identity` and `messaging`,
 * - https://docs.aws.amazon.com/STS/latest/APIReference/ for `sts`.
 * They were compared with the models in botocore 1.44.8, which contain the patterns that the JavaScript SDK omits.
 */
const CONSTRAINTS: Readonly<Record<string, Readonly<Record<string, Constraint>>>> = {
  chime: {
    "*.AccountId": { notBlank: true },
    "*.RoomId": { notBlank: true },
    "*.UserId": { notBlank: true },
    "CreateRoomMembership.MemberId": { notBlank: true },
    "DeleteRoomMembership.MemberId": { notBlank: true },
    "UpdateRoomMembership.MemberId": { notBlank: true },
    "CreateRoom.ClientRequestToken": {
      length: [2, 64],
      forbidden: ["not a token", "tök", "a.b"],
      unusual: ["--", "_A9"],
    },
    "BatchCreateRoomMembership.MembershipItemList": { items: [1, 50] },
    "BatchCreateRoomMembership.MembershipItemList.MemberId": { notBlank: true, required: true },
    "ListRoomMemberships.MaxResults": { range: [1, 99] },
    "ListRooms.MaxResults": { range: [1, 99] },
    "ListUsers.MaxResults": { range: [1, 200] },
    "ListUsers.UserEmail": { forbidden: ["nobody", "nobody@", "nobody@example", "@."], unusual: ["a@b.c"] },
  },
  identity: {
    ...TAGS,
    "*.AppInstanceArn": ARN,
    "*.AppInstanceUserArn": ARN,
    "*.AppInstanceAdminArn": ARN,
    "*.AppInstanceBotArn": ARN,
    "*.MaxResults": { range: [1, 50] },
    "*.NextToken": { length: [0, 2048] },
    "*.Metadata": METADATA,
    "*.ClientRequestToken": TOKEN,
    "*.ExpirationSettings.ExpirationDays": { range: [1, 5475] },
    "*.AppInstanceRetentionSettings.ChannelRetentionSettings.RetentionDays": { range: [1, 5475] },
    "CreateAppInstance.Name": NAME,
    "CreateAppInstanceUser.AppInstanceUserId": CHOSEN_ID,
    "CreateAppInstanceUser.Name": USER_NAME,
    "CreateAppInstanceBot.Name": { ...NAME, length: [0, 256] },
    "UpdateAppInstanceBot.Name": { ...NAME, length: [0, 256] },
    "*.Configuration.Lex.LexBotAliasArn": {
      length: [15, 2048],
      isReference: true,
      forbidden: [
        "arn:aws:lex:us-east-1:111122223333:bot-alias/abcdefghij/KLMNOPQRST",
        "arn:aws:lex:us-east-1:1:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
        "arn:aws:lex:us-east-1:111122223333:bot/ABCDEFGHIJ",
      ],
      unusual: ["arn:aws:lex:eu-central-1:444455556666:bot-alias/0123456789/TSTALIASID"],
    },
    "*.Configuration.Lex.WelcomeIntent": {
      length: [1, 100],
      forbidden: ["a__b", "_a", "a1", "a b"],
      unusual: ["a_", "Hello_World"],
    },
    "UpdateAppInstance.Name": NAME,
    "UpdateAppInstanceUser.Name": USER_NAME,
  },
  messaging: {
    ...TAGS,
    "*.AppInstanceArn": ARN,
    "*.ChannelArn": ARN,
    "*.ChimeBearer": ARN,
    "*.MemberArn": ARN,
    "*.AppInstanceUserArn": ARN,
    "*.ChannelModeratorArn": ARN,
    "*.ChannelFlowArn": ARN,
    "*.Processors": { items: [1, 3] },
    "*.Processors.Name": NAME,
    "*.Processors.ExecutionOrder": { range: [1, 3] },
    "*.Processors.Configuration.Lambda.ResourceArn": {
      length: [15, 2048],
      isReference: true,
      forbidden: [
        "arn:aws:lambda:us-east-1:111122223333:layer:x",
        "arn:aws:lambda:us-east-1:1:function:x",
        "arn:aws:lambda:us-east-1:111122223333:function:x:$LAST",
      ],
      unusual: [
        "arn:aws:lambda:us-east-1:111122223333:function:x:$LATEST",
        "arn:aws:lambda:us-east-1:111122223333:function:a-b_c.d:live",
      ],
    },
    "CreateChannelFlow.ClientRequestToken": TOKEN,
    "*.StreamingConfigurations": { items: [1, 2] },
    "*.StreamingConfigurations.ResourceArn": ARN,
    "*.MaxResults": { range: [1, 50] },
    "*.NextToken": { length: [0, 2048] },
    "*.SubChannelId": SUB_CHANNEL,
    "*.Name": NAME,
    "*.Metadata": METADATA,
    "*.ExpirationSettings.ExpirationDays": { range: [1, 5475] },
    "BatchCreateChannelMembership.MemberArns": { ...FEW, items: [1, 100] },
    "CreateChannel.MemberArns": FEW,
    "CreateChannel.ModeratorArns": FEW,
    "CreateChannel.ChannelId": CHOSEN_ID,
    "CreateChannel.ClientRequestToken": TOKEN,
    // Mandatory according to the note on the API page, optional in its list of parameters.
    "PutChannelExpirationSettings.ChimeBearer": { ...ARN, required: true },
  },
  sts: {
    "AssumeRole.RoleArn": { length: [20, 2048], isReference: true },
    "AssumeRole.RoleSessionName": { length: [2, 64], forbidden: ["a b", "a/b", "ä1"], unusual: ["=,.@-_+"] },
    "AssumeRole.DurationSeconds": { range: [900, 43_200] },
    "AssumeRole.ExternalId": { length: [2, 1224], forbidden: ["a b", "a*b"], unusual: ["+=,.@:/-_"] },
    "AssumeRole.SourceIdentity": { length: [2, 256], forbidden: ["a b", "a/b"], unusual: ["=,.@-_+"] },
    "AssumeRole.Policy": { length: [1, Infinity] },
    "AssumeRole.SerialNumber": {
      length: [9, 256],
      forbidden: ["a b c d e f"],
      unusual: ["arn:aws:iam::1:mfa/a"],
    },
    "AssumeRole.TokenCode": { forbidden: ["12345", "1234567", "12345x"], unusual: ["000000"] },
    "AssumeRole.PolicyArns.arn": { length: [20, 2048] },
    "AssumeRole.Tags": { items: [0, 50] },
    "AssumeRole.Tags.Key": { length: [1, 128], forbidden: ["a*", "#"] },
    "AssumeRole.Tags.Value": { length: [0, 256], forbidden: ["a*", "#"] },
    "AssumeRole.TransitiveTagKeys": { items: [0, 50] },
    "AssumeRole.ProvidedContexts": { items: [1, 5] },
    "AssumeRole.ProvidedContexts.ProviderArn": { length: [20, 2048] },
    "AssumeRole.ProvidedContexts.ContextAssertion": { length: [4, 3072] },
    "AssumeRole.MinimumSessionTokenSize": { range: [0, 4096] },
    "AssumeRoleWithWebIdentity.RoleArn": { length: [20, 2048], isReference: true },
    "AssumeRoleWithWebIdentity.RoleSessionName": {
      length: [2, 64],
      forbidden: ["a b", "a/b", "ä1"],
      unusual: ["=,.@-_+"],
    },
    "AssumeRoleWithWebIdentity.WebIdentityToken": { length: [4, 20_000], isReference: true },
    "AssumeRoleWithWebIdentity.ProviderId": { length: [4, 2048] },
    "AssumeRoleWithWebIdentity.PolicyArns.arn": { length: [20, 2048] },
    "AssumeRoleWithWebIdentity.Policy": { length: [1, 2048] },
    "AssumeRoleWithWebIdentity.DurationSeconds": { range: [900, 43_200] },
  },
};

/** The constraint on a member of an operation, by its path in the input. Empty if there is none. */
export function constraintOn(service: string, operation: string, member: string): Constraint {
  const constraints = CONSTRAINTS[service] ?? {};
  return constraints[`${operation}.${member}`] ?? constraints[`*.${member}`] ?? {};
}
