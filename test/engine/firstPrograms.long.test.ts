import assert from "node:assert/strict";

import { failureOf, Project } from "../support/project";
import { Room } from "../support/room";

describe("The first programs of a new user, on the engine", function () {
  this.timeout(300_000);

  let room: Room;
  let project: Project;
  beforeEach(async () => {
    room = await Room.open();
    project = await Project.open({ chime: room.chime, files: {} });
  });
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  const program = (text: string): Promise<void> =>
    project.write("index.js", `const chime = require("pulumi-chime");\n${text}`);
  const previewError = (): Promise<string> =>
    failureOf(project.pulumi("preview", "--stack", "test", "--non-interactive"));

  it("keep the role of a member that ignoreChanges names by its id", async () => {
    const { accountId, roomId, memberId } = room.user();
    const roster = (role: string): Promise<void> =>
      program(
        `new chime.RoomRoster("team", ${JSON.stringify({ accountId, roomId, members: [{ memberId, role }] })},
           { ignoreChanges: ['members["${memberId}"]'] });`,
      );
    await roster("Member");
    await project.stack.up();
    await roster("Administrator");
    await project.stack.up();
    assert.deepEqual(
      room.members().map(({ role }) => role),
      ["Member"],
    );
    assert.ok(!room.operations().includes("UpdateRoomMembership"));
  });

  it("fail once without credentials, before anything is changed", async () => {
    const { accountId, roomId } = room.user();
    const members = [room.user(), room.user(), room.user()].map(({ memberId }) => memberId);
    await project.pulumi("config", "set", "chime:profile", "absent", "--stack", "test");
    await program(
      `for (const memberId of ${JSON.stringify(members)})
         new chime.RoomMembership(memberId, { accountId: "${accountId}", roomId: "${roomId}", memberId });`,
    );
    const printed = await previewError();
    const [, diagnostics = ""] = printed.split("Diagnostics:");
    assert.equal(
      diagnostics.split('There are no AWS credentials: the profile "absent"').length - 1,
      1,
      printed,
    );
    assert.match(printed, /Check that chime:profile names a profile/);
    assert.deepEqual(room.operations(), []);
  });

  it("name room.id as the mistake, in the first preview", async () => {
    await program(
      `const room = new chime.Room("launch", { accountId: "${room.accountId}", name: "Launch" });
       new chime.RoomMembership("ana", { accountId: "${room.accountId}", roomId: room.id, memberId: "ana" });`,
    );
    assert.match(await previewError(), /The roomId of "ana" is room\.id, .* Use room\.roomId/);
  });

  it("fail with a message and no stack if a duplicate is found only when its id is known", async () => {
    const { accountId, roomId } = room;
    const memberId = room.chime.state.addUser({ accountId, email: "ana@example.com" });
    await program(
      `const { userId } = chime.getUserOutput({ accountId: "${accountId}", email: "ana@example.com" });
       const room = { accountId: "${accountId}", roomId: "${roomId}" };
       new chime.RoomMembership("one", { ...room, memberId: "${memberId}" });
       new chime.RoomMembership("two", { ...room, memberId: userId });`,
    );
    const printed = await previewError();
    assert.match(
      printed,
      /error: The resources RoomMembership "one" and RoomMembership "two" declare the same membership: .* Keep one of them\./,
    );
    assert.doesNotMatch(printed, /^\s+at /m);
  });

  it("show no value for a problem with a setting", async () => {
    const { accountId, roomId, memberId } = room.user();
    await project.pulumi("config", "set", "chime:maxRetries", "ten", "--stack", "test");
    await program(`new chime.RoomMembership("ana", ${JSON.stringify({ accountId, roomId, memberId })});`);
    const printed = await previewError();
    assert.match(printed, /chime:maxRetries must be a whole number/);
    assert.doesNotMatch(printed, /<nil>|value \{/);
  });
});
