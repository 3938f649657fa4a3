import assert from "node:assert/strict";

import { install, type Clock } from "@sinonjs/fake-timers";

import type { FoundMember } from "../../../provider/aws/memberships/members";
import { Snapshots } from "../../../provider/aws/memberships/snapshots";
import { formatRoomId, type RoomKey } from "../../../provider/schema/rooms/roomId";

const ROOM = { accountId: "a", roomId: "r" };

function members(...memberIds: string[]): Map<string, FoundMember> {
  return new Map(memberIds.map((memberId) => [memberId, { role: "Member", attributes: {}, ageSeconds: 0 }]));
}

describe("The shared readings of a room", () => {
  let clock: Clock;
  let walks: {
    resolve: (found: ReturnType<typeof members> | undefined) => void;
    reject: (e: Error) => void;
  }[];
  let snapshots: Snapshots<RoomKey>;
  beforeEach(() => {
    clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    walks = [];
    snapshots = new Snapshots(
      formatRoomId,
      () =>
        new Promise<ReturnType<typeof members> | undefined>((resolve, reject) =>
          walks.push({ resolve, reject }),
        ),
    );
  });
  afterEach(() => {
    clock.uninstall();
  });

  /** Reads the room, and ends the walk that this begins. */
  async function read(found: ReturnType<typeof members> | undefined, after?: number) {
    const before = walks.length;
    const reading = snapshots.get(ROOM, after);
    if (walks.length > before) walks.at(-1)!.resolve(found);
    return reading;
  }

  it("are one walk for all who ask while it goes on", async () => {
    const readings = Array.from({ length: 1000 }, () => snapshots.get(ROOM));
    walks[0]?.resolve(members("x"));
    const all = await Promise.all(readings);
    assert.equal(walks.length, 1);
    assert.ok(all.every((snapshot) => snapshot.members.has("x")));
  });

  it("are one for each room", () => {
    void snapshots.get(ROOM);
    void snapshots.get({ ...ROOM, roomId: "other" });
    void snapshots.get({ accountId: "a/r", roomId: "" });
    assert.equal(walks.length, 3);
  });

  it("answer for ten seconds, and are then read again", async () => {
    await read(members("x"));
    clock.tick(9_999);
    await read(members());
    assert.equal(walks.length, 1);
    clock.tick(1);
    assert.equal((await read(members())).members.size, 0);
    assert.equal(walks.length, 2);
  });

  it("are read again after a write of ours, also by those who ask while an older walk goes on", async () => {
    const older = snapshots.get(ROOM);
    snapshots.forget(ROOM);
    const newer = snapshots.get(ROOM);
    walks[1]?.resolve(members("new"));
    walks[0]?.resolve(members("old"));
    assert.ok((await newer).members.has("new"));
    assert.ok((await older).members.has("old"));
    assert.ok((await snapshots.get(ROOM)).members.has("new"));
    assert.equal(walks.length, 2);
  });

  it("reject all who wait when the walk fails, and do not remember that", async () => {
    const failed = [snapshots.get(ROOM), snapshots.get(ROOM)];
    walks[0]?.reject(new Error("throttled"));
    for (const reading of failed) await assert.rejects(reading, /throttled/);
    assert.ok((await read(members("x"))).members.has("x"));
    assert.equal(walks.length, 2);
  });

  it("are never older than who asks allows", async () => {
    await read(members());
    const after = performance.now();
    clock.tick(5);
    assert.ok((await read(members("x"), after)).members.has("x"));
    assert.ok((await read(members(), after)).members.has("x"));
    assert.equal(walks.length, 2);
  });

  it("say for how long somebody has been in none of them", async () => {
    await read(members("stays", "leaves"));
    clock.tick(3_000);
    const snapshot = await read(members("stays"), performance.now() - 1);
    assert.equal(snapshot.secondsWithout("never there"), 3);
    assert.equal(snapshot.secondsWithout("leaves"), 0);
    snapshots.forget(ROOM);
    assert.equal((await read(members())).secondsWithout("never there"), 0);
  });

  it("tell a room that does not exist from an empty one", async () => {
    assert.equal((await read(members())).parentExists, true);
    snapshots.forget(ROOM);
    assert.equal((await read(undefined)).parentExists, false);
  });

  it("are one for each on whose behalf they are made, and all of them are made again after a write", async () => {
    const callers: string[] = [];
    type Asked = RoomKey & { caller: string };
    const byCaller = new Snapshots<Asked>(
      formatRoomId,
      ({ caller }) => {
        callers.push(caller);
        return caller === "weak" ? Promise.reject(new Error("refused")) : Promise.resolve(members(caller));
      },
      ({ caller }) => caller,
    );
    const as = (caller: string): Asked => ({ ...ROOM, caller });
    const [weak, strong] = await Promise.allSettled([byCaller.get(as("weak")), byCaller.get(as("strong"))]);
    assert.equal(weak.status, "rejected");
    assert.ok(strong.status === "fulfilled" && strong.value.members.has("strong"));
    await byCaller.get(as("other"));
    for (const caller of ["strong", "other"]) await byCaller.get(as(caller));
    assert.deepEqual(callers, ["weak", "strong", "other"]);
    byCaller.forget(as("strong"));
    for (const caller of ["strong", "other"]) await byCaller.get(as(caller));
    assert.deepEqual(callers, ["weak", "strong", "other", "strong", "other"]);
  });

  it("hold nothing when nobody has asked for ten seconds", async () => {
    await read(members("x"));
    clock.tick(10_000);
    assert.equal(clock.countTimers(), 0);
    await read(members());
    assert.equal(walks.length, 2);
  });
});
