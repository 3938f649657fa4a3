import assert from "node:assert/strict";

import type { EmulatorOptions } from "../../emulator";
import { failureOf, Project } from "../support/project";
import { Room, type Ids } from "../support/room";

const WAYS_ON = [
  /`PULUMI_CHIME_RECOVER="\S+" pulumi up`/,
  /set adoptExisting/,
  /pulumi-chime import/,
  /alias/,
];

describe("A membership that exists before its resource does", function () {
  this.timeout(300_000);

  let room: Room;
  let project: Project;
  let ana: Ids;
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  async function given(options: EmulatorOptions = {}): Promise<void> {
    room = await Room.open(options);
    project = await Project.open({ chime: room.chime });
    ana = room.user();
  }

  it("is left alone, and the error names every way on", async () => {
    await given();
    room.chime.state.addMember({ ...ana, role: "Administrator" });
    await project.declare({ ana });
    const printed = await failureOf(project.stack.up());
    for (const way of WAYS_ON) assert.match(printed, way);
    assert.equal(room.roleOf(ana), "Administrator");
    assert.deepEqual(await project.names(), []);
    assert.deepEqual(room.operations(), ["CreateRoomMembership"]);
  });

  it("is taken over, with the role that the program declares, where the resource has adoptExisting", async () => {
    await given();
    room.chime.state.addMember({ ...ana, role: "Administrator" });
    await project.declare({ ana: { ...ana, adoptExisting: true } });
    await project.stack.up();
    assert.equal(room.roleOf(ana), "Member");
    assert.deepEqual(room.operations(), [
      "CreateRoomMembership",
      "ListRoomMemberships",
      "UpdateRoomMembership",
    ]);

    const { summary } = await project.stack.refresh();
    assert.deepEqual(summary.resourceChanges, { same: 2 });
    await project.declare({ ana });
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 1, update: 1 });
    room.chime.journal.clear();
    await project.stack.destroy();
    assert.deepEqual(room.members(), []);
    assert.deepEqual(room.operations(), ["DeleteRoomMembership"]);
  });

  it("is taken over by all of a stack with the setting chime:adoptExisting", async () => {
    await given();
    room.chime.state.addMember(ana);
    await project.declare({ ana });
    await project.pulumi("up", "--yes", "--skip-preview", "--config", "chime:adoptExisting=true");
    assert.deepEqual(await project.names(), ["ana"]);
    assert.deepEqual(room.operations(), ["CreateRoomMembership", "ListRoomMemberships"]);
  });

  it("is removed and added again where it is a bot's with another role, which nobody can change", async () => {
    await given();
    const bot = room.bot();
    room.chime.state.addMember(bot);
    await project.declare({ bot: { ...bot, role: "Administrator", adoptExisting: true } });
    await project.stack.up();
    assert.equal(room.roleOf(bot), "Administrator");
  });

  it("is not taken over by mistake from a service that answers 201 for it", async () => {
    await given({ existingMember: "created" });
    room.chime.state.addMember({ ...ana, role: "Administrator" });
    await project.declare({ ana });
    const printed = await failureOf(project.stack.up());
    for (const way of WAYS_ON) assert.match(printed, way);
    assert.deepEqual(await project.names(), []);

    await project.declare({ ana: { ...ana, adoptExisting: true } });
    await project.stack.up();
    assert.equal(room.roleOf(ana), "Member");
  });

  it("is no conflict where an attempt has made it whose answer was lost", async () => {
    await given();
    room.chime.faults.inject({ operation: "CreateRoomMembership", kind: "cut", when: "afterWrite" });
    await project.declare({ ana: { ...ana, role: "Administrator" } });
    await project.stack.up();
    assert.deepEqual(room.statuses("CreateRoomMembership"), ["cut", 409]);
    assert.equal(room.roleOf(ana), "Administrator");
    const { id, outputs } = (await project.resources())["ana"]!;
    const { accountId, roomId, memberId } = ana;
    assert.equal(id, `${accountId}/${roomId}/${memberId}`);
    assert.deepEqual([outputs["role"], outputs["memberType"]], ["Administrator", "User"]);
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 2 });
  });

  it("is kept in the state where no answer said whether it was made, so that it is revoked in the end", async () => {
    await given();
    await project.stack.setConfig("chime:maxRetries", { value: "0" });
    room.chime.faults.inject({ operation: "CreateRoomMembership", kind: "cut", when: "afterWrite" });
    await project.declare({ ana });
    const printed = await failureOf(project.stack.up());
    assert.match(printed, /may have been added anyway/);
    assert.equal(room.roleOf(ana), "Member");
    assert.deepEqual(await project.names(), ["ana"]);
    await project.stack.destroy();
    assert.deepEqual(room.members(), []);
  });

  it("is made by the next deployment where no answer said whether it was made, and it was not", async () => {
    await given();
    await project.stack.setConfig("chime:maxRetries", { value: "0" });
    room.chime.faults.inject({ operation: "CreateRoomMembership", kind: "cut", when: "beforeWrite" });
    await project.declare({ ana });
    await failureOf(project.stack.up());
    assert.deepEqual(room.members(), []);
    await project.stack.up();
    assert.equal(room.roleOf(ana), "Member");
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 2 });
  });

  it("stays when an interrupted rename has left it in the state twice, and goes with the last of the two", async () => {
    await given();
    await project.declare({ anna: { ...ana, adoptExisting: true } });
    await project.stack.up();
    await project.duplicateInState("anna", "ana");
    room.chime.journal.clear();

    await project.stack.up();
    assert.equal(room.roleOf(ana), "Member");
    assert.deepEqual(room.operations(), []);
    assert.deepEqual(await project.names(), ["anna"]);
    await project.stack.destroy({ runProgram: true });
    assert.deepEqual(room.members(), []);
  });

  it("stays, with no call to remove it, when its resource is renamed and takes it over", async () => {
    await given();
    await project.declare({ ana: { ...ana, adoptExisting: true } });
    await project.stack.up();
    room.chime.journal.clear();
    await project.declare({ anna: { ...ana, adoptExisting: true } });
    await project.stack.up();
    assert.equal(room.roleOf(ana), "Member");
    assert.equal(room.chime.journal.count("DeleteRoomMembership"), 0);
    assert.deepEqual(await project.names(), ["anna"]);
  });
});

