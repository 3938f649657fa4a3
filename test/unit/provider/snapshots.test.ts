import assert from "node:assert/strict";

import { install, type Clock } from "@sinonjs/fake-timers";

import type { FoundMember } from "../../../provider/aws/memberships/members";
import { Snapshots } from "../../../provider/aws/memberships/snapshots";
import { formatRoomId, type RoomKey } from "../../../provider/schema/rooms/roomId";

const ROOM = { accountId: "a", roomId: "r" };

function members(...memberIds: string[]): Map<string, FoundMember> {
  return new Map(memberIds.map((memberId) => [memberId, { role: "Member", attributes: {} }]));
}

describe("Snapshots", () => {
  let clock: Clock;
  let reads: {
    resolve: (found: ReturnType<typeof members> | undefined) => void;
    reject: (e: Error) => void;
  }[];
  let snapshots: Snapshots<RoomKey>;
  beforeEach(() => {
    clock = install({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    reads = [];
    snapshots = new Snapshots(
      formatRoomId,
      () =>
        new Promise<ReturnType<typeof members> | undefined>((resolve, reject) =>
          reads.push({ resolve, reject }),
        ),
    );
  });
  afterEach(() => {
    clock.uninstall();
  });

  /** Gets a snapshot of the room. If that starts a read, the read returns `found`. */
  async function snapshotOf(found: ReturnType<typeof members> | undefined, after?: number) {
    const before = reads.length;
    const snapshot = snapshots.get(ROOM, after);
    if (reads.length > before) reads.at(-1)!.resolve(found);
    return snapshot;
  }

  it("share one read among all concurrent callers", async () => {
    const pending = Array.from({ length: 1000 }, () => snapshots.get(ROOM));
    reads[0]?.resolve(members("x"));
    const all = await Promise.all(pending);
    assert.equal(reads.length, 1);
    assert.ok(all.every((snapshot) => snapshot.members.has("x")));
  });

  it("are read separately for each room", () => {
    void snapshots.get(ROOM);
    void snapshots.get({ ...ROOM, roomId: "other" });
    void snapshots.get({ accountId: "a/r", roomId: "" });
    assert.equal(reads.length, 3);
  });

  it("are reused for ten seconds", async () => {
    await snapshotOf(members("x"));
    clock.tick(9_999);
    await snapshotOf(members());
    assert.equal(reads.length, 1);
    clock.tick(1);
    assert.equal((await snapshotOf(members())).members.size, 0);
    assert.equal(reads.length, 2);
  });

  it("are read again after a write, even while an older read is in progress", async () => {
    const older = snapshots.get(ROOM);
    snapshots.forget(ROOM);
    const newer = snapshots.get(ROOM);
    reads[1]?.resolve(members("new"));
    reads[0]?.resolve(members("old"));
    assert.ok((await newer).members.has("new"));
    assert.ok((await older).members.has("old"));
    assert.ok((await snapshots.get(ROOM)).members.has("new"));
    assert.equal(reads.length, 2);
  });

  it("reject all callers of a read that fails, and do not reuse that read", async () => {
    const pending = [snapshots.get(ROOM), snapshots.get(ROOM)];
    reads[0]?.reject(new Error("throttled"));
    for (const snapshot of pending) await assert.rejects(snapshot, /throttled/);
    assert.ok((await snapshotOf(members("x"))).members.has("x"));
    assert.equal(reads.length, 2);
  });

  it("are never older than the caller allows", async () => {
    await snapshotOf(members());
    const after = performance.now();
    clock.tick(5);
    assert.ok((await snapshotOf(members("x"), after)).members.has("x"));
    assert.ok((await snapshotOf(members(), after)).members.has("x"));
    assert.equal(reads.length, 2);
  });

  it("report for how long none of them has had a member", async () => {
    await snapshotOf(members("stays", "leaves"));
    clock.tick(3_000);
    const snapshot = await snapshotOf(members("stays"), performance.now() - 1);
    assert.equal(snapshot.secondsWithout("never there"), 3);
    assert.equal(snapshot.secondsWithout("leaves"), 0);
    snapshots.forget(ROOM);
    assert.equal((await snapshotOf(members())).secondsWithout("never there"), 0);
  });

  it("distinguish a missing room from an empty one", async () => {
    assert.equal((await snapshotOf(members())).parentExists, true);
    snapshots.forget(ROOM);
    assert.equal((await snapshotOf(undefined)).parentExists, false);
  });

  it("are read separately for each bearer, and are all read again after a write", async () => {
    const bearers: string[] = [];
    type RoomWithBearer = RoomKey & { bearer: string };
    const byBearer = new Snapshots<RoomWithBearer>(
      formatRoomId,
      ({ bearer }) => {
        bearers.push(bearer);
        return bearer === "weak" ? Promise.reject(new Error("refused")) : Promise.resolve(members(bearer));
      },
      ({ bearer }) => bearer,
    );
    const as = (bearer: string): RoomWithBearer => ({ ...ROOM, bearer });
    const [weak, strong] = await Promise.allSettled([byBearer.get(as("weak")), byBearer.get(as("strong"))]);
    assert.equal(weak.status, "rejected");
    assert.ok(strong.status === "fulfilled" && strong.value.members.has("strong"));
    await byBearer.get(as("other"));
    for (const bearer of ["strong", "other"]) await byBearer.get(as(bearer));
    assert.deepEqual(bearers, ["weak", "strong", "other"]);
    byBearer.forget(as("strong"));
    for (const bearer of ["strong", "other"]) await byBearer.get(as(bearer));
    assert.deepEqual(bearers, ["weak", "strong", "other", "strong", "other"]);
  });

  it("are dropped after ten seconds", async () => {
    await snapshotOf(members("x"));
    clock.tick(10_000);
    assert.equal(clock.countTimers(), 0);
    await snapshotOf(members());
    assert.equal(reads.length, 2);
  });
});
