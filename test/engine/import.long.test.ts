import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { Project } from "../support/project";
import { Room } from "../support/room";

/** One more member than a page of a list contains. */
const MORE_THAN_A_PAGE = 100;

/** The quota of members in a room. With one resource for each, the engine needs minutes, so this test is opt-in. */
const FULL_ROOM = 1_000;
const LARGE = process.env["PULUMI_CHIME_TEST_LARGE"] === "true";

const COMMAND = resolve(__dirname, "../../dist/cli/main.js");

describe("pulumi-chime import", function () {
  this.timeout(600_000);

  let room: Room;
  let project: Project;
  beforeEach(async () => {
    room = await Room.open();
    project = await Project.open({
      chime: room.chime,
      files: { "index.ts": 'import "./chime-members";\n', "chime-members.ts": "export {};\n" },
    });
    await project.stack.up();
  });
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  async function inProject(command: string, args: string[]): Promise<void> {
    await promisify(execFile)(command, args, { cwd: project.folder, env: project.environment });
  }

  /** Imports the room with the two commands of the documentation. */
  async function importRoom(...more: string[]): Promise<void> {
    const { accountId, roomId } = room;
    const options = ["--account", accountId, "--room", roomId, "--force", ...more];
    await inProject(process.execPath, [COMMAND, "import", ...options]);
    await inProject("pulumi", [
      ...["import", "--stack", "test", "--file", "chime-import.json"],
      ...["--yes", "--generate-code=false", "--protect=false"],
    ]);
  }

  async function testImport(count: number): Promise<void> {
    room.chime.state.addMember({ ...room.user(), role: "Administrator" });
    if (count > 1) room.chime.state.addMember({ ...room.bot(), role: "Administrator" });
    while (room.members().length < count) room.chime.state.addMember(room.user());
    const members = room.members();

    await importRoom();
    room.chime.journal.clear();
    const { summary } = await project.stack.up();
    assert.deepEqual(summary.resourceChanges, { same: count + 1 });
    assert.deepEqual(room.operations(), []);
    assert.deepEqual(room.members(), members);
    assert.equal((await project.names()).length, count);
  }

  for (const count of [1, 2, MORE_THAN_A_PAGE]) {
    it(`imports a room of ${count}, and the next update changes nothing`, () => testImport(count));
  }

  (LARGE ? it : it.skip)("imports a full room as single memberships, with PULUMI_CHIME_TEST_LARGE=true", () =>
    testImport(FULL_ROOM),
  );

  it("imports a room of 1,000 as one roster, and the next update changes nothing", async () => {
    room.chime.state.addMember({ ...room.bot(), role: "Administrator" });
    while (room.members().length < 1_000) room.chime.state.addMember(room.user());
    const [first] = room.members();
    await importRoom("--roster", "--prefix", "everybody");
    room.chime.journal.clear();
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 2 });
    assert.deepEqual(room.operations(), []);
    assert.deepEqual(await project.names(), ["everybody"]);

    const program = await readFile(join(project.folder, "chime-members.ts"), "utf8");
    const lines = program.split("\n").filter((line) => !line.includes(first!.memberId));
    await project.write("chime-members.ts", lines.join("\n"));
    await project.stack.up();
    assert.equal(room.members().length, 999);
    assert.deepEqual((await project.stack.refresh()).summary.resourceChanges, { same: 2 });
  });

  it("writes the same state as a refresh", async () => {
    for (const member of [room.user(), room.bot()]) {
      room.chime.state.addMember({ ...member, role: "Administrator" });
    }
    await importRoom();
    const imported = await project.resources();
    await project.stack.refresh();
    const refreshed = await project.resources();
    for (const [name, { id, inputs, outputs }] of Object.entries(imported)) {
      const same = refreshed[name]!;
      assert.deepEqual({ id, inputs, outputs }, { id: same.id, inputs: same.inputs, outputs: same.outputs });
    }
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 3 });
  });

  it("writes a program from which a member can be deleted", async () => {
    const [ana, ben] = [room.user(), room.user()];
    room.chime.state.addMember(ana);
    room.chime.state.addMember(ben);
    await importRoom();
    const program = await readFile(join(project.folder, "chime-members.ts"), "utf8");
    const lines = program.split("\n").filter((line) => !line.includes(ben.memberId));
    await project.write("chime-members.ts", lines.join("\n"));

    const { summary } = await project.stack.up();
    assert.deepEqual(summary.resourceChanges, { same: 2, delete: 1 });
    assert.equal(room.roleOf(ben), undefined);
    assert.equal(room.roleOf(ana), "Member");
  });
});