describe("The same membership, declared twice in a program,", function () {
  this.timeout(300_000);

  let room: Room;
  let project: Project;
  let ana: Ids;
  beforeEach(async () => {
    room = await Room.open();
    project = await Project.open({ chime: room.chime });
    ana = room.user();
  });
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  for (const [how, id] of Object.entries({
    "as plain values": "(id) => id",
    "as outputs": "(id) => require('@pulumi/pulumi').output(Promise.resolve(id))",
  })) {
    it(`${how}, fails in the preview, names both resources, and calls nothing`, async () => {
      await project.write(
        "index.js",
        `const chime = require("pulumi-chime");
         const { accountId, roomId, memberId } = require("./members.json").ana;
         const id = ${id};
         for (const [name, role] of [["one", "Member"], ["other", "Administrator"]]) {
           new chime.RoomMembership(name, { accountId, roomId, memberId: id(memberId), role, adoptExisting: true });
         }`,
      );
      await project.declare({ ana });
      const printed = await failureOf(project.stack.preview());
      assert.match(printed, /"one" and "other" declare the same membership/);
      assert.ok(printed.includes(ana.memberId));
      assert.deepEqual(room.operations(), []);
    });
  }

  it("with ids that are known only in the update, fails there with one error that names both, and adopts nothing", async () => {
    const { accountId, memberId } = ana;
    const program = (names: string[]): string => `
      const chime = require("pulumi-chime");
      const { accountId, memberId } = ${JSON.stringify({ accountId, memberId })};
      const { roomId } = new chime.Room("room", { accountId, name: "Launch" });
      const roles = { one: "Member", other: "Administrator" };
      for (const name of ${JSON.stringify(names)}) {
        new chime.RoomMembership(name, { accountId, roomId, memberId, role: roles[name], adoptExisting: true });
      }`;
    await project.write("index.js", program(["one", "other"]));
    await project.stack.preview();
    const printed = await failureOf(project.stack.up());
    const diagnostics = printed.slice(printed.indexOf("Diagnostics:"));
    assert.deepEqual(diagnostics.match(/The resources "\w+" and "\w+" declare the same membership/g), [
      'The resources "one" and "other" declare the same membership',
    ]);
    for (const operation of ["UpdateRoomMembership", "ListRoomMemberships"]) {
      assert.equal(room.chime.journal.count(operation), 0);
    }
    assert.ok(room.chime.journal.count("CreateRoomMembership") <= 1);

    await project.write("index.js", program(["other"]));
    await project.stack.up();
    const { roomId } = room.chime.state.rooms(accountId).find(({ name }) => name === "Launch")!;
    assert.deepEqual(
      room.chime.state.members(accountId, roomId).map((member) => [member.memberId, member.role]),
      [[memberId, "Administrator"]],
    );
  });
});
