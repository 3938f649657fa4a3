import assert from "node:assert/strict";

import { ChimeClient, UpdateRoomCommand } from "@aws-sdk/client-chime";

import { startEmulator, type Emulator } from "../../emulator";
import { Project } from "../support/project";

/** Declares a room with a member found by email address. */
const PROGRAM = `"use strict";
const pulumi = require("@pulumi/pulumi");
const chime = require("pulumi-chime");
const accountId = "account";
const room = new chime.Room("team", { accountId, name: require("./name.json") });
const ana = chime.getUserOutput({ accountId, email: "ana@example.com" });
const member = new chime.RoomMembership("ana", { accountId, roomId: room.roomId, memberId: ana.userId });
exports.roomId = room.roomId;
exports.role = member.role;
exports.email = ana.email;
`;

describe("A stack of a room and its members", function () {
  this.timeout(180_000);

  let chime: Emulator;
  let project: Project;
  beforeEach(async () => {
    chime = await startEmulator();
    chime.state.addAccount({ accountId: "account" });
    chime.state.addUser({
      accountId: "account",
      userId: "user-ana",
      email: "Ana@example.com",
      name: "Ana Secret",
    });
    project = await Project.open({ chime, files: { "index.js": PROGRAM, "name.json": '"Launch"' } });
  });
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });

  it("is created in one update, with ids that the preview does not know, and destroyed in the right order", async () => {
    await project.stack.preview();
    assert.equal(chime.journal.count("CreateRoom"), 0);
    const { outputs } = await project.stack.up();
    const roomId = outputs["roomId"]?.value as string;
    assert.deepEqual(
      chime.state.members("account", roomId).map(({ memberId }) => memberId),
      ["user-ana"],
    );
    assert.equal(outputs["role"]?.value, "Member");
    chime.journal.clear();
    await project.stack.destroy();
    assert.deepEqual(
      chime.journal.calls().map(({ operation, status }) => [operation, status]),
      [
        ["DeleteRoomMembership", 204],
        ["DeleteRoom", 204],
      ],
    );
  });

  it("renames its room in place without removing members", async () => {
    const before = (await project.stack.up()).outputs["roomId"]?.value as string;
    chime.journal.clear();
    await project.write("name.json", '"Landing"');
    const { summary, outputs } = await project.stack.up();
    assert.equal(summary.resourceChanges?.update, 1);
    assert.equal(outputs["roomId"]?.value, before);
    assert.equal(chime.journal.count("UpdateRoom"), 1);
    assert.equal(chime.journal.count("DeleteRoomMembership"), 0);
  });

  it("shows a manual rename of its room in one refresh, and the next update reverts it", async () => {
    const RoomId = (await project.stack.up()).outputs["roomId"]?.value as string;
    const { url: endpoint, credentials } = chime;
    const somebody = new ChimeClient({ endpoint, credentials, region: "us-east-1" });
    await somebody.send(new UpdateRoomCommand({ AccountId: "account", RoomId, Name: "Lunch" }));
    somebody.destroy();
    assert.deepEqual((await project.stack.refresh()).summary.resourceChanges, { same: 2, update: 1 });
    const { inputs, outputs } = (await project.resources())["team"]!;
    assert.deepEqual([inputs["name"], outputs["name"]], ["Lunch", "Lunch"]);
    assert.deepEqual((await project.stack.refresh()).summary.resourceChanges, { same: 3 });

    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 2, update: 1 });
    assert.deepEqual(chime.state.rooms("account"), [{ roomId: RoomId, name: "Launch" }]);
  });

  it("creates only one room if the answer to CreateRoom is lost", async () => {
    chime.faults.inject({ operation: "CreateRoom", kind: "cut", when: "afterWrite" });
    await project.stack.up();
    assert.equal(chime.journal.count({ operation: "CreateRoom", written: true }), 1);
    await project.stack.destroy();
  });

  it("stores the email address of a look-up as a secret, but not the id of the member", async () => {
    const { outputs } = await project.stack.up();
    assert.equal(outputs["email"]?.secret, true);
    const state = await project.stateText();
    for (const personal of ["ana@example.com", "Ana@example.com", "Ana Secret"])
      assert.ok(!state.includes(personal));
    assert.equal((await project.resources())["ana"]?.inputs["memberId"], "user-ana");
  });
});
