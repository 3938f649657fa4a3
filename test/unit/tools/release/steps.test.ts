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

  const script = (title: string, code: string): Step => ({ title, command: [process.execPath, "-e", code] });
  const leave = (name: string): Step => script(name, `fs.writeFileSync("${name}", "")`);
  const silent = (): void => undefined;

  it("run in the folder, one after the other", async () => {
    const second = script(
      "second",
      `if (!fs.existsSync("first")) process.exit(1); fs.writeFileSync("second", "")`,
    );
    await runAll([leave("first"), second], folder, silent);
    assert.ok(existsSync(join(folder, "second")));
  });

  it("end at the first that fails, which is named", async () => {
    const steps = [script("bad", "process.exit(3)"), leave("after")];
    await assert.rejects(runAll(steps, folder, silent), /process\.exit\(3\)" ended with 3\./);
    assert.ok(!existsSync(join(folder, "after")));
  });

  it("end where a command is killed", async () => {
    const killed = script("killed", `process.kill(process.pid, "SIGKILL")`);
    await assert.rejects(runAll([killed], folder, silent), /ended with SIGKILL\./);
  });

  it("end where a command does not exist", async () => {
    const missing: Step = { title: "missing", command: [join(folder, "no-such-command")] };
    await assert.rejects(runAll([missing], folder, silent), /ENOENT/);
  });

  it("are scripts that package.json has", () => {
    const scripts = Object.keys(manifest.scripts);
    const named = STEPS.filter(({ command }) => command[1] === "run").map(({ command }) => command[2]!);
    assert.deepEqual(
      named.filter((name) => !scripts.includes(name)),
      [],
    );
  });

  it("publish nothing", () => {
    for (const { command } of STEPS) assert.ok(!command.includes("publish"), command.join(" "));
  });
});
