import assert from "node:assert/strict";
import {
  CreateRoomMembershipCommand,
  DeleteRoomMembershipCommand,
  ListRoomMembershipsCommand,
  ListUsersCommand,
  UpdateRoomMembershipCommand,
} from "@aws-sdk/client-chime";
import { Journal } from "../../../emulator/journal/journal";
import { send, sendSigned } from "./raw";
import { clientOf, inWorld, refused, worldPerTest } from "./world";

describe("the journal", () => {
  const world = worldPerTest();

  it("has every call in order of arrival, with all its properties", async () => {
    const { chime, client, room, accountId, roomId, users } = world();
    const Role = "Administrator";
    await client.send(new CreateRoomMembershipCommand({ ...room, MemberId: users[0], Role }));
    await client.send(new UpdateRoomMembershipCommand({ ...room, MemberId: users[0], Role: "Member" }));
    await client.send(new ListRoomMembershipsCommand(room));
    await refused(
      client.send(new DeleteRoomMembershipCommand({ ...room, MemberId: users[1] })),
      "NotFoundException",
      404,
    );
    const facts = {
      accountId,
      roomId,
      accessKeyId: chime.credentials.accessKeyId,
      region: "us-east-1",
      attempt: 1,
      faults: [],
      ended: true,
    };
    const expected = [
      { operation: "CreateRoomMembership", memberId: users[0], role: Role, written: true, status: 201 },
      { operation: "UpdateRoomMembership", memberId: users[0], role: "Member", written: true, status: 200 },
      { operation: "ListRoomMemberships", written: false, status: 200 },
      {
        operation: "DeleteRoomMembership",
        memberId: users[1],
        written: false,
        status: 404,
        error: "NotFoundException",
      },
    ];
    const calls = chime.journal.calls();
    assert.deepEqual(
      calls.map(({ sequence }) => sequence),
      [1, 2, 3, 4],
    );
    for (const [index, call] of calls.entries()) {
      const { requestId, invocationId, time, sequence, durationMs, ...rest } = call;
      assert.deepEqual(rest, { ...facts, ...expected[index] });
      assert.ok(requestId !== invocationId && new Date(time).toISOString() === time && sequence > 0);
      assert.ok(Number.isInteger(durationMs) && durationMs! >= 0);
    }
  });

  it("has the request id of the reply", async () => {
    const { chime, client, room } = world();
    const { $metadata } = await client.send(new ListRoomMembershipsCommand(room));
    assert.equal(chime.journal.calls()[0]!.requestId, $metadata.requestId);
  });

  it("has the number and the invocation id of each attempt", async () => {
    const { chime, room } = world();
    chime.faults.inject({ operation: "*", kind: "error", error: "ServiceUnavailableException" });
    const client = clientOf(chime, { maxAttempts: 2 });
    await client.send(new ListRoomMembershipsCommand(room));
    client.destroy();
    const [first, second] = chime.journal.calls();
    assert.deepEqual([first!.attempt, first!.status, second!.attempt, second!.status], [1, 503, 2, 200]);
    assert.equal(first!.invocationId, second!.invocationId);
  });

  it("has no address, name or secret", async () => {
    const { chime, client, room, accountId, roomId } = world();
    await client.send(new ListUsersCommand({ AccountId: accountId, UserEmail: "a@example.com" }));
    for (const MemberId of ["a@example.com", "a"]) {
      await refused(
        client.send(new CreateRoomMembershipCommand({ ...room, MemberId })),
        "NotFoundException",
        404,
      );
    }
    chime.state.addMember({ accountId, roomId, memberId: "user-a" });
    await client.send(new ListRoomMembershipsCommand(room));
    const text = JSON.stringify(chime.journal.calls());
    for (const private_ of ["@", "%40", "User a", chime.credentials.secretAccessKey, "AWS4-HMAC"]) {
      assert.ok(!text.includes(private_), `${private_} in ${text}`);
    }
  });

  it("has calls without an operation", async () => {
    const { chime } = world();
    const { status, headers } = await send(chime, { path: "/nowhere" });
    assert.deepEqual([status, headers["x-amzn-errortype"]], [404, "UnknownOperationException"]);
    const { operation, error } = chime.journal.calls()[0]!;
    assert.deepEqual([operation, error], ["UnknownOperation", "UnknownOperationException"]);
  });

  it("finds and counts calls by properties or by a function", async () => {
    const { chime, client, room, users } = world();
    for (const MemberId of users) await client.send(new CreateRoomMembershipCommand({ ...room, MemberId }));
    await client.send(new ListRoomMembershipsCommand(room));
    const { journal } = chime;
    assert.equal(journal.count(), 6);
    assert.equal(journal.count("CreateRoomMembership"), 5);
    assert.equal(journal.count("DeleteRoomMembership"), 0);
    assert.equal(journal.count({ operation: "CreateRoomMembership", memberId: users[0] }), 1);
    assert.equal(journal.calls((call) => call.sequence > 4).length, 2);
    journal.clear();
    assert.deepEqual(journal.calls(), []);
    await client.send(new ListRoomMembershipsCommand(room));
    assert.equal(journal.calls()[0]!.sequence, 7);
  });

  it("waits for the next call that matches: on arrival, on the write and on the end", async () => {
    const { chime, client, room, users } = world();
    const create = () => client.send(new CreateRoomMembershipCommand({ ...room, MemberId: users[0] }));
    await create();
    chime.faults.inject({ operation: "*", kind: "hang", when: "afterWrite" });
    const waits = [
      chime.journal.next({ operation: "DeleteRoomMembership" }),
      chime.journal.next({ operation: "DeleteRoomMembership", written: true }),
      chime.journal.next({ operation: "DeleteRoomMembership", ended: true }),
    ] as const;
    const call = client.send(new DeleteRoomMembershipCommand({ ...room, MemberId: users[0] }));
    assert.equal((await waits[0]).written, false);
    assert.deepEqual([(await waits[1]).ended, (await waits[1]).sequence], [false, 2]);
    await Promise.all([assert.rejects(call), chime.stop()]);
    assert.equal((await waits[2]).status, undefined);
  });

  it("waits only for a new call", async () => {
    const { chime, client, room } = world();
    await client.send(new ListRoomMembershipsCommand(room));
    const next = chime.journal.next({ operation: "ListRoomMemberships" });
    await client.send(new ListRoomMembershipsCommand(room));
    assert.equal((await next).sequence, 2);
  });

  it("waits for a number of calls, including earlier ones", async () => {
    const { chime, client, room } = world();
    await client.send(new ListRoomMembershipsCommand(room));
    assert.equal((await chime.journal.reached(1, { ended: true })).length, 1);
    const reached = chime.journal.reached(3, { operation: "ListRoomMemberships" });
    await Promise.all([1, 2].map(() => client.send(new ListRoomMembershipsCommand(room))));
    assert.equal((await reached).length, 3);
  });

  it("drops the oldest call when it has as many as it keeps, and counts those that it dropped", () => {
    const journal = new Journal(() => 0, 2);
    const calls = ["DeleteRoom", "GetRoom", "ListRooms"].map((operation) =>
      journal.open({ operation, requestId: operation }),
    );
    calls[0]!.update({ ended: true });
    assert.deepEqual(
      journal.calls().map(({ operation, sequence }) => [operation, sequence]),
      [
        ["GetRoom", 2],
        ["ListRooms", 3],
      ],
    );
    assert.equal(journal.dropped, 1);
    journal.clear();
    assert.equal(journal.dropped, 0);
  });

  it("keeps the number of calls that an option sets", async () => {
    await inWorld({ journalLimit: 1 }, async ({ chime, client, room }) => {
      await client.send(new ListRoomMembershipsCommand(room));
      await client.send(new ListRoomMembershipsCommand(room));
      assert.deepEqual(
        chime.journal.calls().map(({ sequence }) => sequence),
        [2],
      );
    });
  });

  it("has method and path of a call that is of no operation", async () => {
    const { chime } = world();
    await sendSigned(chime, { method: "DELETE", path: "/accounts/account%2D1" });
    await sendSigned(chime, { method: "DELETE", path: "/nowhere?operation=x" });
    assert.deepEqual(
      chime.journal.calls().map(({ operation, request }) => [operation, request]),
      [
        ["UnknownOperation", "DeleteAccount, DELETE /accounts/account-1"],
        ["UnknownOperation", "DELETE /nowhere"],
      ],
    );
  });

  it("has a time limit for waiting", async () => {
    const { journal } = world().chime;
    await assert.rejects(
      journal.next({ operation: "DeleteRoom" }, { timeoutMs: 5 }),
      /^Error: After 5 ms no call matched {"operation":"DeleteRoom"}\. The journal has 0 calls\.$/,
    );
    await assert.rejects(journal.reached(2, {}, { timeoutMs: 5 }), /After 5 ms fewer than 2 calls matched/);
  });

  it("does not record a call that began before it was cleared", () => {
    const journal = new Journal(() => 0, 10);
    const call = journal.open({ operation: "DeleteRoom", requestId: "1" });
    journal.clear();
    call.update({ ended: true });
    assert.deepEqual(journal.calls(), []);
  });
});
