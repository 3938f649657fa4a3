import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { ListRoomMembershipsCommand } from "@aws-sdk/client-chime";
import { readSeed } from "../../../emulator";
import { PROPERTIES } from "../../../emulator/admin/properties";
import { send, sendSigned, type RawReply, type RawRequest } from "./raw";
import { inWorld, refused, worldPerTest } from "./world";

const TEAM = readSeed("emulator/seeds/team.json");
const ACCOUNT = { accountId: "account-1" };
const ROOM = { ...ACCOUNT, roomId: "room-1" };
const INSTANCE = "arn:aws:chime:us-east-1:111122223333:app-instance/instance-1";
const CHANNEL = `${INSTANCE}/channel/channel-1`;
const USER = `${INSTANCE}/user/user-1`;

describe("the admin API", () => {
  const world = worldPerTest({ admin: true });

  const ask = (request: RawRequest): Promise<RawReply> => send(world().chime, request);

  async function answered(request: RawRequest, status: number): Promise<unknown> {
    const reply = await ask(request);
    assert.equal(reply.status, status, reply.body);
    return reply.body === "" ? undefined : JSON.parse(reply.body);
  }

  const post = (name: string, body: object = {}, status = 204) => answered(posting(name, body), status);
  const read = (name: string, query: Record<string, string> = {}) => answered(reading(name, query), 200);
  const remove = (name: string, query: Record<string, string> = {}) => answered(removing(name, query), 204);
  const list = () => world().client.send(new ListRoomMembershipsCommand(world().room));

  async function openChannel(): Promise<void> {
    await post("app-instances", { appInstanceId: "instance-1" }, 200);
    await post("app-instance-users", { appInstanceArn: INSTANCE, userId: "user-1", name: "Ada" }, 200);
    await post("channels", { appInstanceArn: INSTANCE, channelId: "channel-1" }, 200);
  }

  it("adds and removes accounts, users, bots and rooms", async () => {
    const { state } = world().chime;
    assert.deepEqual(await post("accounts", { accountId: "a", name: "A" }, 200), { accountId: "a" });
    const user = { accountId: "a", userId: "u", email: "ada@example.com", name: "Ada" };
    assert.deepEqual(await post("users", user, 200), { userId: "u" });
    assert.deepEqual(await post("bots", { accountId: "a", botId: "b" }, 200), { botId: "b" });
    assert.deepEqual(await post("rooms", { accountId: "a", roomId: "r", name: "R" }, 200), { roomId: "r" });
    assert.deepEqual(state.snapshot().accounts.at(-1), {
      accountId: "a",
      name: "A",
      users: [{ userId: "u", email: "ada@example.com", name: "Ada" }],
      bots: [{ botId: "b", name: "b" }],
      rooms: [{ roomId: "r", name: "R", members: [] }],
    });
    await remove("users", { accountId: "a", userId: "u" });
    await remove("bots", { accountId: "a", botId: "b" });
    await remove("rooms", { accountId: "a", roomId: "r" });
    assert.deepEqual(state.snapshot().accounts.at(-1), {
      ...{ accountId: "a", name: "A" },
      ...{ users: [], bots: [], rooms: [] },
    });
    await remove("accounts", { accountId: "a" });
    assert.deepEqual(
      state.snapshot().accounts.map(({ accountId }) => accountId),
      ["account-1"],
    );
  });

  it("makes up the ids that a request does not have", async () => {
    const { accountId } = (await post("accounts", {}, 200)) as { accountId: string };
    assert.match(accountId, /^[0-9a-f-]{36}$/);
    const { userId } = (await post("users", { accountId }, 200)) as { userId: string };
    assert.match(userId, /^[0-9a-f-]{36}$/);
  });

  it("adds members, changes their roles, reads and removes them", async () => {
    await post("members", { ...ROOM, memberId: "user-a" });
    await post("members", { ...ROOM, memberId: "user-a", role: "Administrator" });
    const members = [{ memberId: "user-a", memberType: "User", role: "Administrator" }];
    assert.deepEqual(await read("members", ROOM), { members });
    await remove("members", { ...ROOM, memberId: "user-a" });
    assert.deepEqual(await read("members", ROOM), { members: [] });
  });

  it("adds and removes app instances, their users, bots and administrators", async () => {
    const { state } = world().chime;
    assert.deepEqual(await post("app-instances", { appInstanceId: "instance-1", name: "I" }, 200), {
      appInstanceArn: INSTANCE,
    });
    const user = { appInstanceArn: INSTANCE, userId: "user-1", name: "Ada", metadata: "{}" };
    assert.deepEqual(await post("app-instance-users", user, 200), { appInstanceUserArn: USER });
    const bot = { appInstanceBotArn: `${INSTANCE}/bot/bot-1` };
    assert.deepEqual(await post("app-instance-bots", { appInstanceArn: INSTANCE, botId: "bot-1" }, 200), bot);
    await post("app-instance-admins", { adminArn: USER });
    assert.deepEqual(state.snapshot().appInstances, [
      {
        ...{ appInstanceId: "instance-1", region: "us-east-1", name: "I" },
        users: [{ userId: "user-1", name: "Ada", metadata: "{}" }],
        bots: [{ botId: "bot-1", name: "bot-1" }],
        administrators: ["user-1"],
        channels: [],
      },
    ]);
    await remove("app-instance-admins", { adminArn: USER });
    assert.deepEqual(state.snapshot().appInstances[0]!.administrators, []);
    await remove("app-instance-users", { appInstanceUserArn: USER });
    await remove("app-instance-bots", bot);
    assert.deepEqual(state.appInstanceUsers(INSTANCE), []);
    await remove("app-instances", { appInstanceArn: INSTANCE });
    assert.deepEqual(state.appInstances(), []);
  });

  it("adds app instances in a region", async () => {
    await post("app-instances", { appInstanceId: "abroad", region: "eu-central-1" }, 200);
    assert.equal(world().chime.state.appInstances("eu-central-1").length, 1);
  });

  it("adds channel flows, associates them with channels, and adds tags", async () => {
    const { state } = world().chime;
    await openChannel();
    const channelArn = state.channels(INSTANCE)[0]!.channelArn;
    const channelFlowArn = `${INSTANCE}/channel-flow/filter`;
    const flow = { appInstanceArn: INSTANCE, channelFlowId: "filter", name: "Filter" };
    assert.deepEqual(await post("channel-flows", flow, 200), { channelFlowArn });
    await post("channel-flow-associations", { channelArn, channelFlowArn });
    assert.equal(state.channelFlowOf(channelArn), channelFlowArn);
    for (const arn of [INSTANCE, channelArn, channelFlowArn, USER]) {
      await post("tags", { arn, key: "team", value: "red" });
      assert.deepEqual(await read("tags", { arn }), { tags: { team: "red" } });
    }
  });

  it("adds and removes channels, their members, moderators and bans", async () => {
    const { state } = world().chime;
    await openChannel();
    const other = { channelId: "other", name: "O", mode: "RESTRICTED", privacy: "PRIVATE", metadata: "{}" };
    const channelArn = `${INSTANCE}/channel/other`;
    assert.deepEqual(await post("channels", { appInstanceArn: INSTANCE, ...other }, 200), { channelArn });
    await post("channel-members", { channelArn, memberArn: USER, type: "HIDDEN" });
    await post("channel-moderators", { channelArn, moderatorArn: USER });
    assert.deepEqual(await read("channel-members", { channelArn }), {
      members: [{ memberArn: USER, type: "HIDDEN" }],
    });
    assert.deepEqual(state.snapshot().appInstances[0]!.channels![1], {
      ...other,
      moderators: ["user-1"],
      bans: [],
      members: [{ memberId: "user-1", type: "HIDDEN" }],
    });
    await post("channel-bans", { channelArn, memberArn: USER });
    assert.deepEqual(state.snapshot().appInstances[0]!.channels![1]!.bans, ["user-1"]);
    assert.deepEqual(state.channelMembers(channelArn), []);
    await remove("channel-bans", { channelArn, memberArn: USER });
    assert.deepEqual(state.channelBans(channelArn), []);
    await post("channel-members", { channelArn, memberArn: USER });
    await remove("channel-moderators", { channelArn, moderatorArn: USER });
    await remove("channel-members", { channelArn, memberArn: USER });
    assert.deepEqual(state.snapshot().appInstances[0]!.channels![1]!.moderators, []);
    assert.deepEqual(state.channelMembers(channelArn), []);
    await remove("channels", { channelArn });
    assert.deepEqual(
      state.channels(INSTANCE).map((channel) => channel.channelArn),
      [CHANNEL],
    );
  });

  it("returns the whole state as a seed, and loads it again", async () => {
    await openChannel();
    await post("channel-members", { channelArn: CHANNEL, memberArn: USER });
    await post("members", { ...ROOM, memberId: "user-a" });
    const seed = await read("state");
    await remove("rooms", ROOM);
    await post("reset", { seed });
    assert.deepEqual(await read("state"), seed);
  });

  it("resets resources, journal, faults and rates to those from the start", async () => {
    await inWorld({ admin: true, seed: TEAM }, async ({ chime, client, room }) => {
      await client.send(new ListRoomMembershipsCommand(room));
      chime.faults.inject({ operation: "*", kind: "error", error: "ConflictException" });
      chime.rates.enforce("published");
      await send(chime, { method: "POST", path: "/_emulator/reset" });
      assert.deepEqual(
        chime.state.snapshot().accounts.map(({ accountId }) => accountId),
        [TEAM.accounts[0]!.accountId],
      );
      assert.deepEqual(chime.journal.calls(), []);
      assert.deepEqual(chime.faults.active(), { rules: [], readLag: { reads: 0 } });
    });
  });

  it("returns the journal, without its own calls, and clears it", async () => {
    await list();
    await read("journal");
    const { calls, dropped } = (await read("journal")) as { calls: { operation: string }[]; dropped: number };
    assert.deepEqual([dropped, calls.map(({ operation }) => operation)], [0, ["ListRoomMemberships"]]);
    await remove("journal");
    assert.deepEqual(await read("journal"), { calls: [], dropped: 0 });
  });

  it("returns the last calls of the journal, and those of one operation", async () => {
    await list();
    await list();
    await ask({ path: "/nowhere" });
    const sequences = async (query: Record<string, string>): Promise<number[]> =>
      ((await read("journal", query)) as { calls: { sequence: number }[] }).calls.map(
        ({ sequence }) => sequence,
      );
    assert.deepEqual(await sequences({ last: "2" }), [2, 3]);
    assert.deepEqual(await sequences({ last: "0" }), []);
    assert.deepEqual(await sequences({ operation: "ListRoomMemberships", last: "1" }), [2]);
  });

  it("injects faults, a throttle and a lag, shows and clears them", async () => {
    await post("faults", { operation: "*", kind: "error", error: "ConflictException", times: 2 });
    await refused(list(), "ConflictException", 409);
    const rules = [{ operation: "*", kind: "error", error: "ConflictException", times: 2, applied: 1 }];
    assert.deepEqual(await read("faults"), { rules, readLag: { reads: 0 } });
    await refused(list(), "ConflictException", 409);
    await list();
    await post("throttle", { callsPerSecond: 0.001, burst: 1 });
    await list();
    await refused(list(), "ThrottledClientException", 429);
    await remove("faults");
    await post("read-lag", { reads: 1 });
    assert.deepEqual(await read("faults"), { rules: [], readLag: { reads: 1 } });
    await post("members", { ...ROOM, memberId: "user-a" });
    assert.deepEqual((await list()).RoomMemberships, []);
    assert.equal((await list()).RoomMemberships!.length, 1);
  });

  it("switches the published rates", async () => {
    const { chime } = world();
    const rates: string[] = [];
    chime.rates.enforce = (chosen) => void rates.push(chosen);
    await post("rates", { rates: "published" });
    await post("rates", { rates: "unlimited" });
    assert.deepEqual(rates, ["published", "unlimited"]);
  });

  const wrong: [string, RawRequest, number, RegExp, string?][] = [
    [
      "a property that is missing",
      reading("members", ACCOUNT),
      400,
      /^roomId: expected a non-empty string, got nothing\.$/,
      "roomId",
    ],
    [
      "a property that the request does not have",
      posting("users", { ...ACCOUNT, mail: "a@example.com" }),
      400,
      /^mail: expected one of accountId, userId, email, name, got "mail"\.$/,
      "mail",
    ],
    [
      "a wrong value",
      posting("users", { ...ACCOUNT, email: "ada" }),
      400,
      /^email: expected an email address, got "ada"\.$/,
      "email",
    ],
    [
      "a wrong type",
      posting("rooms", { accountId: 5 }),
      400,
      /^accountId: expected .* got 5\.$/,
      "accountId",
    ],
    [
      "a wrong role",
      posting("members", { ...ROOM, memberId: "user-a", role: "Owner" }),
      400,
      /^role: expected one of Administrator, Member, got "Owner"/,
      "role",
    ],
    [
      "the ARN of something else",
      posting("channel-members", { channelArn: INSTANCE, memberArn: USER }),
      400,
      /^channelArn: expected the ARN of a channel, got "arn:/,
      "channelArn",
    ],
    ["a wrong number", reading("journal", { last: "-1" }), 400, /^last: expected a whole number/, "last"],
    [
      "a wrong seed",
      posting("reset", { seed: { accounts: [{}] } }),
      400,
      /^seed\.accounts\[0\]\.accountId: expected/,
      "seed.accounts[0].accountId",
    ],
    ["a wrong fault", posting("faults", {}), 400, /^kind: expected one of error, cut/, "kind"],
    [
      "a wrong throttle",
      posting("throttle", {}),
      400,
      /^callsPerSecond: expected a number above 0/,
      "callsPerSecond",
    ],
    ["a list as a fault", posting("faults", []), 400, /^kind: expected one of/, "kind"],
    [
      "a list as an account",
      posting("accounts", []),
      400,
      /^the value: expected an object, got an array/,
      "",
    ],
    [
      "no JSON",
      { method: "POST", path: "/_emulator/accounts", body: "x" },
      400,
      /^the body: expected JSON, got ".*not valid JSON|Unexpected token/,
      "the body",
    ],
    [
      "a query in a POST",
      { method: "POST", path: "/_emulator/accounts?accountId=a" },
      400,
      /^the query: expected no parameters in a POST, got "accountId"/,
      "the query",
    ],
    ["an unknown room", reading("members", { ...ACCOUNT, roomId: "x" }), 404, /^The room does not exist\.$/],
    ["an unknown channel", reading("channel-members", { channelArn: CHANNEL }), 404, /does not exist\.$/],
    [
      "an unknown member",
      removing("members", { ...ROOM, memberId: "user-a" }),
      404,
      /^user-a is not a member of the room room-1\.$/,
    ],
    [
      "a user that exists",
      posting("users", { ...ACCOUNT, userId: "user-a" }),
      409,
      /^The user or bot user-a exists already\.$/,
    ],
    ["a room that exists", posting("rooms", ROOM), 409, /^The room room-1 exists already\.$/],
    ["an account that exists", posting("accounts", ACCOUNT), 409, /^The account account-1 exists already\.$/],
    ["no such path", reading(""), 404, /does not have GET \/_emulator\/\. It has GET \/_emulator\/state, /],
    [
      "a name from elsewhere",
      { ...reading("journal"), headers: { host: "evil.example" } },
      400,
      /header host/,
      "the header host",
    ],
    [
      "a page from elsewhere",
      { ...posting("read-lag", { reads: 1 }), headers: { origin: "http://evil" } },
      400,
      /header origin/,
      "the header origin",
    ],
  ];
  for (const [what, request, status, message, property] of wrong) {
    it(`returns ${status} and the reason for ${what}`, async () => {
      const body = (await answered(request, status)) as { error: string; property?: string };
      assert.match(body.error, message);
      assert.equal(body.property, property);
    });
  }

  it("knows a resource only once", async () => {
    await openChannel();
    const again = [
      posting("app-instances", { appInstanceId: "instance-1" }),
      posting("app-instance-users", { appInstanceArn: INSTANCE, userId: "user-1" }),
      posting("channels", { appInstanceArn: INSTANCE, channelId: "channel-1" }),
    ];
    for (const request of again) {
      const { error } = (await answered(request, 409)) as { error: string };
      assert.match(error, /exists already\.$/);
    }
  });

  for (const host of [
    "localhost:1",
    "[::1]:1",
    "10.1.2.3",
    "chime:8123",
    "host.docker.internal",
    "a.b.local",
  ]) {
    it(`can be reached as ${host}, a name that no web page can have`, async () => {
      await answered({ ...reading("journal"), headers: { host } }, 200);
    });
  }

  it("serves a page that runs only its own script and style", async () => {
    const { status, headers, body } = await ask({ path: "/", headers: { host: "localhost" } });
    assert.deepEqual([status, headers["content-type"]], [200, "text/html; charset=utf-8"]);
    const policy = String(headers["content-security-policy"]);
    assert.match(
      policy,
      /^default-src 'none'; script-src 'sha256-[\w+/]{43}='; style-src 'sha256-[\w+/]{43}=';/,
    );
    assert.doesNotMatch(body, /\b(?:src|href)="(?!data:)|innerHTML|https?:/);
  });

  it("serves the page to nobody with a foreign name, and not instead of a signed call", async () => {
    assert.equal((await ask({ path: "/", headers: { host: "evil.example" } })).status, 400);
    const signedCall = await sendSigned(world().chime, { path: "/" }, { service: "s3" });
    assert.deepEqual([signedCall.status, signedCall.headers["content-type"]], [404, "text/xml"]);
    await inWorld({}, async ({ chime }) => {
      assert.equal((await send(chime, { path: "/" })).status, 404);
    });
  });

  it("uses each property of its table", () => {
    const text = ["controlEndpoints", "roomEndpoints", "channelEndpoints"]
      .map((name) => readFileSync(`emulator/admin/${name}.ts`, "utf8"))
      .join("");
    assert.deepEqual(
      Object.keys(PROPERTIES).filter((name) => !text.includes(`"${name}"`)),
      [],
    );
  });
});

function posting(name: string, body: object = {}): RawRequest {
  return { method: "POST", path: `/_emulator/${name}`, body: JSON.stringify(body) };
}

function reading(name: string, query: Record<string, string> = {}): RawRequest {
  return { path: pathOf(name, query) };
}

function removing(name: string, query: Record<string, string> = {}): RawRequest {
  return { method: "DELETE", path: pathOf(name, query) };
}

function pathOf(name: string, query: Record<string, string>): string {
  const search = new URLSearchParams(query).toString();
  return `/_emulator/${name}${search === "" ? "" : `?${search}`}`;
}
