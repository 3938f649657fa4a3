import assert from "node:assert/strict";

import type { ErrorName } from "../../emulator";
import { failureOf, Project } from "../support/project";
import { Room, type Ids } from "../support/room";

describe("A program that declares room memberships", function () {
  this.timeout(300_000);

  let room: Room;
  let project: Project;
  let ana: Ids;
  let ben: Ids;
  beforeEach(async () => {
    room = await Room.open();
    project = await Project.open({ chime: room.chime });
    [ana, ben] = [room.user(), room.user()];
  });
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  /** Declares and creates memberships, and clears the journal. */
  async function deploy(members: Record<string, object>): Promise<void> {
    await project.declare(members);
    await project.stack.up();
    room.chime.journal.clear();
  }

  it("creates them, and changes nothing in the next update", async () => {
    await project.declare({ ana: { ...ana, role: "Administrator" }, ben });
    const { summary } = await project.stack.up();
    assert.deepEqual(summary.resourceChanges, { create: 3 });
    assert.equal(room.roleOf(ana), "Administrator");
    assert.equal(room.roleOf(ben), "Member");
    assert.deepEqual(room.operations(), ["CreateRoomMembership", "CreateRoomMembership"]);

    room.chime.journal.clear();
    const again = await project.stack.up();
    assert.deepEqual(again.summary.resourceChanges, { same: 3 });
    assert.deepEqual(room.operations(), []);
  });

  it("removes a dropped member with exactly one call", async () => {
    await deploy({ ana, ben });
    await project.declare({ ana });
    await project.stack.up();
    assert.deepEqual(
      room.members().map(({ memberId }) => memberId),
      [ana.memberId],
    );
    assert.deepEqual(
      room.chime.journal.calls().map(({ operation, memberId, status }) => ({ operation, memberId, status })),
      [{ operation: "DeleteRoomMembership", memberId: ben.memberId, status: 204 }],
    );
    assert.deepEqual(await project.names(), ["ana"]);
  });

  it("replaces a membership whose member changes, and creates the new one first", async () => {
    await deploy({ someone: ana });
    await project.declare({ someone: ben });
    await project.stack.up();
    assert.deepEqual(
      room.members().map(({ memberId }) => memberId),
      [ben.memberId],
    );
    assert.deepEqual(room.operations(), ["CreateRoomMembership", "DeleteRoomMembership"]);
  });

  it("changes a role in place", async () => {
    await deploy({ ana });
    await project.declare({ ana: { ...ana, role: "Administrator" } });
    const { summary } = await project.stack.up();
    assert.deepEqual(summary.resourceChanges, { same: 1, update: 1 });
    assert.equal(room.roleOf(ana), "Administrator");
    assert.deepEqual(room.operations(), ["UpdateRoomMembership"]);
  });

  it("changes a bot's role by removing the bot first", async () => {
    const bot = room.bot();
    await deploy({ bot });
    await project.declare({ bot: { ...bot, role: "Administrator" } });
    await project.stack.up();
    assert.equal(room.roleOf(bot), "Administrator");
    assert.deepEqual(room.operations(), ["DeleteRoomMembership", "CreateRoomMembership"]);
  });

  it("is destroyed without being run, and all its members are removed", async () => {
    await deploy({ ana, ben });
    await project.write("index.js", 'throw new Error("this program must not run");');
    await project.stack.destroy();
    assert.deepEqual(room.members(), []);
    assert.deepEqual(room.statuses("DeleteRoomMembership"), [204, 204]);
    assert.deepEqual(await project.names(), []);
  });

  it("is destroyed if a member is already gone", async () => {
    await deploy({ ana, ben });
    room.chime.state.removeMember(ben);
    await project.stack.destroy();
    assert.deepEqual(room.members(), []);
    assert.deepEqual(room.statuses("DeleteRoomMembership").sort(), [204, 404]);
    assert.deepEqual(await project.names(), []);
  });

  it("reports all invalid properties in the preview, and makes no calls", async () => {
    await project.declare({ ana: { accountId: ana.accountId, roomId: "", role: "Owner" } });
    const printed = await failureOf(project.stack.preview());
    for (const reason of [
      "roomId must not be blank.",
      'role must be "Member" or "Administrator", not "Owner".',
      "memberId is required.",
    ]) {
      assert.match(printed, new RegExp(reason));
    }
    assert.deepEqual(room.operations(), []);
  });

  it("deletes a membership after three 503s, a 429 and a connection that is cut after the write", async () => {
    await deploy({ ana });
    const operation = "DeleteRoomMembership";
    room.chime.faults.inject({ operation, kind: "error", error: "ServiceUnavailableException", times: 3 });
    room.chime.faults.inject({ operation, kind: "error", error: "ThrottledClientException" });
    room.chime.faults.inject({ operation, kind: "cut", when: "afterWrite" });
    await project.declare({});
    await project.stack.up();
    assert.deepEqual(room.members(), []);
    assert.deepEqual(room.statuses(operation), [503, 503, 503, 429, "cut", 404]);
    assert.deepEqual(await project.names(), []);
  });

  it("deletes memberships after one transient error each, or if the member is already gone", async () => {
    const errors = [
      "NotFoundException",
      "ThrottledClientException",
      "ServiceFailureException",
      "ServiceUnavailableException",
    ] satisfies ErrorName[];
    const team = Object.fromEntries(errors.map((error) => [error, room.user()]));
    await deploy(team);
    for (const [error, ids] of Object.entries(team) as [ErrorName, Ids][]) {
      if (error === "NotFoundException") room.chime.state.removeMember(ids);
      else room.chime.faults.inject({ operation: "*", memberId: ids.memberId, kind: "error", error });
    }
    await project.declare({});
    await project.stack.up();
    assert.deepEqual(room.members(), []);
    assert.deepEqual(await project.names(), []);
    for (const error of errors) assert.equal(room.chime.journal.count({ error }), 1);
  });

  it("keeps memberships in the state that it could not delete, says why for each, and deletes them the next time", async () => {
    const errors = [
      "BadRequestException",
      "UnauthorizedClientException",
      "ForbiddenException",
    ] satisfies ErrorName[];
    const team = Object.fromEntries(errors.map((error) => [error, room.user()]));
    await deploy(team);
    for (const [error, { memberId }] of Object.entries(team) as [ErrorName, Ids][]) {
      room.chime.faults.inject({ operation: "*", memberId, kind: "error", error });
    }
    await project.declare({});
    const printed = await failureOf(project.stack.up({ continueOnError: true }));
    for (const [error, { roomId, memberId }] of Object.entries(team) as [ErrorName, Ids][]) {
      const [failed] = room.chime.journal.calls({ error });
      for (const part of [memberId, roomId, error, failed!.requestId, "stays in the Pulumi state"]) {
        assert.ok(printed.includes(part), `"${part}" is missing in: ${printed}`);
      }
      assert.equal(room.roleOf(team[error]!), "Member");
    }
    assert.deepEqual(await project.names(), [...errors].sort());

    await project.stack.up();
    assert.deepEqual(room.members(), []);
    assert.deepEqual(await project.names(), []);
  });

  it("can run in two stacks with one room at once, and each stack removes only its own members", async () => {
    const other = await project.otherStack("other");
    await project.write(
      "index.js",
      `const chime = require("pulumi-chime");
       const stack = require("@pulumi/pulumi").getStack();
       new chime.RoomMembership("member", require("./members.json")[stack]);`,
    );
    await project.declare({ test: ana, other: ben });
    await Promise.all([project.stack.up(), other.stack.up()]);
    assert.deepEqual([room.roleOf(ana), room.roleOf(ben)], ["Member", "Member"]);
    await other.stack.destroy();
    assert.deepEqual([room.roleOf(ana), room.roleOf(ben)], ["Member", undefined]);
  });
});
