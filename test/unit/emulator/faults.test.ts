import assert from "node:assert/strict";
import {
  BatchCreateRoomMembershipCommand,
  CreateRoomMembershipCommand,
  DeleteRoomMembershipCommand,
  ErrorCode,
  ListRoomMembershipsCommand,
} from "@aws-sdk/client-chime";
import type { Call, FaultRule } from "../../../emulator";
import { sendSigned, type RawReply } from "./raw";
import { inWorld, refused, worldPerTest, type World } from "./world";

const ALL = "*";

describe("a fault", () => {
  const world = worldPerTest();

  const list = ({ client, room }: World) => client.send(new ListRoomMembershipsCommand(room));
  const create = ({ client, room }: World, MemberId: string) =>
    client.send(new CreateRoomMembershipCommand({ ...room, MemberId }));

  /** Creates a membership by hand; the reply, or why there was none, and who is in the room then. */
  async function outcome(
    fault: FaultRule,
  ): Promise<{ reply: RawReply | NodeJS.ErrnoException; members: number; call: Call }> {
    const { chime, accountId, roomId } = world();
    chime.faults.inject(fault);
    const path = `/accounts/${accountId}/rooms/${roomId}/memberships`;
    const body = '{"MemberId":"user-a"}';
    const reply = await sendSigned(chime, { method: "POST", path, body }).catch(
      (error: unknown) => error as NodeJS.ErrnoException,
    );
    const [call] = await chime.journal.reached(1, { ended: true });
    return { reply, members: chime.state.members(accountId, roomId).length, call: call! };
  }

  it("applies once by default", async () => {
    const { chime } = world();
    const fault = chime.faults.inject({
      operation: "ListRoomMemberships",
      kind: "error",
      error: "ForbiddenException",
    });
    assert.equal(fault.applied, 0);
    await refused(list(world()), "ForbiddenException", 403);
    await list(world());
    assert.equal(fault.applied, 1);
  });

  it("applies as often as its rule has it, or always", async () => {
    const { chime } = world();
    chime.faults.inject({ operation: ALL, kind: "error", error: "ForbiddenException", times: 2 });
    chime.faults.inject({ operation: ALL, kind: "error", error: "ConflictException", times: Infinity });
    for (const [name, status] of [
      ["ForbiddenException", 403],
      ["ForbiddenException", 403],
      ["ConflictException", 409],
      ["ConflictException", 409],
      ["ConflictException", 409],
    ] as const) {
      await refused(list(world()), name, status);
    }
    chime.faults.clear();
    await list(world());
  });

  it("applies only to its operation, its room and its member", async () => {
    const { chime, users, room, client } = world();
    const error = { kind: "error", error: "ServiceFailureException", times: Infinity } as const;
    chime.faults.inject({ ...error, operation: "DeleteRoomMembership" });
    chime.faults.inject({ ...error, operation: ALL, roomId: "room-2" });
    chime.faults.inject({ ...error, operation: ALL, memberId: users[1] });
    await create(world(), users[0]);
    await list(world());
    await refused(create(world(), users[1]), "ServiceFailureException", 500);
    const items = { ...room, MembershipItemList: [{ MemberId: users[2] }, { MemberId: users[1] }] };
    await refused(client.send(new BatchCreateRoomMembershipCommand(items)), "ServiceFailureException", 500);
    await refused(list({ ...world(), room: { ...room, RoomId: "room-2" } }), "ServiceFailureException", 500);
  });

  it("does not apply to a call with an invalid signature", async () => {
    const { chime } = world();
    const fault = chime.faults.inject({ operation: ALL, kind: "cut", when: "beforeWrite" });
    const path = "/accounts/account-1/rooms";
    assert.equal((await sendSigned(chime, { path }, { secretAccessKey: "wrong" })).status, 403);
    assert.equal(fault.applied, 0);
  });

  it("can have a Retry-After header, and has none by default", async () => {
    const error = { operation: ALL, kind: "error", error: "ThrottledClientException" } as const;
    const first = (await outcome({ ...error, retryAfterSeconds: 7 })).reply as RawReply;
    assert.deepEqual([first.status, first.headers["retry-after"]], [429, "7"]);
    const second = (await outcome(error)).reply as RawReply;
    assert.deepEqual([second.status, second.headers["retry-after"]], [429, undefined]);
  });

  it("can be an error common to all services, which has no Code", async () => {
    const reply = (await outcome({ operation: ALL, kind: "error", error: "ExpiredTokenException" }))
      .reply as RawReply;
    assert.deepEqual([reply.status, reply.headers["x-amzn-errortype"]], [403, "ExpiredTokenException"]);
    assert.deepEqual(JSON.parse(reply.body), { message: "Injected by the emulator." });
  });

  it("can be an error after the write", async () => {
    const error = {
      operation: ALL,
      kind: "error",
      error: "ServiceFailureException",
      when: "afterWrite",
    } as const;
    const { reply, members, call } = await outcome(error);
    assert.deepEqual([(reply as RawReply).status, members], [500, 1]);
    assert.deepEqual([call.written, call.faults], [true, ["error ServiceFailureException afterWrite"]]);
  });

  for (const [when, expected] of [
    ["beforeWrite", 0],
    ["afterWrite", 1],
  ] as const) {
    it(`can cut the connection ${when}`, async () => {
      const { reply, members, call } = await outcome({ operation: ALL, kind: "cut", when });
      assert.equal((reply as NodeJS.ErrnoException).code, "ECONNRESET");
      assert.equal(members, expected);
      assert.deepEqual(
        [call.status, call.written, call.faults],
        [undefined, expected === 1, [`cut ${when}`]],
      );
    });

    it(`can hang ${when} until the emulator stops`, async () => {
      const { chime, accountId, roomId, users } = world();
      chime.faults.inject({ operation: ALL, kind: "hang", when });
      const arrived = chime.journal.next(
        (call) => call.faults.length > 0 && call.written === (when === "afterWrite"),
      );
      const call = create(world(), users[0]);
      const settled = assert.rejects(call);
      await arrived;
      assert.equal(chime.state.members(accountId, roomId).length, expected);
      await chime.stop();
      await settled;
      assert.deepEqual(
        chime.journal.calls().map(({ ended, status }) => [ended, status]),
        [[true, undefined]],
      );
    });
  }

  it("can truncate the reply of a write", async () => {
    const { reply, members, call } = await outcome({ operation: ALL, kind: "garbled" });
    const { status, headers, body } = reply as RawReply;
    assert.deepEqual(
      [status, headers["content-type"], members, call.written],
      [201, "application/json", 1, true],
    );
    assert.throws(() => JSON.parse(body) as unknown, SyntaxError);
  });

  it("can truncate the reply of a delete, which then has a body", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    chime.faults.inject({ operation: ALL, kind: "garbled" });
    const path = `/accounts/${accountId}/rooms/${roomId}/memberships/${users[0]}`;
    const { status, body } = await sendSigned(chime, { method: "DELETE", path });
    assert.deepEqual([status, body, chime.state.members(accountId, roomId)], [200, '{"', []]);
  });

  for (const status of [403, 404, 502, 503, 504] as const) {
    it(`can be the ${status} of a proxy`, async () => {
      const { reply, members, call } = await outcome({ operation: ALL, kind: "proxyError", status });
      assertForeign(reply as RawReply, status);
      assert.deepEqual([members, call.written, call.status, call.error], [0, false, status, undefined]);
    });
  }

  it("can be a login page with status 200", async () => {
    const { reply, members, call } = await outcome({ operation: ALL, kind: "captivePortal" });
    assertForeign(reply as RawReply, 200);
    assert.deepEqual([members, call.written], [0, false]);
  });

  it("that is a login page looks to the SDK like a successful delete without a request id", async () => {
    const { chime, client, room, users, accountId, roomId } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    chime.faults.inject({ operation: ALL, kind: "captivePortal" });
    const { $metadata } = await client.send(new DeleteRoomMembershipCommand({ ...room, MemberId: users[0] }));
    assert.deepEqual([$metadata.httpStatusCode, $metadata.requestId], [200, undefined]);
    assert.equal(chime.state.members(accountId, roomId).length, 1);
  });

  it("can be a delay, to which another fault is added", async () => {
    const { chime } = world();
    chime.faults.inject({ operation: ALL, kind: "error", error: "ConflictException" });
    chime.faults.inject({ operation: ALL, kind: "delay", milliseconds: 40 });
    const before = performance.now();
    await refused(list(world()), "ConflictException", 409);
    assert.ok(performance.now() - before >= 39);
    assert.deepEqual(chime.journal.calls()[0]!.faults, ["delay 40 ms", "error ConflictException"]);
  });

  it("that is a long delay ends when the emulator stops, without the write", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.faults.inject({ operation: ALL, kind: "delay", milliseconds: 3_600_000 });
    const delayed = chime.journal.next((call) => call.faults.length > 0);
    const settled = assert.rejects(create(world(), users[0]));
    await delayed;
    await chime.stop();
    await settled;
    assert.deepEqual(chime.state.members(accountId, roomId), []);
  });

  it("can be an error for one member of a batch, with every code of the API", async () => {
    const { chime, client, room, accountId, roomId } = world();
    const codes = Object.values(ErrorCode);
    const ids = codes.map((code) => chime.state.addUser({ accountId, userId: `user ${code}` }));
    for (const [index, errorCode] of codes.entries()) {
      const operation = "BatchCreateRoomMembership";
      chime.faults.inject({ operation, kind: "memberError", memberId: ids[index]!, errorCode });
    }
    const MembershipItemList = [...ids, "user-a"].map((MemberId) => ({ MemberId }));
    const batch = () => client.send(new BatchCreateRoomMembershipCommand({ ...room, MembershipItemList }));
    const { Errors, $metadata } = await batch();
    assert.equal($metadata.httpStatusCode, 201);
    assert.deepEqual(
      Errors!.map(({ MemberId, ErrorCode: code }) => [MemberId, code]),
      codes.map((code, index) => [ids[index], code]),
    );
    assert.deepEqual(
      chime.state.members(accountId, roomId).map(({ memberId }) => memberId),
      ["user-a"],
    );
    assert.deepEqual(
      (await batch()).Errors!.map(({ MemberId }) => MemberId),
      ["user-a"],
    );
  });

  const wrong: [string, unknown, RegExp][] = [
    ["no rule", undefined, /^CheckError: kind: expected one of error, cut, .*, got nothing\.$/],
    ["an unknown kind", { operation: ALL, kind: "earthquake" }, /kind: expected one of .*, got "earthquake"/],
    [
      "an unknown operation",
      { operation: "Delete", kind: "garbled" },
      /operation: expected one of \*, Batch.*"Delete"/,
    ],
    [
      "an unknown error",
      { operation: ALL, kind: "error", error: "NotFound" },
      /error: expected one of Access.*"NotFound"/,
    ],
    [
      "a misspelt property",
      { operation: ALL, kind: "garbled", time: 1 },
      /time: expected one of operation, roomId/,
    ],
    [
      "no times at all",
      { operation: ALL, kind: "garbled", times: 0 },
      /times: expected a whole number of at least 1/,
    ],
    [
      "a cut on no side",
      { operation: ALL, kind: "cut" },
      /when: expected one of beforeWrite, afterWrite, got nothing/,
    ],
    [
      "a member error of another operation",
      { operation: ALL, kind: "memberError", memberId: "a", errorCode: "Conflict" },
      /operation: expected one of BatchCreateRoomMembership, BatchCreateChannelMembership, got "\*"/,
    ],
  ];
  for (const [what, rule, message] of wrong) {
    it(`with ${what} is refused with the name of the property`, () => {
      assert.throws(() => world().chime.faults.inject(rule as FaultRule), message);
    });
  }
});

