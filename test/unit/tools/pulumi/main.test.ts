import assert from "node:assert/strict";
import { join } from "node:path";
import { Sandbox, writePulumi } from "./support/sandbox";

const MAIN = join(__dirname, "../../../../tools/pulumi/main.ts");

describe("The command that finds a Pulumi CLI", function () {
  this.timeout(20_000);
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.open();
    await writePulumi(sandbox.bin, "v3.300.0");
  });
  afterEach(async () => {
    await sandbox.close();
  });

  it("prints the folder to stdout, and how to use it to stderr", async () => {
    const run = sandbox.start(MAIN, []);
    await run.ended;
    assert.equal(run.stdout, `${sandbox.bin}\n`);
    assert.equal(
      run.stderr,
      `Pulumi 3.300.0, found on PATH. To use it in this shell:\n  export PATH="${sandbox.bin}:$PATH"\n`,
    );
  });

  it("prints only the folder with --path", async () => {
    const run = sandbox.start(MAIN, ["--path"]);
    await run.ended;
    assert.deepEqual([run.stdout, run.stderr], [`${sandbox.bin}\n`, ""]);
  });

  it("fails with an error message, and prints no folder", async () => {
    sandbox.environment["PULUMI_CHIME_CACHE"] = "relative";
    const run = sandbox.start(MAIN, ["--path"]);
    await run.ended;
    assert.deepEqual(
      [run.child.exitCode, run.stdout, run.stderr],
      [1, "", 'PULUMI_CHIME_CACHE must be an absolute path, not "relative".\n'],
    );
  });
});
