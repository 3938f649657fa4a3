import assert from "node:assert/strict";
import { ListRoomsCommand } from "@aws-sdk/client-chime";
import { send, sendSigned, signed, type RawReply, type RawRequest, type Signing } from "./raw";
import { clientOf, inWorld, UUID, worldPerTest, type World } from "./world";

const LIST: RawRequest = { path: "/accounts/account-1/rooms?max-results=5&member-id=user-a" };
const CREATE: RawRequest = {
  method: "POST",
  path: "/accounts/account-1/rooms/room-1/memberships",
  body: '{"MemberId":"user-a","Role":"Member"}',
};

function assertError({ status, headers, body }: RawReply, name: string, expected = 403): void {
  assert.deepEqual([status, headers["x-amzn-errortype"]], [expected, name]);
  assert.match(headers["x-amzn-requestid"] as string, UUID);
  assert.deepEqual(Object.keys(JSON.parse(body) as object), ["message"]);
}

describe("a signature", () => {
  const world = worldPerTest();

  it("is accepted if it is valid", async () => {
    const { chime } = world();
    assert.equal((await sendSigned(chime, LIST)).status, 200);
    assert.equal((await sendSigned(chime, CREATE)).status, 201);
  });

  // Each is made when its test runs: a clock is wrong by minutes, and so may be the time between loading and running.
  const wrongly: [string, () => Signing, string][] = [
    ["an unknown key", () => ({ accessKeyId: "AKIANOBODY0000000003" }), "UnrecognizedClientException"],
    ["a wrong secret", () => ({ secretAccessKey: "wrong" }), "InvalidSignatureException"],
    ["another service", () => ({ service: "s3" }), "InvalidSignatureException"],
    [
      "a session token that nobody has given out",
      () => ({ sessionToken: "token" }),
      "UnrecognizedClientException",
    ],
    ["a clock six minutes late", () => ({ signingDate: minutes(-6) }), "InvalidSignatureException"],
    ["a clock six minutes early", () => ({ signingDate: minutes(6) }), "InvalidSignatureException"],
  ];
  for (const [how, signing, name] of wrongly) {
    it(`with ${how} is refused with ${name}`, async () => {
      const { chime } = world();
      assertError(await sendSigned(chime, CREATE, signing()), name);
      assert.deepEqual(chime.state.members("account-1", "room-1"), []);
    });
  }

  it("can be four minutes early or late", async () => {
    const { chime } = world();
    for (const off of [-4, 4]) {
      assert.equal((await sendSigned(chime, LIST, { signingDate: minutes(off) })).status, 200);
    }
  });

  const tampered: [string, RawRequest, (request: RawRequest) => RawRequest][] = [
    [
      "body",
      CREATE,
      (request) => ({ ...request, body: request.body!.replace('Member"}', 'Administrator"}') }),
    ],
    ["path", CREATE, (request) => ({ ...request, path: request.path.replace("room-1", "room-2") })],
    ["query", LIST, (request) => ({ ...request, path: request.path.replace("5", "6") })],
    [
      "order of the path's slashes",
      LIST,
      (request) => ({ ...request, path: request.path.replace("/rooms", "/./rooms") }),
    ],
    ["method", LIST, (request) => ({ ...request, method: "DELETE" })],
    ["host", LIST, (request) => ({ ...request, headers: { ...request.headers, host: "chime.example.com" } })],
    [
      "date",
      LIST,
      (request) => ({ ...request, headers: { ...request.headers, "x-amz-date": later(request) } }),
    ],
    [
      "signature",
      LIST,
      (request) => withAuthorization(request, (text) => text.replace(/Signature=./, "Signature=g")),
    ],
    ["signature, cut short", LIST, (request) => withAuthorization(request, (text) => text.slice(0, -1))],
    [
      "hash of the body",
      CREATE,
      (request) => ({ ...request, headers: { ...request.headers, "x-amz-content-sha256": "0" } }),
    ],
  ];
  for (const [what, raw, tamper] of tampered) {
    it(`is not valid for another ${what}`, async () => {
      const { chime } = world();
      const reply = await send(chime, tamper(await signed(chime, raw)));
      if (what.startsWith("order")) assert.equal(reply.headers["x-amzn-errortype"], "BadRequestException");
      else if (what === "method")
        assert.equal(reply.headers["x-amzn-errortype"], "UnknownOperationException");
      else assertError(reply, "InvalidSignatureException");
    });
  }

  it("covers the method, also if another operation has the same path", async () => {
    const { chime } = world();
    const request = await signed(chime, { path: "/accounts/account-1/rooms/room-1" });
    assertError(await send(chime, { ...request, method: "DELETE" }), "InvalidSignatureException");
  });

  it("must cover every x-amz header", async () => {
    const { chime } = world();
    const request = await signed(chime, LIST);
    const more = { ...request, headers: { ...request.headers, "x-amz-more": "1" } };
    assertError(await send(chime, more), "InvalidSignatureException");
    assert.equal((await sendSigned(chime, { ...LIST, headers: { "x-amz-more": "1" } })).status, 200);
  });

  it("must cover the host", async () => {
    const { chime } = world();
    const request = withAuthorization(await signed(chime, LIST), (text) => text.replace("=host;", "="));
    assertError(await send(chime, request), "InvalidSignatureException");
  });

  it("can cover headers that a proxy would change", async () => {
    const { chime } = world();
    const headers = { "user-agent": "  one   two " };
    assert.equal((await sendSigned(chime, { ...LIST, headers })).status, 200);
  });

  it("covers a query with escapes, plus signs and values that repeat", async () => {
    const { chime } = world();
    const path = "/accounts/account-1/users?user-email=a%2Bb%40example.com&next-token=";
    assert.equal((await sendSigned(chime, { path })).headers["x-amzn-errortype"], "BadRequestException");
    assert.equal((await sendSigned(chime, { path: path.replace("&next-token=", "") })).status, 200);
  });

  const malformed: [string, string | undefined, string][] = [
    ["no header at all", undefined, "MissingAuthenticationTokenException"],
    ["an empty header", " ", "MissingAuthenticationTokenException"],
    ["a password", "Basic dXNlcjpwYXNz", "IncompleteSignatureException"],
    ["another algorithm", "AWS4-HMAC-SHA1 Credential=a", "IncompleteSignatureException"],
    ["nothing but the algorithm", "AWS4-HMAC-SHA256 ", "IncompleteSignatureException"],
    [
      "no signature",
      "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host",
      "IncompleteSignatureException",
    ],
    [
      "half a scope",
      "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0",
      "IncompleteSignatureException",
    ],
  ];
  for (const [what, authorization, name] of malformed) {
    it(`of ${what} is refused with ${name}`, async () => {
      const headers = authorization === undefined ? {} : { authorization };
      assertError(await send(world().chime, { ...LIST, headers }), name);
    });
  }

  it("without a date is incomplete", async () => {
    const { chime } = world();
    const request = await signed(chime, LIST);
    const headers = { ...request.headers };
    delete headers["x-amz-date"];
    const unsigned = withAuthorization({ ...request, headers }, (text) => text.replace(";x-amz-date", ""));
    assertError(await send(chime, unsigned), "IncompleteSignatureException");
  });

  it("with another date than its scope is refused", async () => {
    const { chime } = world();
    const request = withAuthorization(await signed(chime, LIST), (text) =>
      text.replace(/\/\d{8}\//, "/20200101/"),
    );
    assertError(await send(chime, request), "InvalidSignatureException");
  });

  it("for rooms can be for every region, because a client signs for its own region at this endpoint", async () => {
    const client = clientOf(world().chime, { region: "eu-west-1" });
    await client.send(new ListRoomsCommand({ AccountId: "account-1" }));
    assert.equal(world().chime.journal.calls()[0]!.region, "eu-west-1");
    client.destroy();
  });

  it("is not in the journal", async () => {
    const { chime } = world();
    await sendSigned(chime, LIST);
    await sendSigned(chime, LIST, { secretAccessKey: "wrong" });
    const text = JSON.stringify(chime.journal.calls());
    assert.ok(
      !/Signature=|[0-9a-f]{64}/.test(text) && !text.includes(chime.credentials.secretAccessKey),
      text,
    );
  });
});

describe("a key with a session token", () => {
  const key = { accessKeyId: "ASIASESSION000000001", secretAccessKey: "secret", sessionToken: "the token" };

  const cases: [string, (open: World) => Promise<RawReply>, number][] = [
    ["with it", ({ chime }) => sendSigned(chime, LIST), 200],
    ["without it", ({ chime }) => sendSigned(chime, LIST, { sessionToken: "" }), 403],
    ["with another", ({ chime }) => sendSigned(chime, LIST, { sessionToken: "another token" }), 403],
  ];
  for (const [how, call, status] of cases) {
    it(`returns ${status} ${how}`, async () => {
      await inWorld({ credentials: [key] }, async (open) => {
        assert.equal((await call(open)).status, status);
      });
    });
  }
});

function minutes(count: number): Date {
  return new Date(Date.now() + count * 60_000);
}

function later(request: RawRequest): string {
  return request.headers!["x-amz-date"]!.replace(/\d\dZ$/, (seconds) => (seconds === "00Z" ? "01Z" : "00Z"));
}

function withAuthorization(request: RawRequest, change: (text: string) => string): RawRequest {
  return {
    ...request,
    headers: { ...request.headers, authorization: change(request.headers!["authorization"]!) },
  };
}
