import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { startEmulator, type Emulator } from "../../../emulator";
import { send, sendSigned, type RawRequest } from "./raw";
import { inWorld, UUID, worldPerTest } from "./world";

describe("the HTTP server", () => {
  const world = worldPerTest();

  const bytes = (text: string): Promise<string> => exchange(world().chime, text);

  const noise: [string, string][] = [
    ["no HTTP", "hello\r\n\r\n"],
    ["TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"],
    ["two lengths", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"],
    ["a header without an end", `GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(20_000)}\r\n\r\n`],
  ];
  for (const [what, text] of noise) {
    it(`returns 400 in JSON for ${what}, and continues`, async () => {
      const reply = await bytes(text);
      assert.match(reply, /^HTTP\/1\.1 400 Bad Request\r\n/);
      assert.match(reply, /x-amzn-ErrorType: BadRequestException\r\n/);
      assert.match(reply, /\r\n\r\n{"Code":"BadRequest","Message":".+"}$/);
      assert.equal((await sendSigned(world().chime, { path: "/accounts/account-1/rooms" })).status, 200);
    });
  }

  it("continues after a client closes the connection in the middle of its body", async () => {
    await bytes("POST /accounts/account-1/rooms HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
    assert.equal((await sendSigned(world().chime, { path: "/accounts/account-1/rooms" })).status, 200);
  });

  it("refuses a body of more than a mebibyte", async () => {
    const path = "/accounts/account-1/rooms";
    const reply = await send(world().chime, { method: "POST", path, body: "x".repeat(1024 * 1024 + 1) });
    assert.deepEqual(
      [reply.status, reply.headers["x-amzn-errortype"]],
      [413, "RequestEntityTooLargeException"],
    );
    assert.match(reply.headers["x-amzn-requestid"] as string, UUID);
  });

  for (const path of [
    "/accounts/%",
    "/accounts/%E0%A4%A/rooms",
    "/accounts/account-1/rooms?next-token=%zz",
  ]) {
    it(`refuses ${path}, which is not encoded correctly`, async () => {
      const { status, headers } = await send(world().chime, { path });
      assert.deepEqual([status, headers["x-amzn-errortype"]], [400, "BadRequestException"]);
      assert.match(headers["x-amzn-requestid"] as string, UUID);
    });
  }

  const unknown: [string, string][] = [
    ["GET", "/accounts"],
    ["GET", "/accounts/"],
    ["GET", "/accounts//rooms"],
    ["GET", "/accounts/account-1/rooms/"],
    ["GET", "/accounts/account-1/rooms/room-1/memberships/user-a"],
    ["PUT", "/accounts/account-1/rooms/room-1"],
    ["PATCH", "/accounts/account-1/rooms/room-1"],
    ["HEAD", "/accounts/account-1/rooms/room-1"],
    ["DELETE", "/accounts/account-1/rooms/room-1/memberships"],
    ["DELETE", "/accounts/account-1/rooms/room-1/memberships/"],
    ["POST", "/accounts/account-1/rooms/room-1/memberships?operation=batch-delete"],
    ["POST", "/accounts/account-1/rooms/room-1/memberships/user-a?operation=batch-create"],
    ["GET", "/_emulator/journal"],
    // Names that every JavaScript object knows.
    ["GET", "/constructor/account-1"],
    ["GET", "/__proto__/account-1"],
    ["POST", "/toString"],
  ];
  for (const [method, path] of unknown) {
    it(`has no operation for ${method} ${path}`, async () => {
      const { status, headers } = await sendSigned(world().chime, { method, path });
      assert.deepEqual([status, headers["x-amzn-errortype"]], [404, "UnknownOperationException"]);
      assert.match(headers["x-amzn-requestid"] as string, UUID);
    });
  }

  const missing: [string, RawRequest, RegExp][] = [
    [
      "an operation of Amazon Chime",
      { method: "POST", path: "/accounts/account-1/users?operation=suspend" },
      /^The emulator does not have the operation BatchSuspendUser\. The request was POST \/accounts\/account-1\/users, /,
    ],
    [
      "an operation of messaging",
      { path: "/channels/arn:aws:chime:us-east-1:1:x/messages" },
      /does not have the operation ListChannelMessages\./,
    ],
    [
      "an operation of a service with targets",
      { method: "POST", path: "/", headers: { "x-amz-target": "DynamoDB_20120810.ListTables" } },
      /does not have the operation DynamoDB_20120810\.ListTables\. .* X-Amz-Target DynamoDB_20120810\.ListTables\.$/,
    ],
    [
      "a path of no service",
      { path: "/buckets/one?secret=1" },
      /^The emulator has no operation with this method and path\. The request was GET \/buckets\/one, host 127\.0\.0\.1:\d+, X-Amz-Target none\.$/,
    ],
    [
      "a parameter that no operation has",
      { method: "POST", path: "/accounts/account-1/users?operation=other" },
      /^The emulator has no operation with this method and path\./,
    ],
  ];
  for (const [what, request, message] of missing) {
    it(`names what was asked: ${what}`, async () => {
      const { status, body } = await sendSigned(world().chime, request);
      assert.equal(status, 404);
      assert.match((JSON.parse(body) as { message: string }).message, message);
    });
  }

  it("names an action of AWS STS that the emulator does not have", async () => {
    const request = { method: "POST", path: "/", body: "Action=GetSessionToken&Version=2011-06-15" };
    const { body } = await sendSigned(world().chime, request, { service: "sts" });
    assert.match(body, /<Message>The emulator does not have the operation GetSessionToken\./);
  });
});

describe("the header Date", () => {
  const now = Date.UTC(2026, 1, 3, 4, 5, 6);
  const SHOWN = "Tue, 03 Feb 2026 04:05:06 GMT";

  const requests: [string, RawRequest][] = [
    ["an error", { path: "/nowhere" }],
    ["the admin API", { path: "/_emulator/journal" }],
    ["a body that is too large", { method: "POST", path: "/", body: "x".repeat(1024 * 1024 + 1) }],
  ];
  for (const [what, request] of requests) {
    it(`has the time of the emulator's clock in the reply to ${what}`, async () => {
      await inWorld({ now: () => now, admin: true }, async ({ chime }) => {
        assert.equal((await send(chime, request)).headers.date, SHOWN);
      });
    });
  }

  it("has the time of the emulator's clock in the reply to what is no HTTP", async () => {
    await inWorld({ now: () => now }, async ({ chime }) => {
      assert.match(await exchange(chime, "hello\r\n\r\n"), new RegExp(`\r\ndate: ${SHOWN}\r\n`));
    });
  });

  it("has the time of the emulator's clock in the reply to a call", async () => {
    await inWorld({ now: () => now }, async ({ chime }) => {
      const signing = { signingDate: new Date(now) };
      const { status, headers } = await sendSigned(chime, { path: "/accounts/account-1/rooms" }, signing);
      assert.deepEqual([status, headers.date], [200, SHOWN]);
    });
  });
});

describe("the host that the emulator listens on", () => {
  const hosts: [string | undefined, RegExp][] = [
    [undefined, /^http:\/\/127\.0\.0\.1:\d+$/],
    ["localhost", /^http:\/\/localhost:\d+$/],
    ["0.0.0.0", /^http:\/\/127\.0\.0\.1:\d+$/],
  ];
  for (const [host, url] of hosts) {
    it(`is ${host ?? "127.0.0.1 by default"}, and clients on this machine use ${String(url)}`, async () => {
      const chime = await startEmulator(host === undefined ? {} : { host });
      try {
        assert.match(chime.url, url);
        const { status } = await sendSigned(chime, { path: "/accounts/account-1/rooms" });
        assert.equal(status, 404);
        await chime.goAway();
        await chime.comeBack();
        assert.equal((await sendSigned(chime, { path: "/accounts/account-1/rooms" })).status, 404);
      } finally {
        await chime.stop();
      }
    });
  }

  it("is an error if the machine does not have the address", async () => {
    await assert.rejects(startEmulator({ host: "192.0.2.1" }), /EADDRNOTAVAIL.*192\.0\.2\.1/);
  });
});

/** What the emulator sends back for these bytes. */
async function exchange(chime: Emulator, text: string): Promise<string> {
  const socket = connect(Number(new URL(chime.url).port), "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.end(text);
  await once(socket, "close");
  return Buffer.concat(chunks).toString();
}
