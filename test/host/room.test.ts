import assert from "node:assert/strict";

import { EngineStub } from "../support/engineStub";
import { PASSING, rejectionOf } from "../support/failures";
import { Host, type Properties } from "../support/host";
import { Room } from "../support/room";

describe("The hooks of a Room, in Pulumi's host of dynamic providers,", function () {
  this.timeout(60_000);

  let world: Room;
  let host: Host;
  let launch: Properties;
  beforeEach(async () => {
    world = await Room.open();
    host = await Host.start({
      chime: world.chime,
      kind: "Room",
      config: { "chime:readConsistencySeconds": "1", "chime:maxRetries": "3" },
    });
    const { accountId, roomId } = world;
    launch = { accountId, roomId, name: roomId };
  });
  afterEach(async () => {
    await host.stop();
    await world.close();
  });

  const id = (): string => `${world.accountId}/${world.roomId}`;
  const names = (): string[] => world.chime.state.rooms(world.accountId).map(({ name }) => name);
  const inputs = (name: unknown = "Launch"): Properties => ({ accountId: world.accountId, name });

  describe("check", () => {
    for (const [property, news] of Object.entries({
      accountId: { accountId: " ", name: "Launch" },
      name: { accountId: "a", name: 7 },
      title: { accountId: "a", name: "Launch", title: "Launch" },
    })) {
      it(`refuses a wrong ${property}, and names it`, async () => {
        const { failures } = await host.check(news);
        assert.equal(failures.length, 1);
        assert.ok(failures[0]!.startsWith(`${property}: `), failures[0]);
      });
    }

    it("takes any name, also one that would be another path in an id", async () => {
      for (const name of ["..", "Launch / Start", "Über ☎"]) {
        assert.deepEqual((await host.check(inputs(name))).failures, []);
      }
    });
  });

  describe("diff", () => {
    it("renames in place, and replaces for another account", async () => {
      assert.deepEqual(await host.diff(id(), launch, { ...launch, name: "Start" }), {
        changes: true,
        replaces: [],
        deleteFirst: false,
      });
      const moved = await host.diff(id(), launch, { ...launch, accountId: "other" });
      assert.deepEqual(moved.replaces, ["accountId"]);
      assert.equal((await host.diff(id(), launch, { ...launch })).changes, false);
    });
  });

  describe("create", () => {
    it("makes a room with its name, and says its id", async () => {
      const { id: made, outputs } = await host.create(inputs("Über ☎"));
      const room = world.chime.state.rooms(world.accountId).find(({ name }) => name === "Über ☎");
      assert.equal(outputs["roomId"], room?.roomId);
      assert.equal(made, `${world.accountId}/${room?.roomId}`);
    });

    for (const when of ["beforeWrite", "afterWrite"] as const) {
      it(`makes one room, though the connection was cut ${when === "beforeWrite" ? "before" : "after"} the write`, async () => {
        world.chime.faults.inject({ operation: "CreateRoom", kind: "cut", when });
        await host.create(inputs());
        assert.equal(names().filter((name) => name === "Launch").length, 1);
        assert.equal(world.chime.journal.count("CreateRoom"), 2);
      });
    }

    it("says that the room may be there where no answer came, and with which command to go on", async () => {
      world.chime.faults.inject({
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

    it("says so where the account may have no more rooms", async () => {
      const { kind, error } = { kind: "error", error: "ResourceLimitExceededException" } as const;
      world.chime.faults.inject({ operation: "CreateRoom", kind, error });
      await assert.rejects(host.create(inputs()), (refused: Error) => {
        assert.match(refused.message, /ResourceLimitExceededException .*1,500 rooms per account/s);
        assert.doesNotMatch(refused.message, /may have been created/);
        return true;
      });
    });
  });

  describe("create, after a crash,", () => {
    let engine: EngineStub;
    beforeEach(async () => {
      engine = await EngineStub.start();
    });
    afterEach(() => {
      engine.stop();
    });
    const left = (): string => world.chime.state.addRoom({ accountId: world.accountId, name: "Launch" });
    const recovering = async (recover: string): Promise<void> => {
      await host.stop();
      const env = { PULUMI_CHIME_RECOVER: recover };
      host = await Host.start({ chime: world.chime, kind: "Room", env, engine: engine.address });
    };
    const idOf = (roomId: string): string => `${world.accountId}/${roomId}`;

    describe("with PULUMI_CHIME_RECOVER=true,", () => {
      beforeEach(() => recovering("true"));

      it("names the rooms that may have been left behind, how to adopt one, and makes and adopts none", async () => {
        const ids = [left(), left()].map(idOf);
        const { message } = await rejectionOf(host.create(inputs()));
        assert.match(message, /Found 2 unused rooms with this name .*Nothing was created/);
        for (const one of ids) assert.ok(message.includes(one), message);
        assert.ok(
          ids.some((one) => message.includes(`\`PULUMI_CHIME_RECOVER="${one}" pulumi up\``)),
          message,
        );
        assert.equal(world.chime.journal.count("CreateRoom"), 0);
      });

      it("leaves a room of the same name alone that somebody is in", async () => {
        const roomId = left();
        world.chime.state.addMember({ ...world.user(), roomId });
        const { outputs } = await host.create(inputs());
        assert.notEqual(outputs["roomId"], roomId);
        assert.equal(world.chime.journal.count("CreateRoom"), 1);
      });

      it("makes the room where none of that name was left behind", async () => {
        world.chime.state.addRoom({ accountId: world.accountId, name: "Launch 2" });
        await host.create(inputs());
        assert.equal(world.chime.journal.count("CreateRoom"), 1);
      });

      it("leaves a room alone that another resource of the program has", async () => {
        const roomId = left();
        const mine = { accountId: world.accountId, roomId, name: "Launch" };
        const { inputs: checked } = await host.check(inputs(), mine);
        await host.diff(idOf(roomId), mine, checked);
        const { outputs } = await host.create(inputs());
        assert.notEqual(outputs["roomId"], roomId);
      });
    });

    it("adopts the room that PULUMI_CHIME_RECOVER names, says so, and makes no other", async () => {
      const [roomId] = [left(), left()];
      await recovering(idOf(roomId));
      const { id: taken, outputs } = await host.create(inputs());
      assert.equal(taken, idOf(roomId));
      assert.equal(outputs["name"], "Launch");
      assert.equal(world.chime.journal.count("CreateRoom"), 0);
      await engine.message(
        ({ text, ephemeral }) => text.startsWith(`Adopted the existing room ${taken}`) && !ephemeral,
      );
    });

    for (const [what, recover] of [
      ["of another name", () => idOf(world.roomId)],
      ["that does not exist", () => idOf("none")],
    ] as const) {
      it(`names the room that may have been left behind where PULUMI_CHIME_RECOVER names one ${what}, and makes none`, async () => {
        const roomId = left();
        await recovering(recover());
        const { message } = await rejectionOf(host.create(inputs()));
        assert.ok(message.includes(`\`PULUMI_CHIME_RECOVER="${idOf(roomId)}" pulumi up\``), message);
        assert.equal(world.chime.journal.count("CreateRoom"), 0);
      });
    }

    it("neither adopts nor makes the room where somebody is in that which PULUMI_CHIME_RECOVER names", async () => {
      const roomId = left();
      world.chime.state.addMember({ ...world.user(), roomId });
      await recovering(idOf(roomId));
      const { message } = await rejectionOf(host.create(inputs()));
      assert.match(message, /exists and has members, so it is not adopted/);
      assert.equal(world.chime.journal.count("CreateRoom"), 0);
    });

    it("gives each of two rooms of one name a room of its own", async () => {
      const roomId = left();
      await recovering(idOf(roomId));
      const made = await Promise.all([host.create(inputs()), host.create(inputs())]);
      const ids = made.map(({ outputs }) => outputs["roomId"]);
      assert.equal(new Set(ids).size, 2);
      assert.ok(ids.includes(roomId));
    });

    it("does not delete it with the resource that had it before, as when that was renamed", async () => {
      const roomId = left();
      await recovering(idOf(roomId));
      const { id: taken } = await host.create(inputs());
      await host.delete(taken, { accountId: world.accountId, roomId, name: "Launch" });
      assert.equal(world.chime.journal.count("DeleteRoom"), 0);
      assert.ok(names().includes("Launch"));
    });
  });

  it("create adopts nothing without PULUMI_CHIME_RECOVER", async () => {
    world.chime.state.addRoom({ accountId: world.accountId, name: "Launch" });
    await host.create(inputs());
    assert.equal(names().filter((name) => name === "Launch").length, 2);
  });

  describe("read", () => {
    it("shows a name that was changed by hand, in the inputs too", async () => {
      const { outputs, inputs: read } = await host.read(id(), { ...launch, name: "Launch" });
      assert.equal(outputs["name"], world.roomId);
      assert.deepEqual(read, { accountId: world.accountId, name: world.roomId });
    });

    it("says that a room is gone when it is, after it has looked again", async () => {
      world.chime.state.removeRoom(world);
      assert.equal((await host.read(id(), launch)).id, "");
      assert.ok(world.chime.journal.count("GetRoom") > 1);
    });

    it("fails where the room of a look-up does not exist", async () => {
      await assert.rejects(host.read(`${world.accountId}/none`, {}), /There is no room .*none/);
    });

    it("does not take somebody else's 404 for an answer", async () => {
      world.chime.faults.inject({ operation: "GetRoom", kind: "proxyError", status: 404 });
      await assert.rejects(host.read(id(), launch), /not Amazon Chime's/);
    });
  });

  describe("update", () => {
    it("renames the room", async () => {
      await host.update(id(), launch, { ...launch, name: "Start" });
      assert.deepEqual(names(), ["Start"]);
    });

    it("says what to do where the room is gone", async () => {
      world.chime.state.removeRoom(world);
      const renamed = host.update(id(), launch, { ...launch, name: "Start" });
      await assert.rejects(renamed, /NotFoundException .*run `pulumi refresh`/s);
    });
  });

  describe("delete", () => {
    it("deletes the room, and counts one that is gone as deleted", async () => {
      await host.delete(id(), launch);
      assert.deepEqual(names(), []);
      await host.delete(id(), launch);
      assert.deepEqual(world.statuses("DeleteRoom"), [204, 404]);
    });

    it("does not take somebody else's 404 for an answer", async () => {
      world.chime.faults.inject({ operation: "DeleteRoom", kind: "proxyError", status: 404 });
      await assert.rejects(host.delete(id(), launch), /not Amazon Chime's .*stays in the Pulumi state/s);
      assert.equal(names().length, 1);
    });
  });

  const HOOKS: Record<string, { operation: string; run: () => Promise<unknown> }> = {
    create: { operation: "CreateRoom", run: () => host.create(inputs()) },
    read: { operation: "GetRoom", run: () => host.read(id(), launch) },
    update: { operation: "UpdateRoom", run: () => host.update(id(), launch, { ...launch, name: "Start" }) },
    delete: { operation: "DeleteRoom", run: () => host.delete(id(), launch) },
  };
  for (const [hook, { operation, run }] of Object.entries(HOOKS)) {
    describe(`${hook}, when ${operation} fails,`, () => {
      for (const error of PASSING) {
        it(`tries again after ${error}`, async () => {
          world.chime.faults.inject({ operation: "*", kind: "error", error });
          await run();
          assert.equal(world.chime.journal.count({ operation }), 2);
        });
      }
    });
  }
});
