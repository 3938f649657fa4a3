import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import fc from "fast-check";

import { ChimeError } from "../../provider/aws/errors/chimeError";
import { openChimeApi, type ChimeApi } from "../../provider/aws/chimeApi";
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
const CHANNEL_MEMBER = { memberId: USER.appInstanceUserArn, role: "DEFAULT" };

/** What a server answers with. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const member = fc.record(
  {
    MemberId: anything(fc.constantFrom("user-1", "user-2", "")),
    MemberType: anything(fc.constantFrom("User", "Bot")),
    Email: anything(fc.constant("ana@example.com")),
  },
  { requiredKeys: [] },
);

const membership = fc.record(
  {
    RoomId: anything(fc.constantFrom("room-1", "room-2")),
    Member: anything(member),
    Role: anything(fc.constantFrom("Member", "Administrator", "Owner")),
    InvitedBy: anything(fc.constant("somebody")),
    UpdatedTimestamp: anything(fc.constantFrom("2026-01-01T00:00:00Z", "yesterday", 1e12)),
  },
  { requiredKeys: [] },
);

const userArn = fc.constantFrom(USER.appInstanceUserArn, `${APP_INSTANCE.appInstanceArn}/user/user-2`, "");

const identity = fc.record(
  { Arn: anything(userArn), Name: anything(fc.constant("ana@example.com")) },
  { requiredKeys: [] },
);

const channelMembership = fc.record(
  {
    Member: anything(identity),
    InvitedBy: anything(identity),
    Type: anything(fc.constantFrom("DEFAULT", "HIDDEN", "OPEN")),
    CreatedTimestamp: anything(fc.constantFrom(1.7e9, 1e20, -1)),
  },
  { requiredKeys: [] },
);

// What an app instance, a user or a channel is said to be.
const entity = fc.record(
  {
    AppInstanceArn: anything(fc.constant(APP_INSTANCE.appInstanceArn)),
    AppInstanceUserArn: anything(userArn),
    ChannelArn: anything(fc.constant(CHANNEL.channelArn)),
    Name: anything(fc.constant("Name")),
    Metadata: anything(fc.constantFrom("", "metadata")),
    Mode: anything(fc.constantFrom("UNRESTRICTED", "OPEN")),
    Privacy: anything(fc.constantFrom("PUBLIC", "SECRET")),
    CreatedTimestamp: anything(fc.constantFrom(1.7e9, 1e20)),
  },
  { requiredKeys: [] },
);
const entities = anything(fc.array(anything(entity), { maxLength: 3 }));

const content = fc.oneof(
  anything(
    fc.record(
      {
        ChannelMembership: anything(channelMembership),
        ChannelMemberships: anything(fc.array(anything(channelMembership), { maxLength: 3 })),
        Member: anything(identity),
        AppInstance: anything(entity),
        AppInstances: entities,
        AppInstanceArn: anything(fc.constant(APP_INSTANCE.appInstanceArn)),
        AppInstanceUser: anything(entity),
        AppInstanceUsers: entities,
        AppInstanceUserArn: anything(userArn),
        Channel: anything(entity),
        Channels: entities,
        ChannelArn: anything(fc.constant(CHANNEL.channelArn)),
        RoomMembership: anything(membership),
        RoomMemberships: anything(fc.array(anything(membership), { maxLength: 3 })),
        NextToken: anything(fc.constantFrom("", "token")),
        Errors: anything(
          fc.array(
            anything(
              fc.record(
                {
                  MemberId: anything(fc.constantFrom("user-1", "user-2")),
                  MemberArn: anything(userArn),
                  ErrorCode: anything(fc.constantFrom("Conflict", "NotFound", "Throttled")),
                  ErrorMessage: anything(fc.constant("message")),
                },
                { requiredKeys: [] },
              ),
            ),
            { maxLength: 3 },
          ),
        ),
        Room: anything(
          fc.record({ RoomId: anything(fc.constant("room-1")), Name: anything(fc.constant("Room")) }),
        ),
        Users: anything(fc.array(anything(fc.record({ UserId: anything(fc.constant("user-1")) })))),
        Code: anything(fc.constantFrom("NotFound", "Conflict")),
        Message: anything(fc.constantFrom("message", "x".repeat(100_000))),
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

const answer: fc.Arbitrary<Answer> = fc.record({
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

describe("What comes over the network", () => {
  let server: Server;
  let service: ChimeApi;
  let next: Answer;
  let paths: string[];

  before(async () => {
    server = createServer((request, response) => {
      paths.push(request.url ?? "");
      request.resume();
      response.writeHead(next.status, next.headers);
      response.end(next.body);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    service = serviceAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const calls: Record<string, (service: ChimeApi) => Promise<unknown>> = {
    create: ({ roomMemberships }) => roomMemberships.create(KEY, MEMBER),
    "update the role": ({ roomMemberships }) => roomMemberships.updateRole(KEY, MEMBER),
    remove: ({ roomMemberships }) => roomMemberships.remove(KEY, KEY.memberId),
    "list the members": ({ roomMemberships }) => roomMemberships.members(KEY),
    "look for a member": ({ roomMemberships }) => roomMemberships.snapshot(KEY, performance.now()),
    "create by batch": ({ roomMemberships }) => roomMemberships.createBatch(KEY, [MEMBER]),
    "create a room": ({ rooms }) => rooms.create({ accountId: "account-1", name: "Room" }),
    "read a room": ({ rooms }) => rooms.get(KEY),
    "rename a room": ({ rooms }) => rooms.update(KEY, { accountId: KEY.accountId, name: "New" }),
    "remove a room": ({ rooms }) => rooms.remove(KEY),
    "list rooms": ({ rooms }) => rooms.list("account-1"),
    "look at a room": ({ rooms }) => rooms.observe(KEY),
    "add to a channel": ({ channelMemberships }) => channelMemberships.create(CHANNEL, CHANNEL_MEMBER),
    "add to a channel by batch": ({ channelMemberships }) =>
      channelMemberships.createBatch(CHANNEL, [CHANNEL_MEMBER]),
    "remove from a channel": ({ channelMemberships }) =>
      channelMemberships.remove(CHANNEL, CHANNEL_MEMBER.memberId),
    "look at a channel's member": async ({ channelMemberships }) =>
      (await channelMemberships.observe(CHANNEL, CHANNEL_MEMBER.memberId)).found,
    "list the members of a channel": ({ channelMemberships }) => channelMemberships.members(CHANNEL),
    "look for a channel's member": ({ channelMemberships }) =>
      channelMemberships.snapshot(CHANNEL, performance.now()),
    "create a channel": ({ channels }) => channels.create(CHANNEL_INPUTS),
    "look at a channel": ({ channels }) => channels.observe(CHANNEL),
    "change a channel": ({ channels }) => channels.update(CHANNEL, CHANNEL_INPUTS),
    "remove a channel": ({ channels }) => channels.remove(CHANNEL),
    "create an app instance": ({ appInstances }) => appInstances.create({ name: "Name" }),
    "look at an app instance": ({ appInstances }) => appInstances.observe(APP_INSTANCE),
    "change an app instance": ({ appInstances }) => appInstances.update(APP_INSTANCE, { name: "Name" }),
    "create an app instance user": ({ appInstanceUsers }) => appInstanceUsers.create(USER_INPUTS),
    "look at an app instance user": ({ appInstanceUsers }) => appInstanceUsers.observe(USER),
    "change an app instance user": ({ appInstanceUsers }) => appInstanceUsers.update(USER, USER_INPUTS),
    "remove an app instance user": ({ appInstanceUsers }) => appInstanceUsers.remove(USER),
    "find a user": ({ users }) => users.withEmail("account-1", "ana@example.com"),
  };

  for (const [what, call] of Object.entries(calls)) {
    it(`is a success about whom it was asked about, or an error for a person: ${what}`, async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(answer, async (given) => {
          [next, paths] = [given, []];
          const outcome = await call(service).then(
            (value) => ({ value }),
            (error: unknown) => ({ error }),
          );
          if ("error" in outcome) assertForAPerson(outcome.error);
          else assertSound(what, outcome.value, given);
          // A redirection is an answer like any other: nothing follows it to where it leads.
          assert.ok(
            paths.every((path) =>
              /^\/(accounts\/account-1|channels|app-instances|app-instance-users)/.test(path),
            ),
            paths.join(),
          );
        }),
        { numRuns: 30 },
      );
    });
  }
});

/** A value of the right kind, or of any other. */
function anything<T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 5, arbitrary: right },
    { weight: 1, arbitrary: fc.constantFrom(null, 0, true, "", [], {}, [null], "x".repeat(20_000)) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  );
}

