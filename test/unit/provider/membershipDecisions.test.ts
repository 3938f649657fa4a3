import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { ChimeSession } from "../../../provider/aws/session";
import type { Properties } from "../../../provider/schema/properties";
import { PROVIDER_TEXT } from "../../../provider/schema/providerText";
import { ROOM_MEMBERSHIPS } from "../../../provider/reconcile/definitions/roomDefinitions";
import { MembershipProvider } from "../../../provider/reconcile/membership/membershipProvider";
import { MembershipOperations } from "../../../provider/reconcile/membership/membershipOperations";
import { PartialFailure } from "../../../provider/reconcile/partialFailure";
import { Ownership } from "../../../provider/ownership/ownership";
import { rejectionOf } from "../../support/failures";
import { failed, ScriptedRoom, sessionOf } from "../../support/scriptedRoom";

const PLACE = { accountId: "account", roomId: "room" };
const idOf = (memberId: string): string => `account/room/${memberId}`;
const inputsOf = (memberId: string, more: Properties = {}): Properties => ({
  ...PLACE,
  memberId,
  role: "Member",
  ...more,
});
const stateOf = (memberId: string, more: Properties = {}): Properties =>
  inputsOf(memberId, { memberType: "User", ...more });

describe("A membership", () => {
  let folder: string;
  let room: ScriptedRoom;
  let hooks: MembershipProvider<typeof PLACE>;
  let said: string[];
  const start = (settings: Partial<ChimeSession["settings"]> = {}): void => {
    const ownership = new Ownership("engine", folder);
    const progress = { say: (text: string) => said.push(text) };
    hooks = new MembershipProvider(ROOM_MEMBERSHIPS, sessionOf(room, settings), ownership, progress);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "chime-ledgers-"));
    room = new ScriptedRoom();
    said = [];
    start();
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const checked = async (inputs: Properties, olds: Properties = {}): Promise<Properties> =>
    (await hooks.check(olds, inputs)).inputs!;

  describe("in a diff", () => {
    it("that is about adoptExisting alone is changed, and stays", async () => {
      const difference = await hooks.diff(
        idOf("ana"),
        stateOf("ana"),
        inputsOf("ana", { adoptExisting: true }),
      );
      assert.deepEqual(difference, { changes: true, replaces: [], deleteBeforeReplace: false });
    });

    it("of another member with another role is replaced, the new one first, also that of a bot", async () => {
      const bot = stateOf("bot", { memberType: "Bot" });
      const difference = await hooks.diff(idOf("bot"), bot, inputsOf("other", { role: "Administrator" }));
      assert.deepEqual(difference.replaces, ["memberId", "role"]);
      assert.equal(difference.deleteBeforeReplace, false);
    });

    it("has no member in a state that names none, and that is no failure", async () => {
      const difference = await hooks.diff(idOf("ana"), {}, inputsOf("ana"));
      assert.equal(difference.changes, true);
    });

    it("that another one takes the id of is not taken for its own replacement: the delete fails while the member is in", async () => {
      room.add("ana");
      await checked(inputsOf("ana"));
      await hooks.diff(idOf("ana"), stateOf("ana"), inputsOf("ben"));
      const { message } = await rejectionOf(hooks.delete(idOf("ana"), stateOf("ana")));
      assert.match(
        message,
        /^Did not remove member ana from room room \(account account\): another resource/,
      );
      assert.ok(room.members.has("ana"));
    });
  });

  describe("whose create and delete come at once", () => {
    it("is removed when the create has ended, and then not: another resource has it", async () => {
      let end!: () => void;
      room.next("create", () => new Promise<void>((resolve) => (end = resolve)));
      const created = hooks.create(await checked(inputsOf("ana")));
      const deleted = hooks.delete(idOf("ana"), stateOf("ana"));
      await new Promise(setImmediate);
      assert.deepEqual(room.calls, ["create ana"]);
      end();
      await Promise.all([created, deleted]);
      assert.deepEqual([...room.members.keys()], ["ana"]);
    });

    it("is updated first where the update came first", async () => {
      room.add("ana");
      let end!: () => void;
      room.next("change", () => new Promise<void>((resolve) => (end = resolve)));
      const updated = hooks.update(idOf("ana"), stateOf("ana"), inputsOf("ana", { role: "Administrator" }));
      const deleted = hooks.delete(idOf("ana"), stateOf("ana"));
      await new Promise(setImmediate);
      assert.deepEqual(room.calls, ["change ana"]);
      end();
      await Promise.all([updated, deleted]);
      assert.equal(room.members.get("ana")?.role, "Administrator");
    });
  });

  describe("of whose create nobody knows the outcome", () => {
    const unknown = failed("unreachable", { outcomeUnknown: true });

    it("is kept with the time of the service, which a look asks for where no answer has told it", async () => {
      room.timeIsKnown = false;
      room.clockOffset = Date.UTC(2026, 0, 1) - performance.now();
      room.next("create", unknown);
      room.next("look", () => {
        room.timeIsKnown = true;
      });
      const failure = await rejectionOf(hooks.create(inputsOf("ana")));
      assert.ok(failure instanceof PartialFailure);
      assert.deepEqual(room.calls, ["create ana", "look ana"]);
      const { createStarted, ...kept } = failure.properties;
      assert.deepEqual(kept, inputsOf("ana"));
      assert.match(String(createStarted), /^2026-01-01T00:00:0\d\.\d{3}Z$/);
    });

    it("is kept also where that look fails, and is not looked for where the time is known", async () => {
      room.timeIsKnown = false;
      room.next("create", unknown);
      room.next("look", failed("forbidden"));
      const failure = await rejectionOf(hooks.create(inputsOf("ana")));
      assert.ok(failure instanceof PartialFailure);
      assert.equal(failure.id, idOf("ana"));
      room.timeIsKnown = true;
      room.next("create", unknown);
      await rejectionOf(hooks.create(inputsOf("ben")));
      assert.deepEqual(room.calls, ["create ana", "look ana", "create ben"]);
    });

    it("is kept without a time where it adopts: whoever is in is its own then", async () => {
      room.next("create", unknown);
      const inputs = inputsOf("ana", { adoptExisting: true });
      const failure = await rejectionOf(hooks.create(inputs));
      assert.ok(failure instanceof PartialFailure);
      assert.deepEqual(failure.properties, inputs);
    });

    it("is nobody's yet: the delete of another one fails, and leaves the member in", async () => {
      await hooks.check({}, inputsOf("ana"));
      room.next("create", unknown);
      await rejectionOf(hooks.create(inputsOf("ana")));
      room.add("ana");
      const failure = await rejectionOf(hooks.delete(idOf("ana"), stateOf("ana")));
      assert.match(failure.message, /another resource of this program declares it/);
      assert.ok(!room.calls.some((call) => call.startsWith("remove")));
    });

    it("is this resource's where it adopts: the delete of another one leaves the member in", async () => {
      room.next("create", unknown);
      await rejectionOf(hooks.create(inputsOf("ana", { adoptExisting: true })));
      room.add("ana");
      await hooks.delete(idOf("ana"), stateOf("ana"));
      assert.deepEqual(room.calls, ["create ana"]);
    });

    it("tells the engine the reason, and what it came of", async () => {
      room.next("create", unknown);
      const failure = await rejectionOf(hooks.create(inputsOf("ana")));
      assert.ok(failure instanceof PartialFailure);
      assert.deepEqual([failure.reasons, failure.message], [[unknown.message], unknown.message]);
      assert.equal(failure.cause, unknown);
    });

    it("is left alone, and that is said, where the member was in before", async () => {
      room.add("ana", "Member", { updatedAt: new Date("2026-01-01T00:00:00Z") });
      const kept = inputsOf("ana", { createStarted: "2026-01-01T00:00:01.000Z" });
      assert.deepEqual(await hooks.read(idOf("ana"), kept), {});
      await hooks.delete(idOf("ana"), kept);
      assert.ok(room.members.has("ana"));
      const left = "Member ana was in room room (account account) before this stack tried to add the member";
      assert.deepEqual(
        said.map((text) => text.slice(0, left.length)),
        [left, left],
      );
    });

    it("is removed where the member came after it began, or nobody says when", async () => {
      const kept = inputsOf("ana", { createStarted: "2026-01-01T00:00:01.000Z" });
      for (const changedAt of [new Date("2026-01-01T00:00:01.000Z"), undefined]) {
        room.add("ana", "Member", { updatedAt: changedAt });
        await hooks.delete(idOf("ana"), kept);
        assert.ok(!room.members.has("ana"));
      }
      assert.deepEqual(said, []);
    });
  });

  describe("with the provider text of this package and an id of another form", () => {
    const foreign = stateOf("ana", { __provider: PROVIDER_TEXT.RoomMembership });

    it("is not read: another provider created it", async () => {
      const { message } = await rejectionOf(hooks.read("foreign", foreign));
      assert.match(message, /another provider created it/);
      assert.deepEqual(room.calls, []);
    });

    it("is not refused as another provider's where it is looked up, which brings nothing but the id", async () => {
      const { message } = await rejectionOf(hooks.read("foreign", { ...foreign, role: undefined }));
      assert.doesNotMatch(message, /another provider/);
    });
  });
});

