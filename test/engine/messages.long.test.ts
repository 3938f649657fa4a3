import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";

import type { DiagnosticEvent, EngineEvent } from "@pulumi/pulumi/automation";

import { Project } from "../support/project";
import { Room } from "../support/room";

describe("What a person sees of a deployment", function () {
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

  it("is a status while a call is retried, which does not stand in what the deployment reports at its end", async () => {
    const ana = room.user();
    await project.declare({ ana });
    assert.match(await statusOfUp(), /Retrying: add member .*ServiceUnavailableException, HTTP 503/);
    assert.equal(room.roleOf(ana), "Member");
  });

  it("is such a status while a look-up is retried, too", async () => {
    const args = JSON.stringify({ accountId: room.accountId });
    await project.write("index.js", `module.exports = () => require("pulumi-chime").getRooms(${args});`);
    assert.match(await statusOfUp(), /Retrying: list the rooms .*ServiceUnavailableException, HTTP 503/);
  });

  /** The status that is shown in an update while the service is away, which must be gone afterwards. */
  async function statusOfUp(): Promise<string> {
    const error = "ServiceUnavailableException";
    room.chime.faults.inject({ operation: "*", kind: "error", error, times: "always" });
    const shown: DiagnosticEvent[] = [];
    const { stdout } = await project.stack.up({
      onEvent: ({ diagnosticEvent }: EngineEvent) => {
        if (diagnosticEvent) shown.push(diagnosticEvent);
        // The service recovers as soon as the person has been told that it has not.
        if (diagnosticEvent?.message.includes("Retrying:")) room.chime.faults.clear();
      },
    });
    const told = shown.filter(({ severity }) => severity === "info");
    assert.ok(told.every(({ ephemeral }) => ephemeral));
    assert.equal(told.at(-1)?.message.trim(), "");
    assert.doesNotMatch(stdout, /Diagnostics/);
    return told[0]?.message ?? "";
  }

  it("stands in a row of the terminal while a call is retried", async function () {
    // The command that makes a terminal takes other arguments elsewhere.
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
    const ended = once(terminal, "exit");
    let shown = "";
    terminal.stdout.on("data", (part: Buffer) => {
      shown += part.toString();
      if (shown.includes("Retrying:")) room.chime.faults.clear();
    });
    assert.deepEqual(await ended, [0, null]);
    assert.match(shown, /Retrying: add member /);
    const afterwards = shown.slice(shown.lastIndexOf("Resources:"));
    assert.match(afterwards, /created/);
    assert.doesNotMatch(afterwards, /Retrying:/);
    assert.equal(room.roleOf(ana), "Member");
  });
});
