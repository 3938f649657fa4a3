import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { truncate, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { ScratchProject } from "../../../tools/project/scratchProject";
import { startEmulator } from "../../../emulator";
import { mend, recover, RECOVERY, restore } from "./recovery";

describe("The guide to what to do after a crash", () => {
  const guide = readFileSync(resolve(__dirname, "../../../docs/guides/crashes.md"), "utf8");
  const lines = [RECOVERY.again, RECOVERY.recover, RECOVERY.clear].flatMap((by) => Object.values(by));

  for (const line of new Set(
    [
      RECOVERY.unlock,
      RECOVERY.deleteEmptyAttributes,
      RECOVERY.restoreState,
      RECOVERY.adoptOrphans,
      ...lines,
    ].filter((one) => one !== undefined),
  )) {
    it(`says what the sweep does: ${line.split("\n")[0]!}`, () => {
      assert.ok(guide.includes(`\`${line}\``) || guide.includes(`\n${line}\n`));
    });
  }

  it("adopts by their ids rooms of which one update after the other names one, and creates none", async function () {
    this.timeout(300_000);
    const chime = await startEmulator({ seed: { accounts: [{ accountId: "account" }] } });
    const rooms = ["One", "Two"].map((name) => chime.state.addRoom({ accountId: "account", name }));
    const program = `const chime = require("pulumi-chime");
      const one = new chime.Room("one", { accountId: "account", name: "One" });
      new chime.Room("two", { accountId: "account", name: "Two" }, { dependsOn: [one] });`;
    const project = await ScratchProject.open({
      name: "crash",
      files: { "index.js": program },
      env: chime.env,
    });
    try {
      await project.run(["stack", "init", "test"]);
      await recover(project, { command: "up" }, { cliWasKilled: false, mayHaveOrphans: true });
      assert.deepEqual(
        chime.state
          .rooms("account")
          .map(({ roomId }) => roomId)
          .sort(),
        rooms.sort(),
      );
      await project.run(["destroy", "--yes", "--skip-preview", "--stack", "test"]);
      assert.deepEqual(chime.state.rooms("account"), []);
    } finally {
      await project.close();
      await chime.stop();
    }
  });

  it("brings back a state beside which a CLI was killed while it wrote", async function () {
    if (process.platform === "win32") this.skip();
    this.timeout(300_000);
    const project = await ScratchProject.open({ name: "crash", files: { "index.js": "" }, env: {} });
    try {
      const cancel = ["cancel", "--yes", "--stack", "test"];
      await project.run(["stack", "init", "test"]);
      // What is left where the file was just made.
      await writeFile(join(project.folder, "state/.pulumi/stacks/crash/test.json.attrs"), "");
      await assert.rejects(project.run(cancel), /failed to load checkpoint: EOF/);
      await mend(project);
      await project.run(cancel);
    } finally {
      await project.close();
    }
  });

  it("brings back the newest whole state where a full disk has cut the last ones", async function () {
    if (process.platform === "win32") this.skip();
    this.timeout(300_000);
    const project = await ScratchProject.open({ name: "crash", files: { "index.js": "" }, env: {} });
    const exported = async (): Promise<unknown> => {
      const { stdout } = await project.run(["stack", "export", "--stack", "test"]);
      return (JSON.parse(stdout) as { deployment: { resources: unknown } }).deployment.resources;
    };
    const stacks = join(project.folder, "state/.pulumi/stacks/crash");
    try {
      await project.run(["stack", "init", "test"]);
      await project.run(["up", "--yes", "--skip-preview", "--stack", "test"]);
      const before = await exported();
      for (const name of ["test.json.bak", "test.json"]) await truncate(join(stacks, name), 100);
      await assert.rejects(exported(), /failed to load checkpoint: place 1: unexpected end of JSON input/);
      await restore(project);
      assert.deepEqual(await exported(), before);
    } finally {
      await project.close();
    }
  });
});
