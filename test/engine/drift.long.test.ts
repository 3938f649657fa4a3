import assert from "node:assert/strict";

import { failureOf, Project } from "../support/project";
import { Room, type Ids } from "../support/room";

describe("Drift of memberships:", function () {
  this.timeout(300_000);

  let room: Room;
  let project: Project;
  let ana: Ids;
  let ben: Ids;
  beforeEach(async () => {
    room = await Room.open();
    project = await Project.open({ chime: room.chime, config: { "chime:readConsistencySeconds": "2" } });
    [ana, ben] = [room.user(), room.user()];
    await project.declare({ ana, ben });
    await project.stack.up();
    room.chime.journal.clear();
  });
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  it("a manual role change appears in one refresh, and the next update reverts it", async () => {
    room.chime.state.setRole({ ...ana, role: "Administrator" });
    const { summary } = await project.stack.refresh();
    assert.deepEqual(summary.resourceChanges, { same: 2, update: 1 });
    const { inputs, outputs } = (await project.resources())["ana"]!;
    assert.deepEqual([inputs["role"], outputs["role"]], ["Administrator", "Administrator"]);
    assert.deepEqual((await project.stack.refresh()).summary.resourceChanges, { same: 3 });

    const up = await project.stack.up();
    assert.deepEqual(up.summary.resourceChanges, { same: 2, update: 1 });
    assert.equal(room.roleOf(ana), "Member");
  });

  it("a manual role change appears in preview --refresh, and up --refresh reverts it", async () => {
    room.chime.state.setRole({ ...ana, role: "Administrator" });
    const { changeSummary, stdout } = await project.stack.preview({ refresh: true, diff: true });
    assert.equal(changeSummary.update, 1);
    assert.match(stdout, /role\s*: "Administrator" => "Member"/);
    assert.equal(room.roleOf(ana), "Administrator");
    await project.stack.up({ refresh: true });
    assert.equal(room.roleOf(ana), "Member");
  });

  it("up --refresh removes members that the program dropped, and destroy --refresh removes all", async () => {
    await project.declare({ ana });
    await project.stack.up({ refresh: true });
    assert.equal(room.roleOf(ben), undefined);
    assert.deepEqual(await project.names(), ["ana"]);
    await project.stack.destroy({ refresh: true });
    assert.deepEqual(room.members(), []);
  });

  it("a manual removal appears in one refresh, and the next update adds the member again", async () => {
    room.chime.state.removeMember(ben);
    const { summary } = await project.stack.refresh();
    assert.deepEqual(summary.resourceChanges, { same: 2, delete: 1 });
    assert.deepEqual(await project.names(), ["ana"]);
    assert.deepEqual((await project.stack.refresh()).summary.resourceChanges, { same: 2 });
    await project.stack.up();
    assert.equal(room.roleOf(ben), "Member");
  });

  it("a manual removal appears in preview --refresh, and up --refresh adds the member again", async () => {
    room.chime.state.removeMember(ben);
    const { changeSummary } = await project.stack.preview({ refresh: true });
    assert.equal(changeSummary.create, 1);
    await project.stack.up({ refresh: true });
    assert.equal(room.roleOf(ben), "Member");
  });

  it("a manual removal is reverted by an update that changes the role of the member", async () => {
    room.chime.state.removeMember(ben);
    await project.declare({ ana, ben: { ...ben, role: "Administrator" } });
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 2, update: 1 });
    assert.deepEqual(room.operations(), ["UpdateRoomMembership", "CreateRoomMembership"]);
    assert.equal(room.roleOf(ben), "Administrator");
    assert.equal((await project.resources())["ben"]?.outputs["role"], "Administrator");
  });

  it("a member who was added manually is neither changed nor removed", async () => {
    const guest = room.user();
    room.chime.state.addMember(guest);
    assert.deepEqual((await project.stack.up({ refresh: true })).summary.resourceChanges, { same: 3 });
    await project.stack.destroy();
    assert.deepEqual(
      room.members().map(({ memberId }) => memberId),
      [guest.memberId],
    );
  });

  it("a membership that a lagging list does not contain yet stays in the state", async () => {
    room.chime.faults.setReadLag({ reads: 3 });
    const chi = room.user();
    await project.declare({ ana, ben, chi });
    await project.stack.up();
    const { summary } = await project.stack.refresh();
    assert.deepEqual(summary.resourceChanges, { same: 4 });
    assert.deepEqual(await project.names(), ["ana", "ben", "chi"]);
  });
});

describe("A look-up of a membership with RoomMembership.get", function () {
  this.timeout(120_000);

  let room: Room;
  let project: Project;
  let ana: Ids;
  beforeEach(async () => {
    room = await Room.open();
    project = await Project.open({ chime: room.chime, config: { "chime:readConsistencySeconds": "0" } });
    ana = room.user();
    await project.declare({ ana });
    await project.write(
      "index.js",
      `const chime = require("pulumi-chime");
       const { accountId, roomId, memberId } = require("./members.json").ana;
       const found = chime.RoomMembership.get("found", [accountId, roomId, memberId].join("/"));
       exports.role = found.role;
       exports.memberId = found.memberId;
       exports.memberType = found.memberType;`,
    );
  });
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  it("returns the membership, and destroy does not remove the member", async () => {
    room.chime.state.addMember({ ...ana, role: "Administrator" });
    const { outputs } = await project.stack.up();
    assert.deepEqual(
      { role: outputs["role"]?.value, memberId: outputs["memberId"]?.value },
      { role: "Administrator", memberId: ana.memberId },
    );
    await project.stack.destroy();
    assert.equal(room.roleOf(ana), "Administrator");
    assert.equal(room.chime.journal.count("DeleteRoomMembership"), 0);
  });

  it("fails if the membership does not exist, and names it", async () => {
    const printed = await failureOf(project.stack.up());
    assert.match(printed, /There is no membership/);
    assert.ok(printed.includes(ana.memberId));
  });

  it("fails if the id has another format, and names the right one", async () => {
    await project.write("index.js", 'require("pulumi-chime").RoomMembership.get("found", "just-a-member");');
    assert.match(await failureOf(project.stack.preview()), /it has the form accountId\/roomId\/memberId/);
  });
});
