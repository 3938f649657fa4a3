import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import fc from "fast-check";

import { ChimeError } from "../../provider/aws/errors/chimeError";
import { openChimeApi, type ChimeApi } from "../../provider/aws/chimeApi";
import type { EntityApi } from "../../provider/aws/entityApi";
import type { MembershipApi } from "../../provider/aws/memberships/membershipApi";
import { readSettings } from "../../provider/settings/settings";

const KEY = { accountId: "account-1", roomId: "room-1", memberId: "user-1" };
const MEMBER = { memberId: KEY.memberId, role: "Member" };

const APP_INSTANCE = { appInstanceArn: "arn:aws:chime:us-east-1:111122223333:app-instance/app-1" };
const USER = { appInstanceUserArn: `${APP_INSTANCE.appInstanceArn}/user/user-1` };
const CHANNEL = {
  channelArn: `${APP_INSTANCE.appInstanceArn}/channel/channel-1`,
  chimeBearer: USER.appInstanceUserArn,
};
const CHANNEL_INPUTS = {
  ...APP_INSTANCE,
  name: "Name",
  mode: "UNRESTRICTED",
  privacy: "PUBLIC",
  chimeBearer: USER.appInstanceUserArn,
} as const;
const USER_INPUTS = { ...APP_INSTANCE, appInstanceUserId: "user-1", name: "Name" };
const BOT = { appInstanceBotArn: `${APP_INSTANCE.appInstanceArn}/bot/bot-1` };
const BOT_INPUTS = {
  ...APP_INSTANCE,
  name: "Name",
  lexBotAliasArn: "arn:aws:lex:us-east-1:111122223333:bot-alias/ABCDEFGHIJ/KLMNOPQRST",
  localeId: "en_US",
  standardMessages: "ALL",
  targetedMessages: "NONE",
} as const;
const RETENTION_INPUTS = { ...APP_INSTANCE, retentionDays: 30 };
const STREAM = "arn:aws:kinesis:us-east-1:111122223333:stream/chime-messaging-a";
const STREAMING_INPUTS = { ...APP_INSTANCE, channelStreamArn: STREAM };
const FLOW_INPUTS = { ...CHANNEL, channelFlowArn: `${APP_INSTANCE.appInstanceArn}/channel-flow/flow-1` };
const TAGGED = { hasTags: true } as const;
const EXPIRING = {
  expirationSettings: { expirationCriterion: "CREATED_TIMESTAMP", expirationDays: 30 },
} as const;
const CHANNEL_MEMBER = { memberId: USER.appInstanceUserArn, role: "DEFAULT" };

/** A reply of the server. */
interface ServerReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const member = fc.record(
  {
    MemberId: mostly(fc.constantFrom("user-1", "user-2", "")),
    MemberType: mostly(fc.constantFrom("User", "Bot")),
    Email: mostly(fc.constant("ana@example.com")),
  },
  { requiredKeys: [] },
);

const membership = fc.record(
  {
    RoomId: mostly(fc.constantFrom("room-1", "room-2")),
    Member: mostly(member),
    Role: mostly(fc.constantFrom("Member", "Administrator", "Owner")),
    InvitedBy: mostly(fc.constant("somebody")),
    UpdatedTimestamp: mostly(fc.constantFrom("2026-01-01T00:00:00Z", "yesterday", 1e12)),
  },
  { requiredKeys: [] },
);

const userArn = fc.constantFrom(USER.appInstanceUserArn, `${APP_INSTANCE.appInstanceArn}/user/user-2`, "");

const identity = fc.record(
  { Arn: mostly(userArn), Name: mostly(fc.constant("ana@example.com")) },
  { requiredKeys: [] },
);

const channelMembership = fc.record(
  {
    Member: mostly(identity),
    InvitedBy: mostly(identity),
    Type: mostly(fc.constantFrom("DEFAULT", "HIDDEN", "OPEN")),
    CreatedTimestamp: mostly(fc.constantFrom(1.7e9, 1e20, -1)),
  },
  { requiredKeys: [] },
);

// An administrator, a moderator or a ban.
const access = fc.record(
  {
    Arn: mostly(userArn),
    Admin: mostly(identity),
    Moderator: mostly(identity),
    Member: mostly(identity),
    CreatedBy: mostly(identity),
    CreatedTimestamp: mostly(fc.constantFrom(1.7e9, 1e20, -1)),
  },
  { requiredKeys: [] },
);
const accessList = mostly(fc.array(mostly(access), { maxLength: 3 }));

