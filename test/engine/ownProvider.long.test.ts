import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

import { snippetsOf, type Snippet } from "../docs/snippets";
import { failureOf, Project } from "../support/project";
import { Room } from "../support/room";

const COMMAND = resolve(__dirname, "../../dist/cli/main.js");
const PAGE = "docs/guides/coming-from-your-own-provider.md";

// The programs are the snippets of the guide.
describe("The members of a user's own dynamic provider", function () {
  this.timeout(300_000);

  let snippets: Snippet[];
  let room: Room;
  let project: Project;
  let ada: string;
  let ben: string;
  before(async () => {
    snippets = await snippetsOf(PAGE);
  });
  beforeEach(async () => {
    room = await Room.open();
    [ada, ben] = [room.user().memberId, room.user().memberId];
    const files = { "ownMembership.ts": snippet("ownMembership.ts"), "index.ts": "" };
    project = await Project.open({
      chime: room.chime,
      files,
      env: { PULUMI_NODEJS_TRANSPILE_ONLY: "true" },
    });
    await declare(snippet("retain.ts").replaceAll(", { retainOnDelete: true }", ""));
    await project.stack.up();
    assert.equal(room.members().length, 2);
    room.chime.journal.clear();
  });
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  function snippet(file: string): string {
    return snippets.find(({ directive }) => directive.file === file)!.text;
  }

  async function declare(program: string): Promise<void> {
    const { accountId, roomId } = room;
    const values = Object.entries({ accountId, roomId, ada, ben }).map(
      ([name, value]) => `const ${name} = ${JSON.stringify(value)};`,
    );
    const imports = [
      'import * as chime from "pulumi-chime";',
      'import { OwnMembership } from "./ownMembership";',
    ];
    await project.write("index.ts", [...imports, ...values, program].join("\n"));
  }

  const memberIds = (): string[] =>
    room
      .members()
      .map(({ memberId }) => memberId)
      .sort();
  const removals = (): number => room.chime.journal.count("DeleteRoomMembership");

  for (const file of ["memberships.ts", "roster.ts"]) {
    it(`stay in the room with the steps of the guide: ${file}`, async () => {
      const before = memberIds();
      await declare(snippet("retain.ts"));
      await project.stack.up();
      await declare(snippet(file));
      await project.stack.preview();
      await project.stack.up();
      assert.deepEqual(memberIds(), before);
      assert.equal(removals(), 0);
      await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
      await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");

      await declare(snippet(file).replaceAll(", adoptExisting: true", ""));
      await project.stack.up();
      assert.deepEqual(memberIds(), before);
      await project.stack.destroy();
      assert.deepEqual(memberIds(), []);
    });

    it(`are removed if the move is one update, as the guide says, and a refresh adds them again: ${file}`, async () => {
      const before = memberIds();
      await declare(snippet(file));
      await project.stack.up();
      assert.deepEqual(memberIds(), []);
      await project.stack.up({ refresh: true });
      assert.deepEqual(memberIds(), before);
    });
  }

  it("stay in the room if they are imported after the first update", async () => {
    const before = memberIds();
    await declare(snippet("retain.ts"));
    await project.stack.up();
    const { accountId, roomId } = room;
    const inProject = { cwd: project.folder, env: project.environment };
    const command = [COMMAND, "import", "--account", accountId, "--room", roomId];
    await promisify(execFile)(process.execPath, command, inProject);
    await project.pulumi(
      ...["import", "--file", "chime-import.json", "--yes", "--generate-code=false", "--protect=false"],
    );
    await project.write("index.ts", 'import "./chime-members";\n');
    assert.deepEqual((await project.stack.up()).summary.resourceChanges, { same: 3, delete: 2 });
    assert.deepEqual(memberIds(), before);
    assert.equal(removals(), 0);
  });

  it("stay in the room if the move is one update without adoptExisting, which fails", async () => {
    await declare(snippet("memberships.ts").replaceAll(", adoptExisting: true", ""));
    const before = memberIds();
    await failureOf(project.stack.up());
    assert.deepEqual(memberIds(), before);
    assert.equal(removals(), 0);
  });

  for (const [file, kind] of [
    ["memberships.ts", "RoomMembership"],
    ["roster.ts", "RoomRoster"],
  ] as const) {
    it(`are not moved to a ${kind} by an alias, the preview says why, and the old provider still works`, async () => {
      const before = memberIds();
      const state = await project.stateText();
      const alias = '{ aliases: [{ name: "ada", type: "pulumi-nodejs:dynamic:Resource" }] }';
      // Only Ada's resource has an alias. The preview deletes the other one.
      await declare(snippet(file).replace(/ \}\);$/m, ` }, ${alias});`));
      const failures = [await failureOf(project.stack.preview()), await failureOf(project.stack.up())];
      for (const failure of failures) {
        const expected = `The state has "${room.roomId}-${ada}" as the id of this ${kind}: another provider created it.`;
        assert.ok(failure.includes(expected), failure);
        assert.match(failure, /Remove the alias.*retainOnDelete/);
      }
      assert.equal(removals(), 0);
      assert.deepEqual(memberIds(), before);
      // Another member of the program may have been adopted before the error.
      const idsAfterwards = ids(await project.stateText());
      for (const id of ids(state)) assert.ok(idsAfterwards.includes(id), id);
      await project.stack.refresh();
      await project.stack.destroy();
      assert.deepEqual(memberIds(), []);
    });
  }

  it("are in a room that can be imported with the file of the guide", async () => {
    const { accountId, roomId } = room;
    await project.stack.destroy();
    const file = snippet("room.json")
      .replaceAll("YOUR-CHIME-ACCOUNT-ID", accountId)
      .replaceAll("YOUR-ROOM-ID", roomId)
      .replaceAll('"Launch"', JSON.stringify(room.chime.state.rooms(accountId)[0]!.name));
    await project.write("room.json", file);
    await project.pulumi(
      ...["import", "--file", "room.json", "--yes", "--generate-code=false", "--protect=false"],
    );
    const name = JSON.stringify(room.chime.state.rooms(accountId)[0]!.name);
    await declare(`new chime.Room("launch", { accountId, name: ${name} });`);
    await project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes");
    await project.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    await declare('new chime.Room("launch", { accountId, name: "Landing" });');
    await project.stack.up();
    assert.deepEqual(room.chime.state.rooms(accountId), [{ roomId, name: "Landing" }]);
  });
});

/** The ids of all resources in a state. */
function ids(state: string): string[] {
  return [...state.matchAll(/"id": ?"([^"]+)"/g)].map(([, id]) => id!).sort();
}
