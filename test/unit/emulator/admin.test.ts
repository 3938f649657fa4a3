import assert from "node:assert/strict";
import { ListRoomMembershipsCommand } from "@aws-sdk/client-chime";
import { send, type RawReply, type RawRequest } from "./raw";
import { refused, worldPerTest } from "./world";

describe("the admin API", () => {
  const world = worldPerTest({ admin: true });

  const ask = (request: RawRequest): Promise<RawReply> => send(world().chime, request);
  const inject = (fault: unknown): Promise<RawReply> =>
    ask({ method: "POST", path: "/_emulator/faults", body: JSON.stringify(fault) });
  const list = () => world().client.send(new ListRoomMembershipsCommand(world().room));

  it("returns the journal, without its own calls", async () => {
    await list();
    await ask({ path: "/_emulator/journal" });
    const { status, body } = await ask({ path: "/_emulator/journal" });
    const { calls } = JSON.parse(body) as { calls: { operation: string }[] };
    assert.deepEqual([status, calls.map(({ operation }) => operation)], [200, ["ListRoomMemberships"]]);
  });

  it("returns the members of a room", async () => {
    const { chime, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    const { body } = await ask({ path: "/_emulator/members?account=account-1&room=room%2D1" });
    assert.deepEqual(JSON.parse(body), {
      members: [{ memberId: "user-a", memberType: "User", role: "Member" }],
    });
  });

  it("returns the members of a channel", async () => {
    const { state } = world().chime;
    const appInstanceArn = state.addAppInstance();
    const memberArn = state.addAppInstanceUser({ appInstanceArn });
    const channelArn = state.addChannel({ appInstanceArn });
    state.addChannelMember({ channelArn, memberArn, type: "HIDDEN" });
    const path = `/_emulator/channel-members?channel=${encodeURIComponent(channelArn)}`;
    assert.deepEqual(JSON.parse((await ask({ path })).body), { members: [{ memberArn, type: "HIDDEN" }] });
    const { status, body } = await ask({ path: `${path}-other` });
    assert.deepEqual([status, body.includes("does not exist")], [404, true]);
  });

  it("injects faults, a throttle and a lag, and clears them", async () => {
    assert.equal(
      (await inject({ operation: "*", kind: "error", error: "ConflictException", times: "always" })).status,
      204,
    );
    await refused(list(), "ConflictException", 409);
    await refused(list(), "ConflictException", 409);
    assert.equal((await ask({ method: "DELETE", path: "/_emulator/faults" })).status, 204);
    await list();
    assert.equal((await inject({ kind: "throttle", callsPerSecond: 0.001, burst: 1 })).status, 204);
    await list();
    await refused(list(), "ThrottledClientException", 429);
    await ask({ method: "DELETE", path: "/_emulator/faults" });
    assert.equal((await inject({ kind: "readLag", reads: 1 })).status, 204);
    const { chime, accountId, roomId, users } = world();
    chime.state.addMember({ accountId, roomId, memberId: users[0] });
    assert.deepEqual((await list()).RoomMemberships, []);
  });

  const wrong: [string, RawRequest, number, RegExp][] = [
    [
      "no room",
      { path: "/_emulator/members?account=account-1" },
      400,
      /room: expected a non-empty string, got nothing/,
    ],
    [
      "no channel",
      { path: "/_emulator/channel-members" },
      400,
      /channel: expected a non-empty string, got nothing/,
    ],
    [
      "an unknown room",
      { path: "/_emulator/members?account=account-1&room=x" },
      404,
      /The room does not exist/,
    ],
    [
      "no JSON",
      { method: "POST", path: "/_emulator/faults", body: "x" },
      400,
      /not valid JSON|Unexpected token/,
    ],
    ["no fault", { method: "POST", path: "/_emulator/faults", body: "[]" }, 400, /kind: expected one of/],
    [
      "no rate",
      { method: "POST", path: "/_emulator/faults", body: '{"kind":"throttle"}' },
      400,
      /callsPerSecond: expected/,
    ],
    ["no such page", { path: "/_emulator/" }, 404, /The admin API has GET \/_emulator\/journal/],
    [
      "a name from elsewhere",
      { path: "/_emulator/journal", headers: { host: "evil.example" } },
      400,
      /header host/,
    ],
    [
      "a page from elsewhere",
      {
        method: "POST",
        path: "/_emulator/faults",
        body: '{"kind":"readLag","reads":1}',
        headers: { origin: "http://evil" },
      },
      400,
      /header origin/,
    ],
  ];
  for (const [what, request, status, message] of wrong) {
    it(`returns ${status} and the reason for ${what}`, async () => {
      const reply = await ask(request);
      assert.equal(reply.status, status);
      assert.match((JSON.parse(reply.body) as { error: string }).error, message);
    });
  }
});
