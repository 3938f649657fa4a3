import assert from "node:assert/strict";
import { connect } from "node:net";
import { once } from "node:events";
import { ChimeClient, ListRoomMembershipsCommand } from "@aws-sdk/client-chime";
import { startEmulator, type EmulatorOptions } from "../../../emulator";
import { send } from "./raw";
import { worldPerTest, clientOf, inWorld } from "./world";

describe("the emulator", () => {
  const world = worldPerTest();

  const list = ({ client, room } = world()) => client.send(new ListRoomMembershipsCommand(room));
  const code = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

  it("listens on the loopback interface, on a free port", async () => {
    const { chime } = world();
    assert.match(chime.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    await inWorld({}, (other) => {
      assert.notEqual(other.chime.url, chime.url);
      return Promise.resolve();
    });
  });

  it("cannot listen on a port that is in use", async () => {
    const port = Number(new URL(world().chime.url).port);
    await assert.rejects(startEmulator({ port }), (error) => code(error) === "EADDRINUSE");
  });

  it("is used by a client with only its environment variables", async () => {
    const { chime, room } = world();
    const saved = { ...process.env };
    Object.assign(process.env, chime.env, { AWS_REGION: "us-east-1" });
    try {
      const client = new ChimeClient({ maxAttempts: 1 });
      await client.send(new ListRoomMembershipsCommand(room));
      client.destroy();
    } finally {
      for (const name of [...Object.keys(chime.env), "AWS_REGION"]) {
        if (saved[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = saved[name];
      }
    }
  });

  it("returns a copy of its credentials, because the SDK changes them", async () => {
    const { chime } = world();
    await list();
    const again = await startEmulator({ credentials: [chime.credentials] });
    await again.stop();
  });

  it("closes and refuses connections while it is away, and keeps its state", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    await list();
    await chime.goAway();
    // The first client may still use a connection of which it has not heard that it is gone.
    const client = clientOf(chime);
    await assert.rejects(list({ ...world(), client }), (error) => code(error) === "ECONNREFUSED");
    await chime.comeBack();
    assert.equal((await list({ ...world(), client })).RoomMemberships!.length, 1);
    client.destroy();
    await assert.rejects(chime.comeBack(), /is listening already/);
    assert.equal(chime.journal.count("ListRoomMemberships"), 2);
  });

  it("stops with idle, half-open and hanging connections, and can be stopped twice", async () => {
    const { chime, client, room } = world();
    await list();
    const half = connect(Number(new URL(chime.url).port), "127.0.0.1");
    await once(half, "connect");
    half.write("POST / HTTP/1.1\r\nhost: x\r\n");
    const closed = once(half, "close");
    half.on("error", () => undefined);
    chime.faults.inject({ operation: "*", kind: "hang", when: "beforeWrite", times: Infinity });
    const hanging = Array.from({ length: 30 }, () =>
      assert.rejects(client.send(new ListRoomMembershipsCommand(room))),
    );
    await chime.journal.reached(30, (call) => call.faults.length > 0);
    await Promise.all([chime.stop(), chime.stop()]);
    await chime.stop();
    await Promise.all([...hanging, closed]);
    await assert.rejects(send(chime, { path: "/" }), (error) => code(error) === "ECONNREFUSED");
    await assert.rejects(chime.comeBack(), /has been stopped/);
  });

  it("can be stopped while it is away", async () => {
    const { chime } = world();
    await chime.goAway();
    await chime.stop();
  });

  it("serves concurrent calls, each with its own reply", async () => {
    const { chime, accountId, roomId } = world();
    const ids = Array.from({ length: 200 }, () => chime.state.addUser({ accountId }));
    for (const memberId of ids) chime.state.addMember({ accountId, roomId, memberId });
    const client = clientOf(chime);
    const replies = await Promise.all(
      ids.map(() => client.send(new ListRoomMembershipsCommand(world().room))),
    );
    client.destroy();
    assert.equal(new Set(replies.map(({ $metadata }) => $metadata.requestId)).size, 200);
  });

  const wrong: [string, unknown, RegExp][] = [
    ["a port", { port: 70_000 }, /^CheckError: port: expected a whole number from 0 to 65535, got 70000\.$/],
    ["a rule", { existingMember: "maybe" }, /existingMember: expected one of conflict, created, got "maybe"/],
    [
      "a quota",
      { quotas: { membershipsPerRoom: -1 } },
      /quotas\.membershipsPerRoom: expected a whole number/,
    ],
    ["a name", { seeds: {} }, /seeds: expected one of host, port, seed/],
    [
      "a key",
      { credentials: [{ accessKeyId: "a b", secretAccessKey: "x" }] },
      /credentials\[0\]\.accessKeyId: expected/,
    ],
    [
      "a role",
      { roles: [{ arn: "arn:aws:iam::1:user/x" }] },
      /roles\[0\]\.arn: expected the ARN of an IAM role/,
    ],
    ["a clock", { now: 5 }, /now: expected a function, got 5/],
  ];
  for (const [what, options, message] of wrong) {
    it(`does not start with ${what} that is invalid`, async () => {
      await assert.rejects(startEmulator(options as EmulatorOptions), message);
    });
  }
});

describe("the state", () => {
  const world = worldPerTest();

  it("generates ids by default", () => {
    const { state } = world().chime;
    const accountId = state.addAccount();
    const [roomId, memberId, bot] = [
      state.addRoom({ accountId }),
      state.addUser({ accountId }),
      state.addBot({ accountId }),
    ];
    state.addMember({ accountId, roomId, memberId, role: "Administrator" });
    state.addMember({ accountId, roomId, memberId: bot });
    state.setRole({ accountId, roomId, memberId: bot, role: "Administrator" });
    assert.equal(new Set([accountId, roomId, memberId, bot]).size, 4);
    assert.deepEqual(
      state.members(accountId, roomId).map(({ role }) => role),
      ["Administrator", "Administrator"],
    );
    state.removeProfile({ accountId, memberId });
    assert.equal(state.members(accountId, roomId).length, 1);
    state.removeRoom({ accountId, roomId });
    assert.throws(() => state.members(accountId, roomId), /The room does not exist/);
  });

  it("throws for resources that do not exist", () => {
    const { chime, accountId, roomId, users } = world();
    const ids = { accountId, roomId, memberId: users[0] };
    const { state } = chime;
    for (const act of [
      () => {
        state.removeMember(ids);
      },
      () => {
        state.setRole({ ...ids, role: "Member" });
      },
    ]) {
      assert.throws(act, /user-a is not a member of the room room-1/);
    }
    assert.throws(() => {
      state.addMember({ ...ids, memberId: "nobody" });
    }, /The user does not exist/);
    assert.throws(() => state.addUser({ accountId: "none" }), /The account does not exist/);
  });
});
