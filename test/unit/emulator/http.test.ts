import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { send, sendSigned } from "./raw";
import { UUID, worldPerTest } from "./world";

describe("the HTTP server", () => {
  const world = worldPerTest();

  async function bytes(text: string): Promise<string> {
    const socket = connect(Number(new URL(world().chime.url).port), "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", () => undefined);
    await once(socket, "connect");
    socket.end(text);
    await once(socket, "close");
    return Buffer.concat(chunks).toString();
  }

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
});
