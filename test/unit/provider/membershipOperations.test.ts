import assert from "node:assert/strict";

import { ROOM_MEMBERSHIPS } from "../../../provider/reconcile/definitions/roomDefinitions";
import { MembershipOperations } from "../../../provider/reconcile/membership/membershipOperations";
import { rejectionOf } from "../../support/failures";
import { failed, ScriptedRoom, sessionOf } from "../../support/scriptedRoom";

const ROOM = { accountId: "account", roomId: "room" };

describe("MembershipOperations", () => {
  let room: ScriptedRoom;
  let operations: MembershipOperations<typeof ROOM>;
  const ana = { memberId: "ana", role: "Member" };
  const createOperations = (readConsistencySeconds = 0): void => {
    operations = new MembershipOperations(ROOM_MEMBERSHIPS, sessionOf(room, { readConsistencySeconds }));
  };
  beforeEach(() => {
    room = new ScriptedRoom();
    createOperations();
  });

  it("addOrAdopt() does not read after a refusal that is not a conflict", async () => {
    room.next("create", failed("forbidden"));
    await assert.rejects(operations.addOrAdopt(ROOM, ana), { kind: "forbidden" });
    assert.deepEqual(room.calls, ["create ana"]);
  });

  it("adopt() and addOrAdopt() throw the conflict if they cannot find the member", async () => {
    const conflict = failed("conflict");
    assert.equal(await rejectionOf(operations.adopt(ROOM, ana, conflict)), conflict);
    room.next("create", conflict);
    assert.equal(await rejectionOf(operations.addOrAdopt(ROOM, ana)), conflict);
  });

  it("adopt() updates the role of a user in place, and removes and adds a bot", async () => {
    room.add("ana", "Administrator");
    await operations.adopt(ROOM, ana, failed("conflict"));
    assert.deepEqual(room.calls, ["look ana", "change ana"]);
    room.calls.length = 0;
    room.add("ana", "Administrator", { attributes: { memberType: "Bot" } });
    await operations.adopt(ROOM, ana, failed("conflict"));
    assert.deepEqual(room.calls, ["look ana", "remove ana", "create ana"]);
  });

  it("add() keeps the error of the read that would show whether it added the member", async () => {
    const conflict = failed("conflict", { outcomeUnknown: true });
    const forbidden = failed("forbidden");
    room.next("create", conflict);
    room.next("look", forbidden);
    await assert.rejects(operations.add(ROOM, ana), {
      kind: "unknown",
      cause: new AggregateError([conflict, forbidden], "The create failed, and so did the read after it"),
    });
  });

  it("applyRole() reads the member if the service cannot update roles, and adds a missing member", async () => {
    Object.assign(room, { updateRole: undefined });
    room.add("ana");
    await operations.applyRole(ROOM, ana, { memberType: "User" });
    room.members.clear();
    await operations.applyRole(ROOM, ana, { memberType: "User" });
    assert.deepEqual(room.calls, ["look ana", "look ana", "create ana"]);
  });

  it("applyRole() reports an ambiguous outcome if a missing member cannot be added again", async () => {
    room.next("create", failed("forbidden"));
    await assert.rejects(operations.applyRole(ROOM, ana, { memberType: "User" }), {
      kind: "forbidden",
      outcomeUnknown: true,
    });
    const bug = new TypeError("a bug");
    room.next("create", bug);
    assert.equal(await rejectionOf(operations.applyRole(ROOM, ana, { memberType: "User" })), bug);
  });

  describe("add(), after a conflict and an earlier attempt with an ambiguous outcome,", () => {
    const conflict = failed("conflict", { outcomeUnknown: true });
    beforeEach(() => {
      room.next("create", conflict);
    });

    it("returns an existing member with the role that is not older than the call", async () => {
      room.add("ana");
      assert.equal((await operations.add(ROOM, ana)).role, "Member");
    });

    it("throws the conflict if the member has another role or is older", async () => {
      room.add("ana", "Administrator");
      assert.equal(await rejectionOf(operations.add(ROOM, ana)), conflict);
      room.next("create", conflict);
      room.add("ana", "Member", { updatedAt: new Date(0) });
      assert.equal(await rejectionOf(operations.add(ROOM, ana)), conflict);
    });

    it("reports an ambiguous outcome if it cannot find the member", async () => {
      await assert.rejects(operations.add(ROOM, ana), { kind: "unknown", outcomeUnknown: true });
    });

    it("reports an ambiguous outcome if a read shows another role and the next read fails", async () => {
      createOperations(5);
      room.add("ana", "Administrator");
      room.next("look", () => undefined, failed("forbidden"));
      await assert.rejects(operations.add(ROOM, ana), { kind: "unknown", outcomeUnknown: true });
    });

    it("stops reading if the member has been missing for long enough", async () => {
      createOperations(5);
      room.missingSeconds = 5;
      await assert.rejects(operations.add(ROOM, ana), { kind: "unknown" });
      assert.deepEqual(room.calls, ["create ana", "look ana"]);
    });
  });

  it("add() does not read after a conflict if no earlier attempt has an ambiguous outcome", async () => {
    room.add("ana");
    await assert.rejects(operations.add(ROOM, ana), { kind: "conflict" });
    assert.deepEqual(room.calls, ["create ana"]);
  });
});
