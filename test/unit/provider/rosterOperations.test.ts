import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ChimeError } from "../../../provider/aws/errors/chimeError";
import type { NewMember } from "../../../provider/aws/memberships/members";
import { ROOM_MEMBERSHIP_SCHEMA } from "../../../provider/schema/rooms/roomMembershipSchema";
import { ROOM_MEMBERSHIPS } from "../../../provider/reconcile/definitions/roomDefinitions";
import {
  mayBeIn,
  RosterOperations,
  type MemberFailures,
} from "../../../provider/reconcile/roster/rosterOperations";
import { removalOrder, type RosterPlan } from "../../../provider/reconcile/roster/rosterPlan";
import { Ownership } from "../../../provider/ownership/ownership";
import { failed, ScriptedRoom, sessionOf } from "../../support/scriptedRoom";

const ROOM = { accountId: "account", roomId: "room" };
const EMPTY_PLAN: RosterPlan = { add: [], promote: [], demote: [], remove: [], transfer: [] };
const idOf = (memberId: string): string => `account/room/${memberId}`;
const members = (...memberIds: string[]): NewMember[] =>
  memberIds.map((memberId) => ({ memberId, role: "Member" }));

/** Blocks work until `release` is called. */
function blocker(): { wait: () => Promise<void>; release: () => void } {
  let release!: () => void;
  const released = new Promise<void>((resolve) => (release = resolve));
  return { wait: () => released, release };
}

const nextTurn = (): Promise<void> => new Promise(setImmediate);