const expiration = fc.record(
  {
    ExpirationCriterion: mostly(fc.constantFrom("CREATED_TIMESTAMP", "NEVER")),
    ExpirationDays: mostly(fc.constantFrom(30, "30", 1.5)),
  },
  { requiredKeys: [] },
);

const lex = fc.record(
  {
    LexBotAliasArn: mostly(fc.constant(BOT_INPUTS.lexBotAliasArn)),
    LocaleId: mostly(fc.constant("en_US")),
    RespondsTo: mostly(fc.constant("STANDARD_MESSAGES")),
    WelcomeIntent: mostly(fc.constantFrom("Hello", 7)),
    InvokedBy: mostly(
      fc.record(
        {
          StandardMessages: mostly(fc.constantFrom("ALL", "SOME")),
          TargetedMessages: mostly(fc.constant("NONE")),
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
);

const tag = fc.record(
  { Key: mostly(fc.constantFrom("team", "aws:team")), Value: mostly(fc.constantFrom("support", "")) },
  { requiredKeys: [] },
);

// The properties of an app instance, an app instance user or bot, or a channel.
const entity = fc.record(
  {
    AppInstanceArn: mostly(fc.constant(APP_INSTANCE.appInstanceArn)),
    AppInstanceUserArn: mostly(userArn),
    AppInstanceBotArn: mostly(fc.constant(BOT.appInstanceBotArn)),
    Configuration: mostly(fc.record({ Lex: mostly(lex) }, { requiredKeys: [] })),
    ExpirationSettings: mostly(expiration),
    ChannelArn: mostly(fc.constant(CHANNEL.channelArn)),
    ChannelFlowArn: mostly(fc.constantFrom(FLOW_INPUTS.channelFlowArn, "flow-1")),
    Name: mostly(fc.constant("Name")),
    Metadata: mostly(fc.constantFrom("", "metadata")),
    Mode: mostly(fc.constantFrom("UNRESTRICTED", "OPEN")),
    Privacy: mostly(fc.constantFrom("PUBLIC", "SECRET")),
    CreatedTimestamp: mostly(fc.constantFrom(1.7e9, 1e20)),
  },
  { requiredKeys: [] },
);
const entities = mostly(fc.array(mostly(entity), { maxLength: 3 }));

const retention = fc.record(
  { RetentionDays: mostly(fc.constantFrom(30, "30", 1.5, -1)) },
  { requiredKeys: [] },
);
const streaming = fc.record(
  {
    DataType: mostly(fc.constantFrom("Channel", "ChannelMessage", "Meeting")),
    ResourceArn: mostly(fc.constant(STREAM)),
  },
  { requiredKeys: [] },
);

const content = fc.oneof(
  mostly(
    fc.record(
      {
        ChannelMembership: mostly(channelMembership),
        ChannelMemberships: mostly(fc.array(mostly(channelMembership), { maxLength: 3 })),
        AppInstanceAdmin: mostly(access),
        AppInstanceAdmins: accessList,
        ChannelModerator: mostly(access),
        ChannelModerators: accessList,
        ChannelBan: mostly(access),
        ChannelBans: accessList,
        Member: mostly(identity),
        AppInstance: mostly(entity),
        AppInstances: entities,
        AppInstanceArn: mostly(fc.constant(APP_INSTANCE.appInstanceArn)),
        AppInstanceUser: mostly(entity),
        AppInstanceUsers: entities,
        AppInstanceUserArn: mostly(userArn),
        AppInstanceBot: mostly(entity),
        AppInstanceBots: entities,
        AppInstanceBotArn: mostly(fc.constant(BOT.appInstanceBotArn)),
        AppInstanceRetentionSettings: mostly(
          fc.record({ ChannelRetentionSettings: mostly(retention) }, { requiredKeys: [] }),
        ),
        StreamingConfigurations: mostly(fc.array(mostly(streaming), { maxLength: 3 })),
        Tags: mostly(fc.array(mostly(tag), { maxLength: 3 })),
        Channel: mostly(entity),
        Channels: entities,
        ChannelArn: mostly(fc.constant(CHANNEL.channelArn)),
        RoomMembership: mostly(membership),
        RoomMemberships: mostly(fc.array(mostly(membership), { maxLength: 3 })),
        NextToken: mostly(fc.constantFrom("", "token")),
        Errors: mostly(
          fc.array(
            mostly(
              fc.record(
                {
                  MemberId: mostly(fc.constantFrom("user-1", "user-2")),
                  MemberArn: mostly(userArn),
                  ErrorCode: mostly(fc.constantFrom("Conflict", "NotFound", "Throttled")),
                  ErrorMessage: mostly(fc.constant("message")),
                },
                { requiredKeys: [] },
              ),
            ),
            { maxLength: 3 },
          ),
        ),
        Room: mostly(fc.record({ RoomId: mostly(fc.constant("room-1")), Name: mostly(fc.constant("Room")) })),
        Users: mostly(fc.array(mostly(fc.record({ UserId: mostly(fc.constant("user-1")) })))),
        Code: mostly(fc.constantFrom("NotFound", "Conflict")),
        Message: mostly(fc.constantFrom("message", "x".repeat(100_000))),
      },
      { requiredKeys: [] },
    ),
  ).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    "",
    "{",
    "null",
    "<html>",
    '{"RoomMembership":',
    "[".repeat(10_000),
    "\ufeff{}",
    `"${"x".repeat(300_000)}"`,
  ),
);

const randomReply: fc.Arbitrary<ServerReply> = fc.record({
  status: fc.constantFrom(
    200,
    201,
    202,
    204,
    206,
    301,
    302,
    307,
    308,
    400,
    401,
    403,
    404,
    404,
    409,
    418,
    429,
    500,
    503,
  ),
  headers: fc.record(
    {
      "x-amzn-requestid": fc.constantFrom("request-1", ""),
      "x-amzn-errortype": fc.constantFrom(
        "NotFoundException",
        "ConflictException",
        "ForbiddenException",
        "Nonsense",
        "",
      ),
      "content-type": fc.constantFrom("application/json", "text/html"),
      location: fc.constantFrom("http://127.0.0.1:1/", "/elsewhere"),
      "retry-after": fc.constantFrom("0", "-1", "soon"),
    },
    { requiredKeys: [] },
  ),
  body: content,
});

describe("A random reply of the server", () => {
  let server: Server;
  let api: ChimeApi;
  let nextReply: ServerReply;
  let requestedPaths: string[];

  before(async () => {
    server = createServer((request, response) => {
      requestedPaths.push(request.url ?? "");
      request.resume();
      response.writeHead(nextReply.status, nextReply.headers);
      response.end(nextReply.body);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    api = apiAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const calls: Record<string, (api: ChimeApi) => Promise<unknown>> = {
    "create a membership": ({ roomMemberships }) => roomMemberships.create(KEY, MEMBER),
    "update the role": ({ roomMemberships }) => roomMemberships.updateRole(KEY, MEMBER),
    "remove a membership": ({ roomMemberships }) => roomMemberships.remove(KEY, KEY.memberId),
    "list the members": ({ roomMemberships }) => roomMemberships.members(KEY),
    "snapshot the members": ({ roomMemberships }) => roomMemberships.snapshot(KEY, performance.now()),
    "create a batch": ({ roomMemberships }) => roomMemberships.createBatch(KEY, [MEMBER]),
    "create a room": ({ rooms }) => rooms.create({ accountId: "account-1", name: "Room" }),
    "read a room": ({ rooms }) => rooms.get(KEY),
    "update a room": ({ rooms }) => rooms.update(KEY, { accountId: KEY.accountId, name: "New" }),
    "remove a room": ({ rooms }) => rooms.remove(KEY),
    "list rooms": ({ rooms }) => rooms.list("account-1"),
    "observe a room": ({ rooms }) => rooms.observe(KEY),
    "add to a channel": ({ channelMemberships }) => channelMemberships.create(CHANNEL, CHANNEL_MEMBER),
    "add a batch to a channel": ({ channelMemberships }) =>
      channelMemberships.createBatch(CHANNEL, [CHANNEL_MEMBER]),
    "remove from a channel": ({ channelMemberships }) =>
      channelMemberships.remove(CHANNEL, CHANNEL_MEMBER.memberId),
    "observe a member of a channel": async ({ channelMemberships }) =>
      (await channelMemberships.observe(CHANNEL, CHANNEL_MEMBER.memberId)).found,
    "list the members of a channel": ({ channelMemberships }) => channelMemberships.members(CHANNEL),
    "snapshot the members of a channel": ({ channelMemberships }) =>
      channelMemberships.snapshot(CHANNEL, performance.now()),
    ...accessCalls("administrator", ({ appInstanceAdmins }) => appInstanceAdmins, APP_INSTANCE),
    ...accessCalls("moderator", ({ channelModerators }) => channelModerators, CHANNEL),
    ...accessCalls("ban", ({ channelBans }) => channelBans, CHANNEL),
    "create a channel": ({ channels }) => channels.create(CHANNEL_INPUTS),
    "observe a channel": ({ channels }) => channels.observe(CHANNEL),
    "update a channel": ({ channels }) => channels.update(CHANNEL, CHANNEL_INPUTS, {}),
    "remove a channel": ({ channels }) => channels.remove(CHANNEL),
    "create an app instance": ({ appInstances }) => appInstances.create({ name: "Name" }),
    "observe an app instance": ({ appInstances }) => appInstances.observe(APP_INSTANCE),
    "update an app instance": ({ appInstances }) => appInstances.update(APP_INSTANCE, { name: "Name" }, {}),
    "create an app instance user": ({ appInstanceUsers }) => appInstanceUsers.create(USER_INPUTS),
    "observe an app instance user": ({ appInstanceUsers }) => appInstanceUsers.observe(USER),
    "update an app instance user": ({ appInstanceUsers }) => appInstanceUsers.update(USER, USER_INPUTS, {}),
    "update the expiration of a user": ({ appInstanceUsers }) =>
      appInstanceUsers.update(USER, { ...USER_INPUTS, ...EXPIRING }, USER_INPUTS),
    "update the expiration of a channel": ({ channels }) =>
      channels.update(CHANNEL, { ...CHANNEL_INPUTS, ...EXPIRING }, CHANNEL_INPUTS),
    "create a bot": ({ appInstanceBots }) => appInstanceBots.create(BOT_INPUTS),
    "observe a bot": ({ appInstanceBots }) => appInstanceBots.observe(BOT),
    "observe a bot with tags": ({ appInstanceBots }) => appInstanceBots.observe({ ...BOT, ...TAGGED }),
    "observe a channel with tags": ({ channels }) => channels.observe({ ...CHANNEL, ...TAGGED }),
    "update a bot": ({ appInstanceBots }) => appInstanceBots.update(BOT, BOT_INPUTS, {}),
    "remove a bot": ({ appInstanceBots }) => appInstanceBots.remove(BOT),
    ...settingCalls("retention", ({ appInstanceRetentions }) => appInstanceRetentions, RETENTION_INPUTS),
    ...settingCalls("streaming", ({ appInstanceStreamings }) => appInstanceStreamings, STREAMING_INPUTS),
    ...settingCalls("channel flow", ({ channelFlowAssociations }) => channelFlowAssociations, FLOW_INPUTS),
    "remove an app instance user": ({ appInstanceUsers }) => appInstanceUsers.remove(USER),
    "find a user": ({ users }) => users.withEmail("account-1", "ana@example.com"),
  };

  for (const [name, call] of Object.entries(calls)) {
    it(`makes the call "${name}" return a valid result or fail with a readable error`, async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(randomReply, async (reply) => {
          [nextReply, requestedPaths] = [reply, []];
          const outcome = await call(api).then(
            (value) => ({ value }),
            (error: unknown) => ({ error }),
          );
          if ("error" in outcome) assertChimeError(outcome.error);
          else assertValidResult(name, outcome.value, reply);
          // Redirects are not followed.
          assert.ok(
            requestedPaths.every((path) =>
              /^\/(accounts\/account-1|channels|app-instances|app-instance-users|app-instance-bots|tags)/.test(
                path,
              ),
            ),
            requestedPaths.join(),
          );
        }),
        { numRuns: 30 },
      );
    });
  }
});

/** The calls about one kind of rights. */
function accessCalls<Parent>(
  kind: string,
  membershipsOf: (api: ChimeApi) => MembershipApi<Parent>,
  parent: Parent,
): Record<string, (api: ChimeApi) => Promise<unknown>> {
  const { memberId } = CHANNEL_MEMBER;
  return {
    [`create a ${kind}`]: (api) => membershipsOf(api).create(parent, { memberId, role: "" }),
    [`remove a ${kind}`]: (api) => membershipsOf(api).remove(parent, memberId),
    [`observe a ${kind}`]: async (api) => (await membershipsOf(api).observe(parent, memberId)).found,
    [`snapshot each ${kind}`]: (api) => membershipsOf(api).snapshot(parent, performance.now()),
  };
}

/** The calls about one kind of setting. */
function settingCalls<Key, Inputs extends Key>(
  kind: string,
  settingsOf: (api: ChimeApi) => EntityApi<Key, Inputs, Inputs>,
  inputs: NoInfer<Inputs>,
): Record<string, (api: ChimeApi) => Promise<unknown>> {
  // Its removal is a put.
  const remove = kind === "retention" ? "turn off" : "remove";
  return {
    [`create a ${kind}`]: (api) => settingsOf(api).create(inputs),
    [`observe a ${kind}`]: (api) => settingsOf(api).observe(inputs),
    [`update a ${kind}`]: (api) => settingsOf(api).update(inputs, inputs, {}),
    [`${remove} a ${kind}`]: (api) => settingsOf(api).remove(inputs),
  };
}

/** Usually a value of the given kind, sometimes any other value. */
function mostly<T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 5, arbitrary: usual },
    { weight: 1, arbitrary: fc.constantFrom(null, 0, true, "", [], {}, [null], "x".repeat(20_000)) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  );
}

function apiAt(endpoint: string): ChimeApi {
  const config: Record<string, string> = {
    "chime:endpoint": endpoint,
    "chime:messagingEndpoint": endpoint,
    "chime:identityEndpoint": endpoint,
    "chime:accessKey": "AKIAREPLIES000000001",
    "chime:secretKey": "the-secret-of-replies",
    "chime:maxRetries": "0",
    // Not adaptive: that mode slows down all calls after a throttled reply, which would take minutes.
    "chime:retryMode": "standard",
    // Higher than the published rates of channels, so that no call waits.
    "chime:callsPerSecond": "1000",
    "chime:maxRetrySeconds": "5",
    "chime:requestTimeoutSeconds": "5",
  };
  const settings = readSettings({ get: (key) => config[key] }, {});
  assert.ok(!Array.isArray(settings), JSON.stringify(settings));
  return openChimeApi(settings, { attemptFailed: () => undefined, ended: () => undefined });
}

function assertChimeError(error: unknown): void {
  assert.ok(error instanceof ChimeError, String(error));
  assert.match(error.message, /^Could not /);
  assert.notEqual(error.kind, "internal", error.message);
  assert.ok(error.message.length < 3000, `${error.message.length} characters`);
  assert.ok(!/@example\.com|the-secret-of/.test(error.message), error.message);
}

/** Asserts that the result of a call is valid for the reply, and contains only data of the requested member. */
function assertValidResult(name: string, value: unknown, reply: ServerReply): void {
  if (value instanceof Map && value.size > 0) value.forEach(assertChimeError);
  else assert.ok(isValidReply(name, value, reply), `${reply.status} ${JSON.stringify(reply.headers)}`);
  const properties = value as Record<string, unknown> | undefined;
  if (properties?.["memberId"] !== undefined) assert.equal(properties["memberId"], "user-1");
  assertPlainValue(value, name);
}

function isValidReply(name: string, value: unknown, { status, headers }: ServerReply): boolean {
  if ((headers["x-amzn-requestid"] ?? "") === "") return false;
  if (name.startsWith("remove")) return status === 204;
  const isAbsence =
    value === undefined
      ? name.startsWith("observe ")
      : name.startsWith("snapshot ") && !(value as { parentExists: boolean }).parentExists;
  // A reply without days, streams or a channel flow says that there are none.
  if (isAbsence && status === 200) return /^observe a (retention|streaming|channel flow)$/.test(name);
  return isAbsence
    ? status === 404 && headers["x-amzn-errortype"] === "NotFoundException"
    : [200, 201].includes(status);
}

/** The engine accepts only plain values, and the schema declares strings and numbers. */
function assertPlainValue(value: unknown, path: string): void {
  if (value instanceof ChimeError) return;
  const items = Array.isArray(value) || value instanceof Map ? [...value.values()] : undefined;
  items?.forEach((item) => {
    assertPlainValue(item, path);
  });
  if (isPlainObject(value))
    for (const [name, nested] of Object.entries(value)) assertProperty(name, nested, path);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function assertProperty(name: string, value: unknown, path: string): void {
  const message = `${path}: ${name} is ${String(value)}`;
  // The age of a membership is not part of the state.
  if (["ageSeconds", "expirationDays", "retentionDays"].includes(name))
    assert.ok(Number.isFinite(value), message);
  else if (typeof value === "object") assertPlainValue(value, `${path}.${name}`);
  else assert.equal(typeof value, "string", message);
}
