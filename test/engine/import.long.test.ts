import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

import { failureOf, Project } from "../support/project";
import { Room } from "../support/room";
import { Channel } from "../support/scenes";
import type { StateResource } from "../support/stack";

/** One more member than a page of a list contains. */
const MORE_THAN_A_PAGE = 100;

/** The quota of members in a room. With one resource for each, the engine needs minutes, so this test is opt-in. */
const FULL_ROOM = 1_000;
const LARGE = process.env["PULUMI_CHIME_TEST_LARGE"] === "true";

/** A name that is in no state in plain text. */
const NAME = "Ana Person";
const PERSONAL = new RegExp(NAME);

const PULUMI_OPTIONS = ["--yes", "--generate-code=false", "--protect=false"];
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
      ...PULUMI_OPTIONS,
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

  it("imports a room with its members, which the next deployment leaves as they are", async () => {
    const { accountId, roomId } = room;
    const memberId = room.chime.state.addUser({ accountId, name: NAME });
    room.chime.state.addMember({ accountId, roomId, memberId, role: "Administrator" });
    room.chime.state.addMember(room.bot());
    const members = room.members();
    await importRoom("--with-room", "--names");
    const imported = await project.resources();
    assert.equal(Object.keys(imported).length, 3);

    // As if the program had declared all of it from the beginning.
    await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    assert.deepEqual(statesOf(await project.resources()), statesOf(imported));
    room.chime.journal.clear();
    await project.pulumi("preview", "--expect-no-changes");
    await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    assert.deepEqual(room.operations(), []);
    assert.deepEqual(room.members(), members);
    assert.doesNotMatch(await project.stateText(), PERSONAL);
  });

  it("protects an imported room from a program that drops it", async () => {
    room.chime.state.addMember(room.user());
    await importRoom("--with-room", "--roster");
    await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    await project.write("index.ts", "export {};\n");
    assert.match(await failureOf(project.stack.up()), /protect/);
    assert.equal(room.chime.state.rooms(room.accountId).length, 1);
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

describe("pulumi-chime import of an app instance, its users, a channel and its members", function () {
  this.timeout(600_000);

  let scene: Channel;
  let project: Project;
  beforeEach(async () => {
    scene = await Channel.open();
    const { chime, appInstanceArn, channelArn, chimeBearer } = scene;
    const files = { "index.ts": 'import "./chime-members";\n', "chime-members.ts": "export {};\n" };
    project = await Project.open({ chime, files });
    const user = { appInstanceArn, userId: "u-1", name: NAME, metadata: `of ${NAME}` };
    const members = [
      { memberArn: chime.state.addAppInstanceUser(user), type: "HIDDEN" },
      { memberArn: chime.state.addAppInstanceBot({ appInstanceArn }) },
      { memberArn: chimeBearer },
    ] as const;
    for (const member of members) chime.state.addChannelMember({ channelArn, ...member });
  });
  afterEach(async () => {
    await project.close();
    await scene.chime.stop();
  });

  async function importAll(...more: string[]): Promise<void> {
    const { channelArn, chimeBearer } = scene;
    const resources = ["--with-app-instance", "--with-users", "--with-channel"];
    const options = ["--channel", channelArn, "--bearer", chimeBearer, ...resources, "--force", ...more];
    await promisify(execFile)(process.execPath, [COMMAND, "import", ...options], {
      cwd: project.folder,
      env: project.environment,
    });
    await project.pulumi("import", "--file", "chime-import.json", ...PULUMI_OPTIONS);
  }

  for (const [more, count] of [
    [[], 7],
    [["--roster", "--names", "--prefix", "everybody"], 5],
  ] as const) {
    const what = more.length === 0 ? "single memberships" : "a roster";
    it(`leaves everything as it is in the next deployment, with ${what}`, async () => {
      const { chime, channelArn } = scene;
      const members = chime.state.channelMembers(channelArn);
      await importAll(...more);
      const imported = await project.resources();
      assert.equal(Object.keys(imported).length, count);
      assert.doesNotMatch(await project.stateText(), PERSONAL);

      await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
      assert.deepEqual(statesOf(await project.resources()), statesOf(imported));
      assert.doesNotMatch(await project.stateText(), PERSONAL);
      chime.journal.clear();
      await project.pulumi("preview", "--expect-no-changes");
      await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
      assert.equal(chime.journal.count({}), 0);
      await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
      assert.doesNotMatch(await project.stateText(), PERSONAL);
      assert.deepEqual(chime.state.channelMembers(channelArn), members);

      // Pulumi skips what the stack has already.
      const before = await project.resources();
      await importAll(...more);
      assert.deepEqual(statesOf(await project.resources()), statesOf(before));
    });
  }

  it("is refused by Pulumi if the stack has something else of the same name", async () => {
    const other = scene.chime.state.addAppInstance();
    await project.write(
      "chime-members.ts",
      `import * as chime from "pulumi-chime";
const args = { appInstanceArn: ${JSON.stringify(other)}, appInstanceUserId: "u-1", name: "Other" };
new chime.AppInstanceUser("user-u-1", args);
`,
    );
    await project.stack.up();
    const { id } = (await project.resources())["user-u-1"]!;
    await assert.rejects(importAll(), /::user-u-1' already exists/);
    assert.equal((await project.resources())["user-u-1"]!.id, id);
  });
});

/** The parts of the state that a refresh can change. Each encryption of a secret has another ciphertext. */
function statesOf(resources: Record<string, StateResource>): unknown {
  const parts = Object.entries(resources).map(([name, { id, inputs, outputs }]) => [
    name,
    { id, inputs, outputs },
  ]);
  return JSON.parse(JSON.stringify(Object.fromEntries(parts)), (key, value: unknown) =>
    key === "ciphertext" ? "" : value,
  );
}