describe("RosterOperations", () => {
  let folder: string;
  let room: ScriptedRoom;
  let ownership: Ownership;
  let shown: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
    ownership = new Ownership("engine", folder);
    room = new ScriptedRoom();
    shown = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const operationsWith = (
    readConsistencySeconds = 0,
    schema = ROOM_MEMBERSHIP_SCHEMA,
  ): RosterOperations<typeof ROOM> => {
    const progress = {
      say: () => undefined,
      warn: () => undefined,
      show: (text: string) => shown.push(text),
    };
    return new RosterOperations(
      { ...ROOM_MEMBERSHIPS, schema },
      sessionOf(room, { readConsistencySeconds }),
      ownership,
      progress,
    );
  };
  /** Applies a plan, and returns the failures. */
  const apply = async (plan: Partial<RosterPlan>): Promise<MemberFailures> => {
    const operations = operationsWith();
    const work = operations.begin(ROOM, { ...EMPTY_PLAN, ...plan });
    await operations.addAndChange(work);
    await operations.removeAndAdd(work);
    return work.failures;
  };
  const kindsOf = (failures: MemberFailures): Record<string, [string, ChimeError["kind"]]> =>
    Object.fromEntries([...failures].map(([id, { action, error }]) => [id, [action, error.kind]]));

  describe("when it observes the parent,", () => {
    it("stops after the second read if it has all expected members", async () => {
      room.add("ana");
      await operationsWith(5).observe(ROOM, ["ana"]);
      assert.deepEqual(room.calls, ["list", "list"]);
    });

    it("stops after the second read if the missing members have been missing for long enough", async () => {
      room.missingSeconds = 5;
      await operationsWith(5).observe(ROOM, ["ana", "ben"]);
      assert.deepEqual(room.calls, ["list", "list"]);
    });

    it("continues to read if one of the missing members was seen recently", async () => {
      [room.missingSeconds, room.seenBefore] = [5, ["ben"]];
      const addBoth = (): void => {
        for (const memberId of ["ana", "ben"]) room.add(memberId);
      };
      room.next(
        "list",
        () => undefined,
        () => undefined,
        addBoth,
      );
      const snapshot = await operationsWith(5).observe(ROOM, ["ana", "ben"]);
      assert.deepEqual([...snapshot.members.keys()], ["ana", "ben"]);
    });

    it("continues to read while the parent does not exist, even if no member is expected", async () => {
      room.parentExists = false;
      room.next(
        "list",
        () => undefined,
        () => undefined,
        () => {
          room.parentExists = true;
        },
      );
      const snapshot = await operationsWith(5).observe(ROOM, []);
      assert.equal(snapshot.parentExists, true);
      assert.deepEqual(room.calls, ["list", "list", "list anew"]);
    });
  });

  describe("when it adds members,", () => {
    it("reports all of them as not added if the whole call fails", async () => {
      room.next("createAll", new TypeError("a bug"));
      const failures = await apply({ add: members("ana", "ben") });
      assert.deepEqual(kindsOf(failures), { ana: ["add", "internal"], ben: ["add", "internal"] });
      assert.equal(failures.get("ana")?.error.reason, "internal error in pulumi-chime (TypeError: a bug).");
    });

    it("updates a member that exists already but is in no list, and adds the member if the update fails", async () => {
      room.refusals.set("ana", failed("conflict"));
      assert.deepEqual(kindsOf(await apply({ add: members("ana") })), {});
      assert.deepEqual(room.calls.slice(-2), ["change ana", "create ana"]);
    });

    it("removes and adds a bot that exists with another role", async () => {
      room.add("bot", "Administrator", { attributes: { memberType: "Bot" } });
      assert.deepEqual(kindsOf(await apply({ add: members("bot") })), {});
      assert.deepEqual(room.calls.slice(-2), ["remove bot", "create bot"]);
    });

    const full = failed("limitExceeded");

    it("does not retry if the parent is full and no member is removed", async () => {
      room.refusals.set("ana", full);
      const failures = await apply({ add: members("ana") });
      assert.deepEqual(
        [kindsOf(failures), room.calls],
        [{ ana: ["add", "limitExceeded"] }, ["createAll ana"]],
      );
    });

    it("does not retry if all members were added", async () => {
      room.add("old");
      await apply({ add: members("ana"), remove: ["old"] });
      assert.deepEqual(room.calls, ["createAll ana", "remove old"]);
    });

    it("retries after the removals if the parent was full, and blocks other removals of these members", async () => {
      room.add("old");
      const second = blocker();
      room.next(
        "createAll",
        () => undefined,
        async () => {
          room.refusals.clear();
          await second.wait();
        },
      );
      room.refusals.set("ana", full);
      const work = apply({ add: members("ana", "ben"), remove: ["old"] });
      for (let count = 0; count < 5; count += 1) await nextTurn();
      assert.deepEqual(room.calls, ["createAll ana,ben", "remove old", "createAll ana"]);
      let removed = false;
      const removal = {
        kind: "membership" as const,
        what: "",
        remove: () => Promise.resolve(void (removed = true)),
        find: () => Promise.resolve(),
      };
      const removing = ownership.remove(idOf("ana"), removal);
      await nextTurn();
      assert.equal(removed, false);
      second.release();
      assert.deepEqual(kindsOf(await work), {});
      await removing;
    });

    it("reports the members as not added if the whole retry fails", async () => {
      room.add("old");
      room.refusals.set("ana", full);
      room.next("createAll", () => undefined, failed("forbidden"));
      const failures = await apply({ add: members("ana"), remove: ["old"] });
      assert.deepEqual(kindsOf(failures), { ana: ["add", "forbidden"] });
    });
  });

  describe("when it removes members,", () => {
    it("shows how many are removed", async () => {
      for (const memberId of ["ana", "ben"]) room.add(memberId);
      await operationsWith().removeAll(ROOM, ["ana", "ben"]);
      assert.deepEqual(shown, ["1 of 2 removed: Room room", "2 of 2 removed: Room room", ""]);
    });

    it("removes the bearer after all others", async () => {
      for (const memberId of ["bearer", "ana"]) room.add(memberId);
      const first = blocker();
      room.next("remove", first.wait);
      const schema = {
        ...ROOM_MEMBERSHIP_SCHEMA,
        isBearer: (_: object, memberId: string) => memberId === "bearer",
      };
      const removed = operationsWith(0, schema).removeAll(ROOM, ["bearer", "ana"]);
      await nextTurn();
      assert.deepEqual(room.calls, ["remove ana"]);
      first.release();
      await removed;
      assert.deepEqual(room.calls, ["remove ana", "remove bearer"]);
    });

    it("reads those that another resource declares, and fails for those that exist", async () => {
      room.add("ana");
      ownership.desire([idOf("ana"), idOf("ben")]);
      const failures = await operationsWith().removeAll(ROOM, ["ana", "ben"]);
      assert.deepEqual(kindsOf(failures), { ana: ["remove", "unknown"] });
      assert.match(
        failures.get("ana")?.error.reason ?? "",
        /^Did not remove member ana from room room \(account account\): another resource/,
      );
      assert.deepEqual(room.calls.sort(), ["look ana", "look ben"]);
    });
  });

  it("mayBeIn() is true after a failed removal or change, and after an add with an ambiguous outcome", () => {
    const [refused, unknown] = [failed("forbidden"), failed("unreachable", { outcomeUnknown: true })];
    assert.equal(mayBeIn({ action: "remove", error: refused }), true);
    assert.equal(mayBeIn({ action: "change the role of", error: refused }), true);
    assert.equal(mayBeIn({ action: "add", error: refused }), false);
    assert.equal(mayBeIn({ action: "add", error: unknown }), true);
  });

  it("removalOrder() keeps the order if the service has no elevated role", () => {
    const role = { ...ROOM_MEMBERSHIP_SCHEMA.role! };
    Reflect.deleteProperty(role, "elevated");
    const schema = { ...ROOM_MEMBERSHIP_SCHEMA, role };
    const roles: Record<string, string> = { ben: "Administrator" };
    const order = removalOrder({ schema, parent: ROOM }, ["ana", "ben", "cem"], (id) => roles[id]);
    assert.deepEqual(order, ["ana", "ben", "cem"]);
  });
});