describe("throttling", () => {
  it("allows a burst and then a rate of calls for each account", async () => {
    let now = Date.now();
    await inWorld({ now: () => now }, async ({ chime, client, room }) => {
      const list = (AccountId = room.AccountId) =>
        client.send(new ListRoomMembershipsCommand({ ...room, AccountId }));
      const through = async (): Promise<number> => {
        const results = await Promise.allSettled([1, 2, 3, 4, 5].map(() => list()));
        return results.filter(({ status }) => status === "fulfilled").length;
      };
      chime.faults.throttle({ callsPerSecond: 2 });
      assert.equal(await through(), 2);
      now += 500;
      assert.equal(await through(), 1);
      now += 60_000;
      assert.equal(await through(), 2);
      await refused(list("another"), "NotFoundException", 404);
      await refused(list(), "ThrottledClientException", 429);
      assert.deepEqual(chime.journal.calls().at(-1)!.faults, ["throttle"]);
      chime.faults.throttle({ callsPerSecond: 0.5, burst: 4 });
      assert.equal(await through(), 4);
      chime.faults.clear();
      assert.equal(await through(), 5);
    });
  });

  it("is refused without a valid rate", async () => {
    await inWorld({}, ({ chime }) => {
      assert.throws(() => {
        chime.faults.throttle({ callsPerSecond: 0 });
      }, /callsPerSecond: expected a number above 0, got 0/);
      assert.throws(() => {
        chime.faults.setReadLag({ reads: -1 });
      }, /reads: expected a whole number of at least 0, got -1/);
      return Promise.resolve();
    });
  });
});

function assertForeign({ status, headers, body }: RawReply, expected: number): void {
  assert.deepEqual([status, headers["content-type"]], [expected, "text/html; charset=utf-8"]);
  assert.deepEqual(
    Object.keys(headers).filter((name) => name.startsWith("x-amz")),
    [],
  );
  assert.match(body, /^<!DOCTYPE html>/);
}
