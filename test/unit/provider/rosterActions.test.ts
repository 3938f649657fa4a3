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

const PLACE = { accountId: "account", roomId: "room" };
const NOTHING: RosterPlan = { add: [], promote: [], demote: [], remove: [], transfer: [] };
const idOf = (memberId: string): string => `account/room/${memberId}`;
const members = (...memberIds: string[]): NewMember[] =>
  memberIds.map((memberId) => ({ memberId, role: "Member" }));

/** Something that ends when it is told to. */
function held(): { wait: () => Promise<void>; end: () => void } {
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { wait: () => ended, end };
}

const turn = (): Promise<void> => new Promise(setImmediate);

describe("What is done about the members of a roster", () => {
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

  const actions = (
    readConsistencySeconds = 0,
    form = ROOM_MEMBERSHIP_SCHEMA,
  ): RosterOperations<typeof PLACE> => {
    const progress = { say: () => undefined, show: (text: string) => shown.push(text) };
    return new RosterOperations(
      { ...ROOM_MEMBERSHIPS, schema: form },
      sessionOf(room, { readConsistencySeconds }),
      ownership,
      progress,
    );
  };
  /** Carries a plan out, and says what failed. */
  const carryOut = async (plan: Partial<RosterPlan>): Promise<MemberFailures> => {
    const all = actions();
    const work = all.begin(PLACE, { ...NOTHING, ...plan });
    await all.addAndChange(work);
    await all.removeAndAdd(work);
    return work.failures;
  };
  const kindsOf = (failures: MemberFailures): Record<string, [string, ChimeError["kind"]]> =>
    Object.fromEntries([...failures].map(([id, { action, error }]) => [id, [action, error.kind]]));

  describe("in a look", () => {
    it("ends with the first reading after the list that has everybody who is expected", async () => {
      room.add("ana");
      await actions(5).observe(PLACE, ["ana"]);
      assert.deepEqual(room.calls, ["list", "list"]);
    });

    it("ends where others have looked in vain for long enough for each who is missing", async () => {
      room.missingSeconds = 5;
      await actions(5).observe(PLACE, ["ana", "ben"]);
      assert.deepEqual(room.calls, ["list", "list"]);
    });

    it("goes on where one of those who are missing was seen a moment ago", async () => {
      [room.missingSeconds, room.seenBefore] = [5, ["ben"]];
      const come = (): void => {
        for (const memberId of ["ana", "ben"]) room.add(memberId);
      };
      room.next(
        "list",
        () => undefined,
        () => undefined,
        come,
      );
      const snapshot = await actions(5).observe(PLACE, ["ana", "ben"]);
      assert.deepEqual([...snapshot.members.keys()], ["ana", "ben"]);
    });

    it("goes on where the parent is not there, though nobody is expected", async () => {
      room.parentExists = false;
      room.next(
        "list",
        () => undefined,
        () => undefined,
        () => {
          room.parentExists = true;
        },
      );
      const snapshot = await actions(5).observe(PLACE, []);
      assert.equal(snapshot.parentExists, true);
      assert.deepEqual(room.calls, ["list", "list", "list anew"]);
    });
  });

  describe("who are to be added", () => {
    it("fails all of them, as to be added, where the call failed as a whole", async () => {
      room.next("createAll", new TypeError("a bug"));
      const failures = await carryOut({ add: members("ana", "ben") });
      assert.deepEqual(kindsOf(failures), { ana: ["add", "internal"], ben: ["add", "internal"] });
      assert.equal(failures.get("ana")?.error.reason, "internal error in pulumi-chime (TypeError: a bug).");
    });

    it("changes those who are said to be in and are in no list, and makes them members again", async () => {
      room.refusals.set("ana", failed("conflict"));
      assert.deepEqual(kindsOf(await carryOut({ add: members("ana") })), {});
      assert.deepEqual(room.calls.slice(-2), ["change ana", "create ana"]);
    });

    it("takes a bot out who is in with another role, and adds it again", async () => {
      room.add("bot", "Administrator", { attributes: { memberType: "Bot" } });
      assert.deepEqual(kindsOf(await carryOut({ add: members("bot") })), {});
      assert.deepEqual(room.calls.slice(-2), ["remove bot", "create bot"]);
    });

    const full = failed("limitExceeded");

    it("are not tried again where the parent is full and nobody goes", async () => {
      room.refusals.set("ana", full);
      const failures = await carryOut({ add: members("ana") });
      assert.deepEqual(
        [kindsOf(failures), room.calls],
        [{ ana: ["add", "limitExceeded"] }, ["createAll ana"]],
      );
    });

    it("are not tried again where nobody waits for room", async () => {
      room.add("old");
      await carryOut({ add: members("ana"), remove: ["old"] });
      assert.deepEqual(room.calls, ["createAll ana", "remove old"]);
    });

    it("are added when the old are out, while nobody removes them", async () => {
      room.add("old");
      const second = held();
      room.next(
        "createAll",
        () => undefined,
        async () => {
          room.refusals.clear();
          await second.wait();
        },
      );
      room.refusals.set("ana", full);
      const work = carryOut({ add: members("ana", "ben"), remove: ["old"] });
      for (let count = 0; count < 5; count += 1) await turn();
      assert.deepEqual(room.calls, ["createAll ana,ben", "remove old", "createAll ana"]);
      let removed = false;
      const removal = {
        what: "",
        remove: () => Promise.resolve(void (removed = true)),
        find: () => Promise.resolve(),
      };
      const removing = ownership.remove(idOf("ana"), removal);
      await turn();
      assert.equal(removed, false);
      second.end();
      assert.deepEqual(kindsOf(await work), {});
      await removing;
    });

    it("are still to be added where that fails as a whole", async () => {
      room.add("old");
      room.refusals.set("ana", full);
      room.next("createAll", () => undefined, failed("forbidden"));
      const failures = await carryOut({ add: members("ana"), remove: ["old"] });
      assert.deepEqual(kindsOf(failures), { ana: ["add", "forbidden"] });
    });
  });

  describe("who are to be removed", () => {
    it("tells how many of them are out", async () => {
      for (const memberId of ["ana", "ben"]) room.add(memberId);
      await actions().removeAll(PLACE, ["ana", "ben"]);
      assert.deepEqual(shown, ["Room room: 1 of 2 removed", "Room room: 2 of 2 removed", ""]);
    });

    it("ends with the one on whose behalf all are removed, when the others are out", async () => {
      for (const memberId of ["bearer", "ana"]) room.add(memberId);
      const first = held();
      room.next("remove", first.wait);
      const form = {
        ...ROOM_MEMBERSHIP_SCHEMA,
        isBearer: (_: object, memberId: string) => memberId === "bearer",
      };
      const removed = actions(0, form).removeAll(PLACE, ["bearer", "ana"]);
      await turn();
      assert.deepEqual(room.calls, ["remove ana"]);
      first.end();
      await removed;
      assert.deepEqual(room.calls, ["remove ana", "remove bearer"]);
    });

    it("asks whether they are out whom another resource declares, and fails for those who are in", async () => {
      room.add("ana");
      ownership.desire([idOf("ana"), idOf("ben")]);
      const failures = await actions().removeAll(PLACE, ["ana", "ben"]);
      assert.deepEqual(kindsOf(failures), { ana: ["remove", "unknown"] });
      assert.match(
        failures.get("ana")?.error.reason ?? "",
        /^Did not remove member ana from room room \(account account\): another resource/,
      );
      assert.deepEqual(room.calls.sort(), ["look ana", "look ben"]);
    });
  });

  it("may be in the parent where they could not be removed or changed, and where an add may have been done", () => {
    const [refused, unknown] = [failed("forbidden"), failed("unreachable", { outcomeUnknown: true })];
    assert.equal(mayBeIn({ action: "remove", error: refused }), true);
    assert.equal(mayBeIn({ action: "change the role of", error: refused }), true);
    assert.equal(mayBeIn({ action: "add", error: refused }), false);
    assert.equal(mayBeIn({ action: "add", error: unknown }), true);
  });

  it("are removed in the order in which they come where no role is above another", () => {
    const form = { ...ROOM_MEMBERSHIP_SCHEMA };
    Reflect.deleteProperty(form, "senior");
    const roles: Record<string, string> = { ben: "DEFAULT" };
    const order = removalOrder({ schema: form, parent: PLACE }, ["ana", "ben", "cem"], (id) => roles[id]);
    assert.deepEqual(order, ["ana", "ben", "cem"]);
  });
});
