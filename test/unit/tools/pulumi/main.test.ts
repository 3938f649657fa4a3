import assert from "node:assert/strict";
import { join } from "node:path";
import { Sandbox, writePulumi } from "./support/sandbox";

const MAIN = join(__dirname, "../../../../tools/pulumi/main.ts");

describe("The command that finds a Pulumi CLI", function () {
  this.timeout(20_000);
  let machine: Sandbox;
  beforeEach(async () => {
    machine = await Sandbox.make();
    await writePulumi(machine.bin, "v3.300.0");
  });
  afterEach(async () => {
    await machine.remove();
  });

  it("prints the folder on stdout, and on stderr how to use it", async () => {
    const run = machine.start(MAIN, []);
    await run.ended;
    assert.equal(run.stdout, `${machine.bin}\n`);
    assert.equal(
      run.stderr,
      `Pulumi 3.300.0, found on PATH. To use it in this shell:\n  export PATH="${machine.bin}:$PATH"\n`,
    );
  });

  it("prints the folder and nothing else with --path", async () => {
    const run = machine.start(MAIN, ["--path"]);
    await run.ended;
    assert.deepEqual([run.stdout, run.stderr], [`${machine.bin}\n`, ""]);
  });

  it("fails with a sentence, and prints no folder", async () => {
    machine.environment["PULUMI_CHIME_CACHE"] = "kept";
    const run = machine.start(MAIN, ["--path"]);
    await run.ended;
    assert.deepEqual(
      [run.child.exitCode, run.stdout, run.stderr],
      [1, "", 'PULUMI_CHIME_CACHE must be an absolute path, not "kept".\n'],
    );
  });
});
