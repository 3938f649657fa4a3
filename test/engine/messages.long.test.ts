import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";

import type { DiagnosticEvent, EngineEvent } from "@pulumi/pulumi/automation";

import { Project } from "../support/project";
import { Room } from "../support/room";

describe("The output of a deployment", function () {
  this.timeout(300_000);

  let room: Room;
  let project: Project;
  beforeEach(async () => {
    room = await Room.open();
    project = await Project.open({ chime: room.chime });
  });
  afterEach(async () => {
    await project.close();
    await room.close();
  });

  it("contains a status while a call is retried, which is gone at the end", async () => {
    const ana = room.user();
    await project.declare({ ana });
    assert.match(
      await statusOfUp(),
      /^Amazon Chime fails with HTTP 503, retrying 1 call: add member .*ServiceUnavailableException, HTTP 503/,
    );
    assert.equal(room.roleOf(ana), "Member");
  });

  it("contains a status while a look-up is retried, which is gone at the end", async () => {
    const args = JSON.stringify({ accountId: room.accountId });
    await project.write("index.js", `module.exports = () => require("pulumi-chime").getRooms(${args});`);
    assert.match(
      await statusOfUp(),
      /retrying 1 call: list the rooms .*ServiceUnavailableException, HTTP 503/,
    );
  });

  /** The status during an update while the service is unavailable. Asserts that the status is gone afterwards. */
  async function statusOfUp(): Promise<string> {
    const error = "ServiceUnavailableException";
    room.chime.faults.inject({ operation: "*", kind: "error", error, times: "always" });
    const shown: DiagnosticEvent[] = [];
    const { stdout } = await project.stack.up({
      onEvent: ({ diagnosticEvent }: EngineEvent) => {
        if (diagnosticEvent) shown.push(diagnosticEvent);
        // The service recovers as soon as the status was shown.
        if (diagnosticEvent?.message.includes("retrying 1 call:")) room.chime.faults.clear();
      },
    });
    const infos = shown.filter(({ severity }) => severity === "info");
    assert.ok(infos.every(({ ephemeral }) => ephemeral));
    assert.equal(infos.at(-1)?.message.trim(), "");
    assert.doesNotMatch(stdout, /Diagnostics/);
    return infos[0]?.message ?? "";
  }

  it("contains the last answer to a call that was retried when Ctrl-C ended the deployment", async () => {
    await project.declare({ ana: room.user() });
    const error = "ServiceUnavailableException";
    room.chime.faults.inject({ operation: "*", kind: "error", error, times: "always" });
    const args = ["up", "--yes", "--skip-preview", "--non-interactive", "--stack", "test"];
    const command = spawn("pulumi", args, { cwd: project.folder, env: project.environment });
    let printed = "";
    command.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const exited = once(command, "exit");
    await room.chime.journal.reached(5, { ended: true }, { timeoutMs: 60_000 });
    // A terminal sends SIGINT to the CLI, and not to the plugins, which have process groups of their own.
    command.kill("SIGINT");
    assert.notDeepEqual(await exited, [0, null]);
    assert.match(printed, /\^C received; cancelling/);
    assert.match(printed, /answered ServiceUnavailableException .* after \d attempts/);
    assert.ok(room.chime.journal.count() < 10);
  });

  it("shows the status in a row of the terminal while a call is retried", async function () {
    // `script` has other arguments on other platforms.
    if (process.platform !== "linux") this.skip();
    const ana = room.user();
    await project.declare({ ana });
    const error = "ServiceUnavailableException";
    room.chime.faults.inject({ operation: "*", kind: "error", error, times: "always" });
    const up = "stty cols 200; pulumi up --yes --skip-preview --stack test";
    const terminal = spawn("script", ["-qec", up, "/dev/null"], {
      cwd: project.folder,
      env: { ...project.environment, TERM: "xterm" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(terminal, "exit");
    let shown = "";
    terminal.stdout.on("data", (chunk: Buffer) => {
      shown += chunk.toString();
      if (shown.includes("retrying 1 call:")) room.chime.faults.clear();
    });
    assert.deepEqual(await exited, [0, null]);
    assert.match(shown, /retrying 1 call: add member /);
    const afterwards = shown.slice(shown.lastIndexOf("Resources:"));
    assert.match(afterwards, /created/);
    assert.doesNotMatch(afterwards, /retrying/);
    assert.equal(room.roleOf(ana), "Member");
  });
});
