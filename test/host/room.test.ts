import assert from "node:assert/strict";

import { EngineStub } from "../support/engineStub";
import { TRANSIENT_ERRORS, rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { Room } from "../support/room";

describe("Room hooks:", function () {
  this.timeout(60_000);

  let fixture: Room;
  let host: Host;
  let state: Properties;
  beforeEach(async () => {
    fixture = await Room.open();
    host = await Host.start({
      chime: fixture.chime,
      kind: "Room",
      config: { "chime:readConsistencySeconds": "1", "chime:maxRetries": "3" },
    });
    const { accountId, roomId } = fixture;
    state = { accountId, roomId, name: roomId };
  });
  afterEach(async () => {
    await host.stop();
    await fixture.close();
  });

  const id = (): string => `${fixture.accountId}/${fixture.roomId}`;
  const names = (): string[] => fixture.chime.state.rooms(fixture.accountId).map(({ name }) => name);
  const inputs = (name: unknown = "Launch"): Properties => ({ accountId: fixture.accountId, name });

  describe("check", () => {
    for (const [property, news] of Object.entries({
      accountId: { accountId: " ", name: "Launch" },
      name: { accountId: "a", name: 7 },
      title: { accountId: "a", name: "Launch", title: "Launch" },
    })) {
      it(`rejects an invalid ${property}, and names it`, async () => {
        const { failures } = await host.check(news);
        assert.equal(failures.length, 1);
        assert.ok(failures[0]!.includes(property), failures[0]);
      });
    }

    it("accepts any name, even one that is not allowed in an id", async () => {
      for (const name of ["..", "Launch / Start", "Über ☎"]) {
        assert.deepEqual((await host.check(inputs(name))).failures, []);
      }
    });
  });

  describe("diff", () => {
    it("updates the name in place, and replaces a room whose account changes", async () => {
      assert.deepEqual(await host.diff(id(), state, { ...state, name: "Start" }), {
        changes: true,
        replaces: [],
        deleteFirst: false,
      });
      const replaced = await host.diff(id(), state, { ...state, accountId: "other" });
      assert.deepEqual(replaced.replaces, ["accountId"]);
      assert.equal((await host.diff(id(), state, { ...state })).changes, false);
    });
  });

  describe("create", () => {
    it("adds a room with the name, and returns its id", async () => {
      const { id: createdId, outputs } = await host.create(inputs("Über ☎"));
      const room = fixture.chime.state.rooms(fixture.accountId).find(({ name }) => name === "Über ☎");
      assert.equal(outputs["roomId"], room?.roomId);
      assert.equal(createdId, `${fixture.accountId}/${room?.roomId}`);
    });

    for (const when of ["beforeWrite", "afterWrite"] as const) {
      it(`adds only one room if the connection is cut ${when === "beforeWrite" ? "before" : "after"} the write`, async () => {
        fixture.chime.faults.inject({ operation: "CreateRoom", kind: "cut", when });
        await host.create(inputs());
        assert.equal(names().filter((name) => name === "Launch").length, 1);
        assert.equal(fixture.chime.journal.count("CreateRoom"), 2);
      });
    }

    it("fails if it gets no answer, and says that the room may exist and which command to run", async () => {
      fixture.chime.faults.inject({
        operation: "CreateRoom",
        kind: "cut",
        when: "afterWrite",
        times: "always",
      });
      await assert.rejects(host.create(inputs()), (error: Error) => {
        assert.match(error.message, /^.*Could not create the room "Launch" .*: no answer to CreateRoom/);
        assert.match(error.message, /may have been created anyway.*`PULUMI_CHIME_RECOVER=true pulumi up`/);
        return true;
      });
      assert.ok(names().includes("Launch"));
    });

    it("fails if the account has too many rooms, and names the quota", async () => {
      const { kind, error } = { kind: "error", error: "ResourceLimitExceededException" } as const;
      fixture.chime.faults.inject({ operation: "CreateRoom", kind, error });
      await assert.rejects(host.create(inputs()), (failure: Error) => {
        assert.match(failure.message, /ResourceLimitExceededException .*1,500 rooms per account/s);
        assert.doesNotMatch(failure.message, /may have been created/);
        return true;
      });
    });
  });

  describe("create after a crash", () => {
    let engine: EngineStub;
    beforeEach(async () => {
      engine = await EngineStub.start();
    });
    afterEach(() => {
      engine.stop();
    });
    const addUnusedRoom = (): string =>
      fixture.chime.state.addRoom({ accountId: fixture.accountId, name: "Launch" });
    const restartWithRecover = async (recover: string): Promise<void> => {
      await host.stop();
      const env = { PULUMI_CHIME_RECOVER: recover };
      host = await Host.start({ chime: fixture.chime, kind: "Room", env, engine: engine.address });
    };
    const idOf = (roomId: string): string => `${fixture.accountId}/${roomId}`;

    describe("with PULUMI_CHIME_RECOVER=true", () => {
      beforeEach(() => restartWithRecover("true"));

      it("fails, and names the unused rooms with this name and the command that adopts one", async () => {
        const ids = [addUnusedRoom(), addUnusedRoom()].map(idOf);
        const { message } = await rejectionOf(host.create(inputs()));
        assert.match(message, /Found 2 unused rooms with this name .*Nothing was created/);
        for (const candidate of ids) assert.ok(message.includes(candidate), message);
        assert.ok(
          ids.some((candidate) => message.includes(`\`PULUMI_CHIME_RECOVER="${candidate}" pulumi up\``)),
          message,
        );
        assert.equal(fixture.chime.journal.count("CreateRoom"), 0);
      });

      it("creates a room if the existing room with this name has members", async () => {
        const roomId = addUnusedRoom();
        fixture.chime.state.addMember({ ...fixture.user(), roomId });
        const { outputs } = await host.create(inputs());
        assert.notEqual(outputs["roomId"], roomId);
        assert.equal(fixture.chime.journal.count("CreateRoom"), 1);
      });

      it("creates a room if no other room has this name", async () => {
        fixture.chime.state.addRoom({ accountId: fixture.accountId, name: "Launch 2" });
        await host.create(inputs());
        assert.equal(fixture.chime.journal.count("CreateRoom"), 1);
      });

      it("creates a room if another resource of the program owns the existing room with this name", async () => {
        const roomId = addUnusedRoom();
        const existing = { accountId: fixture.accountId, roomId, name: "Launch" };
        const { inputs: declared } = await host.check(inputs(), existing);
        await host.diff(idOf(roomId), existing, declared);
        const { outputs } = await host.create(inputs());
        assert.notEqual(outputs["roomId"], roomId);
      });
    });

    it("adopts the room that PULUMI_CHIME_RECOVER names, reports it, and creates no room", async () => {
      const [roomId] = [addUnusedRoom(), addUnusedRoom()];
      await restartWithRecover(idOf(roomId));
      const { id: adoptedId, outputs } = await host.create(inputs());
      assert.equal(adoptedId, idOf(roomId));
      assert.equal(outputs["name"], "Launch");
      assert.equal(fixture.chime.journal.count("CreateRoom"), 0);
      await engine.message(
        ({ text, ephemeral }) => text.startsWith(`Adopted the existing room ${adoptedId}`) && !ephemeral,
      );
    });

    for (const [what, recover] of [
      ["with another name", () => idOf(fixture.roomId)],
      ["that does not exist", () => idOf("none")],
    ] as const) {
      it(`fails and names the unused room if PULUMI_CHIME_RECOVER names a room ${what}`, async () => {
        const roomId = addUnusedRoom();
        await restartWithRecover(recover());
        const { message } = await rejectionOf(host.create(inputs()));
        assert.ok(message.includes(`\`PULUMI_CHIME_RECOVER="${idOf(roomId)}" pulumi up\``), message);
        assert.equal(fixture.chime.journal.count("CreateRoom"), 0);
      });
    }

    it("fails if the room that PULUMI_CHIME_RECOVER names has members", async () => {
      const roomId = addUnusedRoom();
      fixture.chime.state.addMember({ ...fixture.user(), roomId });
      await restartWithRecover(idOf(roomId));
      const { message } = await rejectionOf(host.create(inputs()));
      assert.match(message, /exists and has members, so it is not adopted/);
      assert.equal(fixture.chime.journal.count("CreateRoom"), 0);
    });

    it("adopts the room for only one of two resources with the same name", async () => {
      const roomId = addUnusedRoom();
      await restartWithRecover(idOf(roomId));
      const created = await Promise.all([host.create(inputs()), host.create(inputs())]);
      const ids = created.map(({ outputs }) => outputs["roomId"]);
      assert.equal(new Set(ids).size, 2);
      assert.ok(ids.includes(roomId));
    });

    it("adopts a room, and the delete of the resource's old name does not remove it", async () => {
      const roomId = addUnusedRoom();
      await restartWithRecover(idOf(roomId));
      const { id: adoptedId } = await host.create(inputs());
      await host.delete(adoptedId, { accountId: fixture.accountId, roomId, name: "Launch" });
      assert.equal(fixture.chime.journal.count("DeleteRoom"), 0);
      assert.ok(names().includes("Launch"));
    });
  });

  it("create adopts nothing without PULUMI_CHIME_RECOVER", async () => {
    fixture.chime.state.addRoom({ accountId: fixture.accountId, name: "Launch" });
    await host.create(inputs());
    assert.equal(names().filter((name) => name === "Launch").length, 2);
  });

  describe("read", () => {
    it("returns a manual name change in the outputs and in the inputs", async () => {
      const { outputs, inputs: read } = await host.read(id(), { ...state, name: "Launch" });
      assert.equal(outputs["name"], fixture.roomId);
      assert.deepEqual(read, { accountId: fixture.accountId, name: fixture.roomId });
    });

    it("reports that a room is gone only after a second read", async () => {
      fixture.chime.state.removeRoom(fixture);
      assert.equal((await host.read(id(), state)).id, "");
      assert.ok(fixture.chime.journal.count("GetRoom") > 1);
    });

    it("fails if the room of a look-up does not exist", async () => {
      await assert.rejects(host.read(`${fixture.accountId}/none`, {}), /There is no room .*none/);
    });

    it("fails if a proxy answers 404", async () => {
      fixture.chime.faults.inject({ operation: "GetRoom", kind: "proxyError", status: 404 });
      await assert.rejects(host.read(id(), state), /not Amazon Chime's/);
    });
  });

  describe("update", () => {
    it("renames the room", async () => {
      await host.update(id(), state, { ...state, name: "Start" });
      assert.deepEqual(names(), ["Start"]);
    });

    it("fails if the room is gone, and says what to do", async () => {
      fixture.chime.state.removeRoom(fixture);
      const renamed = host.update(id(), state, { ...state, name: "Start" });
      await assert.rejects(renamed, /NotFoundException .*run `pulumi refresh`/s);
    });
  });

  describe("delete", () => {
    it("removes the room, and succeeds if it is already gone", async () => {
      await host.delete(id(), state);
      assert.deepEqual(names(), []);
      await host.delete(id(), state);
      assert.deepEqual(fixture.statuses("DeleteRoom"), [204, 404]);
    });

    it("fails if a proxy answers 404", async () => {
      fixture.chime.faults.inject({ operation: "DeleteRoom", kind: "proxyError", status: 404 });
      await assert.rejects(host.delete(id(), state), /not Amazon Chime's .*stays in the Pulumi state/s);
      assert.equal(names().length, 1);
    });
  });

  const HOOKS: Record<string, { operation: string; run: () => Promise<unknown> }> = {
    create: { operation: "CreateRoom", run: () => host.create(inputs()) },
    read: { operation: "GetRoom", run: () => host.read(id(), state) },
    update: { operation: "UpdateRoom", run: () => host.update(id(), state, { ...state, name: "Start" }) },
    delete: { operation: "DeleteRoom", run: () => host.delete(id(), state) },
  };
  for (const [hook, { operation, run }] of Object.entries(HOOKS)) {
    describe(`${hook}, if ${operation} fails,`, () => {
      for (const error of TRANSIENT_ERRORS) {
        it(`retries after ${error}`, async () => {
          fixture.chime.faults.inject({ operation: "*", kind: "error", error });
          await run();
          assert.equal(fixture.chime.journal.count({ operation }), 2);
        });
      }
    });
  }
});
