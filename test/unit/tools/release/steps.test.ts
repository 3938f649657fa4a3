import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import manifest from "../../../../package.json";
import { runAll, STEPS, type Step } from "../../../../tools/release/steps";

describe("The steps of a release", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "steps-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const nodeStep = (title: string, code: string): Step => ({
    title,
    command: [process.execPath, "-e", code],
  });
  const writeStep = (name: string): Step => nodeStep(name, `fs.writeFileSync("${name}", "")`);
  const ignore = (): void => undefined;

  it("run in the given folder, one after the other", async () => {
    const second = nodeStep(
      "second",
      `if (!fs.existsSync("first")) process.exit(1); fs.writeFileSync("second", "")`,
    );
    await runAll([writeStep("first"), second], folder, ignore);
    assert.ok(existsSync(join(folder, "second")));
  });

  it("stop at the first one that fails, and the error names it", async () => {
    const steps = [nodeStep("bad", "process.exit(3)"), writeStep("after")];
    await assert.rejects(runAll(steps, folder, ignore), /process\.exit\(3\)" ended with 3\./);
    assert.ok(!existsSync(join(folder, "after")));
  });

  it("stop if a command is killed", async () => {
    const killed = nodeStep("killed", `process.kill(process.pid, "SIGKILL")`);
    await assert.rejects(runAll([killed], folder, ignore), /ended with SIGKILL\./);
  });

  it("stop if a command does not exist", async () => {
    const missing: Step = { title: "missing", command: [join(folder, "no-such-command")] };
    await assert.rejects(runAll([missing], folder, ignore), /ENOENT/);
  });

  it("run only scripts that package.json defines", () => {
    const scripts = Object.keys(manifest.scripts);
    const named = STEPS.filter(({ command }) => command[1] === "run").map(({ command }) => command[2]!);
    assert.deepEqual(
      named.filter((name) => !scripts.includes(name)),
      [],
    );
  });

  it("do not publish anything", () => {
    for (const { command } of STEPS) assert.ok(!command.includes("publish"), command.join(" "));
  });
});
