import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

import { startEmulator, type Emulator } from "../../emulator";
import { Project } from "../support/project";

const COMMAND = resolve(__dirname, "../../dist/cli/main.js");

interface Report {
  counts: Record<string, number>;
  checks: { check: string; result: string; message: string }[];
}

describe("pulumi-chime doctor with a stack", function () {
  this.timeout(120_000);

  let chime: Emulator;
  let project: Project;
  beforeEach(async () => {
    chime = await startEmulator();
    project = await Project.open({ chime, files: { "index.js": "" } });
  });
  afterEach(async () => {
    await project.close();
    await chime.stop();
  });

  async function run(...args: string[]): Promise<Report> {
    const { environment: env, folder: cwd } = project;
    const ended = await promisify(execFile)(process.execPath, [COMMAND, "doctor", "--json", ...args], {
      env,
      cwd,
    }).catch((error: unknown) => error as { stdout: string });
    assert.ok(!ended.stdout.includes("the-secret-of"), ended.stdout);
    return JSON.parse(ended.stdout) as Report;
  }
  function messageOf({ checks }: Report, name: string): string {
    const found = checks.find(({ check }) => check === name);
    assert.ok(found, `no check ${name}`);
    return found.message;
  }

  it("uses what the Pulumi CLI decrypts, and what the project sets for all stacks", async () => {
    const { accessKeyId, secretAccessKey } = chime.credentials;
    await project.pulumi("config", "set", "chime:accessKey", accessKeyId, "--secret");
    await project.pulumi("config", "set", "chime:secretKey", secretAccessKey, "--secret");
    await project.write(
      "Pulumi.yaml",
      "name: chime-test\nruntime: nodejs\nconfig:\n  chime:region:\n    value: eu-central-1\n",
    );
    const report = await run("--stack", "test");
    assert.match(
      messageOf(report, "stack"),
      /^test sets chime:accessKey, .*chime:region, .*chime:secretKey\.$/,
    );
    assert.equal(messageOf(report, "region"), "eu-central-1 for new app instances (chime:region).");
    assert.match(messageOf(report, "source"), /^From the keys of chime:accessKey: /);
    assert.match(messageOf(report, "GetCallerIdentity"), /^AWS account 111122223333, /);
    assert.equal(report.counts["failed"], 0);
  });

  it("says what the Pulumi CLI says about a stack that does not exist", async () => {
    const report = await run("--stack", "none");
    assert.match(messageOf(report, "stack"), /none: no stack named 'none' found\.$/);
    assert.equal(report.counts["failed"], 1);
  });

  it("does not read the settings of a stack that is not named", async () => {
    await project.pulumi("config", "set", "chime:region", "eu-central-1");
    const report = await run();
    assert.match(messageOf(report, "stack"), /not used/);
    assert.match(messageOf(report, "region"), /^us-east-1 /);
  });
});
