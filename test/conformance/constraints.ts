/** What an API page says of a member that the SDK's schemas leave out. */
export interface Constraint {
  /** It must have something in it besides white space: the pattern `.*\S.*`. */
  readonly notBlank?: true;
  /** Characters of a string. */
  readonly length?: readonly [least: number, most: number];
  /** Values of a number. */
  readonly range?: readonly [least: number, most: number];
  /** Items of a list. */
  readonly items?: readonly [least: number, most: number];
  /** Texts that the pattern does not allow. */
  readonly never?: readonly string[];
  /** Texts that look odd, and that the pattern allows. */
  readonly odd?: readonly string[];
  /** It is the name of something that exists, so that a longer one is that of something else. */
  readonly names?: true;
  /** Required by the page although the schema does not say so. */
  readonly required?: true;
}

const ARN: Constraint = {
  length: [5, 1600],
  names: true,
  never: ["text", "arn:aws:chime:us-east-1", "arn:aws:CHIME::1:x", "arn:aws:chime:us-east-1:111122223333:/x"],
};
// The schemas have it optional only because the SDK makes one up.
const TOKEN: Constraint = {
  required: true,
  length: [2, 64],
  never: ["not a token", "tök", "a.b"],
  odd: ["--", "_A9"],
};
const NAME: Constraint = { length: [1, 256], odd: [" ", "日本", "a\tb"] };
const USER_NAME: Constraint = { length: [1, 100], notBlank: true, odd: ["日本"] };
const METADATA: Constraint = { length: [0, 1024], odd: ["", "{}"] };
const CHOSEN_ID: Constraint = {
  length: [1, 64],
  never: ["-a", "a-", "a b", "ä"],
  odd: ["A", "a:b-c_d.e@f9"],
};
const SUB_CHANNEL: Constraint = { length: [1, 128], never: ["a b", "a.b"] };
const FEW: Constraint = { items: [1, 10], never: ["text", ""] };
const TAGS = {
  "*.Tags": { items: [1, 50] },
  "*.Tags.Key": { length: [1, 128] },
  "*.Tags.Value": { length: [1, 256] },
} as const;

/**
 * The constraints on the members of each operation's input, by service and then by `Operation.Member`, `*` standing for
 * every operation. They are those of the operations' pages in the API reference, which repeat the service's model:
 * https://docs.aws.amazon.com/chime/latest/APIReference/ and https://docs.aws.amazon.com/STS/latest/APIReference/
 * (and https://docs.aws.amazon.com/chime-sdk/latest/APIReference/ for `identity` and `messaging`). Checked against the
 * models in botocore 1.44.8, which have the patterns that the schemas of the JavaScript SDK leave out.
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
      never: ["not a token", "tök", "a.b"],
      odd: ["--", "_A9"],
    },
    "BatchCreateRoomMembership.MembershipItemList": { items: [1, 50] },
    "BatchCreateRoomMembership.MembershipItemList.MemberId": { notBlank: true, required: true },
    "ListRoomMemberships.MaxResults": { range: [1, 99] },
    "ListRooms.MaxResults": { range: [1, 99] },
    "ListUsers.MaxResults": { range: [1, 200] },
    "ListUsers.UserEmail": { never: ["nobody", "nobody@", "nobody@example", "@."], odd: ["a@b.c"] },
  },
  identity: {
    ...TAGS,
    "*.AppInstanceArn": ARN,
    "*.AppInstanceUserArn": ARN,
    "*.MaxResults": { range: [1, 50] },
    "*.NextToken": { length: [0, 2048] },
    "*.Metadata": METADATA,
    "*.ClientRequestToken": TOKEN,
    "*.ExpirationSettings.ExpirationDays": { range: [1, 5475] },
    "CreateAppInstance.Name": NAME,
    "CreateAppInstanceUser.AppInstanceUserId": CHOSEN_ID,
    "CreateAppInstanceUser.Name": USER_NAME,
    "UpdateAppInstance.Name": NAME,
    "UpdateAppInstanceUser.Name": USER_NAME,
  },
  messaging: {
    ...TAGS,
    "*.AppInstanceArn": ARN,
    "*.ChannelArn": ARN,
    "*.ChimeBearer": ARN,
    "*.MemberArn": ARN,
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
  },
  sts: {
    "AssumeRole.RoleArn": { length: [20, 2048], names: true },
    "AssumeRole.RoleSessionName": { length: [2, 64], never: ["a b", "a/b", "ä1"], odd: ["=,.@-_+"] },
    "AssumeRole.DurationSeconds": { range: [900, 43_200] },
    "AssumeRole.ExternalId": { length: [2, 1224], never: ["a b", "a*b"], odd: ["+=,.@:/-_"] },
    "AssumeRole.SourceIdentity": { length: [2, 256], never: ["a b", "a/b"], odd: ["=,.@-_+"] },
    "AssumeRole.Policy": { length: [1, Infinity] },
    "AssumeRole.SerialNumber": { length: [9, 256], never: ["a b c d e f"], odd: ["arn:aws:iam::1:mfa/a"] },
    "AssumeRole.TokenCode": { never: ["12345", "1234567", "12345x"], odd: ["000000"] },
    "AssumeRole.PolicyArns.arn": { length: [20, 2048] },
    "AssumeRole.Tags": { items: [0, 50] },
    "AssumeRole.Tags.Key": { length: [1, 128], never: ["a*", "#"] },
    "AssumeRole.Tags.Value": { length: [0, 256], never: ["a*", "#"] },
    "AssumeRole.TransitiveTagKeys": { items: [0, 50] },
    "AssumeRole.ProvidedContexts": { items: [1, 5] },
    "AssumeRole.ProvidedContexts.ProviderArn": { length: [20, 2048] },
    "AssumeRole.ProvidedContexts.ContextAssertion": { length: [4, 3072] },
    "AssumeRole.MinimumSessionTokenSize": { range: [0, 4096] },
    "AssumeRoleWithWebIdentity.RoleArn": { length: [20, 2048], names: true },
    "AssumeRoleWithWebIdentity.RoleSessionName": {
      length: [2, 64],
      never: ["a b", "a/b", "ä1"],
      odd: ["=,.@-_+"],
    },
    "AssumeRoleWithWebIdentity.WebIdentityToken": { length: [4, 20_000], names: true },
    "AssumeRoleWithWebIdentity.ProviderId": { length: [4, 2048] },
    "AssumeRoleWithWebIdentity.PolicyArns.arn": { length: [20, 2048] },
    "AssumeRoleWithWebIdentity.Policy": { length: [1, 2048] },
    "AssumeRoleWithWebIdentity.DurationSeconds": { range: [900, 43_200] },
  },
};

/** The constraint on a member of an operation, by its path within the input; empty where there is none. */
export function constraintOn(service: string, operation: string, member: string): Constraint {
  const known = CONSTRAINTS[service] ?? {};
  return known[`${operation}.${member}`] ?? known[`*.${member}`] ?? {};
}
