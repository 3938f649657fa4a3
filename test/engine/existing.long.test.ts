import assert from "node:assert/strict";

import type { EmulatorOptions } from "../../emulator";
import { failureOf, Project } from "../support/project";
import { Room, type Ids } from "../support/room";

const OPTIONS = [
  /`PULUMI_CHIME_RECOVER="\S+" pulumi up`/,
  /set adoptExisting/,
  /#it-exists-already/,
  /alias/,
];

describe("A membership that may already exist", function () {
  this.timeout(300_000);

  let room: Room;
  let project: Project;
  let ana: Ids;
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  async function setUp(options: EmulatorOptions = {}): Promise<void> {
    room = await Room.open(options);
    project = await Project.open({ chime: room.chime });
    ana = room.user();
  }

  it("is not changed, and the error names every option", async () => {
    await setUp();
    room.chime.state.addMember({ ...ana, role: "Administrator" });
    await project.declare({ ana });
    const printed = await failureOf(project.stack.up());
    for (const option of OPTIONS) assert.match(printed, option);
    assert.equal(room.roleOf(ana), "Administrator");
    assert.deepEqual(await project.names(), []);
    assert.deepEqual(room.operations(), ["CreateRoomMembership"]);
  });

  it("is adopted, with the declared role, if the resource has adoptExisting", async () => {
    await setUp();
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

  it("is adopted with the setting chime:adoptExisting", async () => {
    await setUp();
    room.chime.state.addMember(ana);
    await project.declare({ ana });
    await project.pulumi("up", "--yes", "--skip-preview", "--config", "chime:adoptExisting=true");
    assert.deepEqual(await project.names(), ["ana"]);
    assert.deepEqual(room.operations(), ["CreateRoomMembership", "ListRoomMemberships"]);
  });

  it("is removed and added again if the member is a bot with another role", async () => {
    await setUp();
    const bot = room.bot();
    room.chime.state.addMember(bot);
    await project.declare({ bot: { ...bot, role: "Administrator", adoptExisting: true } });
    await project.stack.up();
    assert.equal(room.roleOf(bot), "Administrator");
  });

  it("is not adopted if the service answers 201 for it", async () => {
    await setUp({ existingMember: "created" });
    room.chime.state.addMember({ ...ana, role: "Administrator" });
    await project.declare({ ana });
    const printed = await failureOf(project.stack.up());
    for (const option of OPTIONS) assert.match(printed, option);
    assert.deepEqual(await project.names(), []);

    await project.declare({ ana: { ...ana, adoptExisting: true } });
    await project.stack.up();
    assert.equal(room.roleOf(ana), "Member");
  });

  it("causes no conflict if an earlier attempt created it and the answer was lost", async () => {
    await setUp();
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

  it("is in the state after an ambiguous create, so that destroy removes the member", async () => {
    await setUp();
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

  it("is created by the next update if an ambiguous create did not create it", async () => {
    await setUp();
    await project.stack.setConfig("chime:maxRetries", { value: "0" });
    room.chime.faults.inject({ operation: "CreateRoomMembership", kind: "cut", when: "beforeWrite" });
    await project.declare({ ana });
    await failureOf(project.stack.up());
    assert.deepEqual(room.members(), []);
    await project.stack.up();
    assert.equal(room.roleOf(ana), "Member");
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 2 });
  });

  it("is created by the next update also if a destroy --run-program failed in between", async () => {
    await setUp();
    await project.stack.setConfig("chime:maxRetries", { value: "0" });
    room.chime.faults.inject({ operation: "CreateRoomMembership", kind: "cut", when: "beforeWrite" });
    await project.declare({ ana });
    await failureOf(project.stack.up());
    // The engine keeps the entry, and forgets that its create failed.
    const error = "ForbiddenException";
    room.chime.faults.inject({ operation: "ListRoomMemberships", kind: "error", error });
    await failureOf(project.stack.destroy({ runProgram: true }));
    await project.stack.up();
    assert.equal(room.roleOf(ana), "Member");
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 2 });
  });

  it("stays if an interrupted rename left it in the state twice, until both resources are gone", async () => {
    await setUp();
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

  it("stays, without a call that removes it, if its resource is renamed and adopts it", async () => {
    await setUp();
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

  for (const [kind, id] of Object.entries({
    "as plain values": "(id) => id",
    "as outputs": "(id) => require('@pulumi/pulumi').output(Promise.resolve(id))",
  })) {
    it(`${kind}, fails in the preview, where the error names both resources, without a call`, async () => {
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
      assert.match(printed, /RoomMembership "one" and RoomMembership "other" declare the same membership/);
      assert.ok(printed.includes(ana.memberId));
      assert.deepEqual(room.operations(), []);
    });
  }

  it("with ids that are known only in the update, fails with one error that names both, and adopts nothing", async () => {
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
    assert.deepEqual(
      diagnostics.match(/The resources \w+ "\w+" and \w+ "\w+" declare the same membership/g),
      ['The resources RoomMembership "one" and RoomMembership "other" declare the same membership'],
    );
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