describe("What is done about a member", () => {
  let room: ScriptedRoom;
  let actions: MembershipOperations<typeof PLACE>;
  const ana = { memberId: "ana", role: "Member" };
  const start = (seconds = 0): void => {
    actions = new MembershipOperations(
      ROOM_MEMBERSHIPS,
      sessionOf(room, { readConsistencySeconds: seconds }),
    );
  };
  beforeEach(() => {
    room = new ScriptedRoom();
    start();
  });

  it("ends at a refusal that is no conflict, without a look", async () => {
    room.next("create", failed("forbidden"));
    await assert.rejects(actions.addOrAdopt(PLACE, ana), { kind: "forbidden" });
    assert.deepEqual(room.calls, ["create ana"]);
  });

  it("ends with the conflict where nobody is found who is said to be in", async () => {
    const conflict = failed("conflict");
    assert.equal(await rejectionOf(actions.adopt(PLACE, ana, conflict)), conflict);
    room.next("create", conflict);
    assert.equal(await rejectionOf(actions.addOrAdopt(PLACE, ana)), conflict);
  });

  it("changes a user in place, and takes a bot out and adds it again", async () => {
    room.add("ana", "Administrator");
    await actions.adopt(PLACE, ana, failed("conflict"));
    assert.deepEqual(room.calls, ["look ana", "change ana"]);
    room.calls.length = 0;
    room.add("ana", "Administrator", { attributes: { memberType: "Bot" } });
    await actions.adopt(PLACE, ana, failed("conflict"));
    assert.deepEqual(room.calls, ["look ana", "remove ana", "create ana"]);
  });

  it("looks whether all is well where the service cannot change a role, and adds who is out", async () => {
    Object.assign(room, { updateRole: undefined });
    room.add("ana");
    await actions.applyRole(PLACE, ana, { memberType: "User" });
    room.members.clear();
    await actions.applyRole(PLACE, ana, { memberType: "User" });
    assert.deepEqual(room.calls, ["look ana", "look ana", "create ana"]);
  });

  it("leaves in doubt who was a member and could not be made one again", async () => {
    room.next("create", failed("forbidden"));
    await assert.rejects(actions.applyRole(PLACE, ana, { memberType: "User" }), {
      kind: "forbidden",
      outcomeUnknown: true,
    });
    const bug = new TypeError("a bug");
    room.next("create", bug);
    assert.equal(await rejectionOf(actions.applyRole(PLACE, ana, { memberType: "User" })), bug);
  });

  describe("whose create was answered with a conflict after an attempt that may have written", () => {
    const conflict = failed("conflict", { outcomeUnknown: true });
    beforeEach(() => {
      room.next("create", conflict);
    });

    it("is recognised where a member of that role is there, no older than the call", async () => {
      room.add("ana");
      assert.equal((await actions.add(PLACE, ana)).role, "Member");
    });

    it("is somebody else's with another role, or where it is older", async () => {
      room.add("ana", "Administrator");
      assert.equal(await rejectionOf(actions.add(PLACE, ana)), conflict);
      room.next("create", conflict);
      room.add("ana", "Member", { updatedAt: new Date(0) });
      assert.equal(await rejectionOf(actions.add(PLACE, ana)), conflict);
    });

    it("has an outcome that nobody knows where there is no member to be seen", async () => {
      await assert.rejects(actions.add(PLACE, ana), { kind: "unknown", outcomeUnknown: true });
    });

    it("has one that nobody knows also where the member of before was seen, and the next look failed", async () => {
      start(5);
      room.add("ana", "Administrator");
      room.next("look", () => undefined, failed("forbidden"));
      await assert.rejects(actions.add(PLACE, ana), { kind: "unknown", outcomeUnknown: true });
    });

    it("is not looked for any longer where others have looked in vain for long enough", async () => {
      start(5);
      room.missingSeconds = 5;
      await assert.rejects(actions.add(PLACE, ana), { kind: "unknown" });
      assert.deepEqual(room.calls, ["create ana", "look ana"]);
    });
  });

  it("is not looked for at all where no attempt before the conflict may have written", async () => {
    room.add("ana");
    await assert.rejects(actions.add(PLACE, ana), { kind: "conflict" });
    assert.deepEqual(room.calls, ["create ana"]);
  });
});
