import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { truncate, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { startEmulator } from "../../../emulator";
import { ScratchProject } from "../../../tools/project/scratchProject";
import { deleteEmptyFile, recover, RECOVERY, restoreState } from "./recovery";

describe("The guide about crashes", () => {
  const guide = readFileSync(resolve(__dirname, "../../../docs/guides/crashes.md"), "utf8");
  const { again, recover: recoverLines, clearPending, unlock, deleteEmptyFile: deleteLine } = RECOVERY;
  const perCommand = [again, recoverLines, clearPending].flatMap((lines) => Object.values(lines));
  const { restoreState: restore, deleteState, beginAgain, adopt } = RECOVERY;
  const lines = [unlock, deleteLine, restore, deleteState, beginAgain, adopt, ...perCommand];

  for (const line of new Set(lines.filter((candidate) => candidate !== undefined))) {
    it(`contains the command that the sweep runs: ${line.split("\n")[0]!}`, () => {
      assert.ok(guide.includes(`\`${line}\``) || guide.includes(`\n${line}\n`));
    });
  }

  it("adopts orphaned rooms by their ids, even if each update names only one, and creates no others", async function () {
    this.timeout(300_000);
    const emulator = await startEmulator({ seed: { accounts: [{ accountId: "account" }] } });
    const rooms = ["One", "Two"].map((name) => emulator.state.addRoom({ accountId: "account", name }));
    const program = `const chime = require("pulumi-chime");
      const one = new chime.Room("one", { accountId: "account", name: "One" });
      new chime.Room("two", { accountId: "account", name: "Two" }, { dependsOn: [one] });`;
    const project = await ScratchProject.open({
      name: "crash",
      files: { "index.js": program },
      env: emulator.env,
    });
    try {
      await project.run(["stack", "init", "test"]);
      await recover(project, { command: "up" }, { cliWasKilled: false, mayHaveOrphans: true });
      assert.deepEqual(
        emulator.state
          .rooms("account")
          .map(({ roomId }) => roomId)
          .sort(),
        rooms.sort(),
      );
      await project.run(["destroy", "--yes", "--skip-preview", "--stack", "test"]);
      assert.deepEqual(emulator.state.rooms("account"), []);
    } finally {
      await project.close();
      await emulator.stop();
    }
  });

  it("fixes a state after the CLI was killed while it wrote the file beside the state", async function () {
    if (process.platform === "win32") this.skip();
    this.timeout(300_000);
    const project = await ScratchProject.open({ name: "crash", files: { "index.js": "" }, env: {} });
    try {
      const cancel = ["cancel", "--yes", "--stack", "test"];
      await project.run(["stack", "init", "test"]);
      // A CLI that is killed directly after it created the file leaves it empty.
      await writeFile(join(project.folder, "state/.pulumi/stacks/crash/test.json.attrs"), "");
      await assert.rejects(project.run(cancel), /failed to load checkpoint: EOF/);
      await deleteEmptyFile(project);
      await project.run(cancel);
    } finally {
      await project.close();
    }
  });

  it("restores the newest complete state after a full disk made the last ones incomplete", async function () {
    if (process.platform === "win32") this.skip();
    this.timeout(300_000);
    const project = await ScratchProject.open({ name: "crash", files: { "index.js": "" }, env: {} });
    const exportResources = async (): Promise<unknown> => {
      const { stdout } = await project.run(["stack", "export", "--stack", "test"]);
      return (JSON.parse(stdout) as { deployment: { resources: unknown } }).deployment.resources;
    };
    const stacks = join(project.folder, "state/.pulumi/stacks/crash");
    try {
      await project.run(["stack", "init", "test"]);
      await project.run(["up", "--yes", "--skip-preview", "--stack", "test"]);
      const before = await exportResources();
      for (const name of ["test.json.bak", "test.json"]) await truncate(join(stacks, name), 100);
      await assert.rejects(
        exportResources(),
        /failed to load checkpoint: place 1: unexpected end of JSON input/,
      );
      await restoreState(project);
      assert.deepEqual(await exportResources(), before);
    } finally {
      await project.close();
    }
  });
});