function serviceAt(endpoint: string): ChimeApi {
  const config: Record<string, string> = {
    "chime:endpoint": endpoint,
    "chime:messagingEndpoint": endpoint,
    "chime:identityEndpoint": endpoint,
    "chime:accessKey": "AKIAREPLIES000000001",
    "chime:secretKey": "the-secret-of-replies",
    "chime:maxRetries": "0",
    // The adaptive mode slows down all calls after one throttled reply: minutes for what is drawn here.
    "chime:retryMode": "standard",
    // Not the published rates of channels: nothing here is to wait.
    "chime:callsPerSecond": "1000",
    "chime:maxRetrySeconds": "5",
    "chime:requestTimeoutSeconds": "5",
  };
  const settings = readSettings({ get: (key) => config[key] }, {});
  assert.ok(!Array.isArray(settings), JSON.stringify(settings));
  return openChimeApi(settings, { attemptFailed: () => undefined, ended: () => undefined });
}

function assertForAPerson(error: unknown): void {
  assert.ok(error instanceof ChimeError, String(error));
  assert.match(error.message, /^Could not /);
  assert.notEqual(error.kind, "internal", error.message);
  assert.ok(error.message.length < 3000, `${error.message.length} characters`);
  assert.ok(!/@example\.com|the-secret-of/.test(error.message), error.message);
}

/** What a success may be, by what was asked. */
function assertSound(what: string, value: unknown, answered: Answer): void {
  if (value instanceof Map && value.size > 0) value.forEach(assertForAPerson);
  else assert.ok(isSuccess(what, value, answered), `${answered.status} ${JSON.stringify(answered.headers)}`);
  const said = value as Record<string, unknown> | undefined;
  if (said?.["memberId"] !== undefined) assert.equal(said["memberId"], "user-1");
  assertPlain(value, what);
}

function isSuccess(what: string, value: unknown, { status, headers }: Answer): boolean {
  if ((headers["x-amzn-requestid"] ?? "") === "") return false;
  if (what.startsWith("remove")) return status === 204;
  const isAbsence =
    value === undefined
      ? what.startsWith("look at ")
      : what.startsWith("look for ") && !(value as { parentExists: boolean }).parentExists;
  return isAbsence
    ? status === 404 && headers["x-amzn-errortype"] === "NotFoundException"
    : [200, 201].includes(status);
}

/** The engine takes plain values only, and texts where texts are declared. */
function assertPlain(value: unknown, at: string): void {
  if (value instanceof ChimeError) return;
  const items = Array.isArray(value) || value instanceof Map ? [...value.values()] : undefined;
  items?.forEach((item) => {
    assertPlain(item, at);
  });
  if (isPlainObject(value))
    for (const [name, inner] of Object.entries(value)) assertProperty(name, inner, at);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function assertProperty(name: string, value: unknown, at: string): void {
  const told = `${at}: ${name} is ${String(value)}`;
  // Never kept: it tells how old a membership is, as a number.
  if (name === "ageSeconds") assert.ok(Number.isFinite(value), told);
  else if (typeof value === "object") assertPlain(value, `${at}.${name}`);
  else assert.equal(typeof value, "string", told);
}
